/**
 * Signs that a Chinese keyboard types instead of ASCII signs of the same length, other than the full-width forms of ASCII
 * (U+FF01 to U+FF5E).
 */
const ownKeys: Readonly<Record<string, string>> = {
  '\u3000': ' ',
  '。': '.',
  '｡': '.',
  '、': ',',
  '“': '"',
  '”': '"',
  '‘': "'",
  '’': "'",
  '【': '[',
  '】': ']',
  '￥': '$',
}

const signOrEscape = /\\.|[\u3000。｡、“”‘’【】￥！-／：-＠［-｀｛-～]/gs

/** Replaces full-width signs with their ASCII forms, which keeps the length. Signs after a backslash are kept. */
export function asciiSigns(text: string): string {
  return text.replace(signOrEscape, found => (found[0] === '\\' ? found : narrow(found)))
}

const numberSign = /[。｡＋－．０-９Ｅｅ]/g

/** Replaces the full-width digits and signs of a number with ASCII. */
export function asciiNumber(text: string): string {
  return text.replace(numberSign, narrow)
}

function narrow(wide: string): string {
  return ownKeys[wide] ?? String.fromCharCode(wide.charCodeAt(0) - 0xfee0)
}
