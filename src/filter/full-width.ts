/**
 * Signs that a Chinese keyboard gives where ASCII is meant, each for one of the same length: U+FF01 to U+FF5E
 * are ASCII's own, other than letters and digits; the rest have keys of their own.
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

/** `text` with every full-width sign as its ASCII form, and so of the same length; one after a backslash is kept. */
export function asciiSigns(text: string): string {
  return text.replace(signOrEscape, found => (found[0] === '\\' ? found : narrow(found)))
}

const numberSign = /[。｡＋－．０-９Ｅｅ]/g

/** `text` with the digits and signs of a number as ASCII. */
export function asciiNumber(text: string): string {
  return text.replace(numberSign, narrow)
}

function narrow(wide: string): string {
  return ownKeys[wide] ?? String.fromCharCode(wide.charCodeAt(0) - 0xfee0)
}
