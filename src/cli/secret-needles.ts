/** A form of a secret to search for. Its characters may be escaped in any way. */
export interface Needle {
  /** For each byte of the form, the bytes that match it. */
  readonly accepts: readonly (readonly number[])[]
  /** Bytes that may be between those of the form, such as the colons of `63:34:6e`. */
  readonly between: readonly number[]
  /** Number of bytes that reveal something: a beginning of this length must not be shown before a cut. */
  readonly revealing: number
  /** Whether it is so short that it matches only as a whole word. */
  readonly wordOnly: boolean
}

/** A secret of fewer bytes is not searched for; and of fewer bytes, only as a whole word. */
const shortest = 4
const shortestInWords = 6
/** Number of characters of a secret that reveal something. */
const revealing = 3

const lineEnds = '\r\n \t'
const separators = `${lineEnds}:,;-_0x`

/**
 * Returns the forms of a secret: as it is, and encoded as hex, base64 or decimal bytes. The encoded ones are also made of
 * the secret as JSON and URLs write it, since a whole login line may have been encoded. Returns none for a secret that is
 * too short.
 */
export function needlesOf(secret: string): Needle[] {
  // A lone surrogate cannot be encoded.
  const bytes = Buffer.from(secret)
  const text = bytes.toString()
  if (bytes.length < shortest) return []
  const wordOnly = bytes.length < shortestInWords
  const raw = [bytes, Buffer.from(bytes.toString('latin1'))].map(form => ({
    accepts: Array.from(form, byte => [byte]),
    between: [],
    revealing,
    wordOnly,
  }))
  const json = [text, jsonText(text), asciiJson(text)]
  const inside = distinct([...json, ...json.map(encodeURIComponent)])
  const needles = [...raw, ...inside.flatMap(form => encodings(Buffer.from(form)))]
  return [...new Map(needles.map(needle => [JSON.stringify(needle), needle])).values()]
}

function encodings(bytes: Buffer): Needle[] {
  const digits = Array.from(bytes.toString('hex'), digit => [
    ...Buffer.from(distinct([digit, digit.toUpperCase()]).join('')),
  ])
  const list = Array.from(Buffer.from(bytes.join(',')), byte => [byte])
  return [
    { accepts: digits, between: [...Buffer.from(separators)], revealing: revealing * 2, wordOnly: false },
    {
      accepts: list,
      between: [...Buffer.from(lineEnds)],
      revealing: Math.min(revealing * 3, list.length),
      wordOnly: false,
    },
    ...[0, 1, 2].map(before => base64(bytes, before)),
  ]
}

/** The base64 characters, in both alphabets, that depend only on these bytes, if `before` other bytes precede them. */
function base64(bytes: Buffer, before: number): Needle {
  const text = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64')
  const own = text.slice(Math.ceil((before * 8) / 6), Math.floor(((before + bytes.length) * 8) / 6))
  return {
    accepts: Array.from(own, character => [...Buffer.from(alphabets[character] ?? character)]),
    between: [...Buffer.from(lineEnds)],
    revealing: revealing + 1,
    wordOnly: false,
  }
}

/** The characters that differ in the URL-safe alphabet. */
const alphabets: Readonly<Record<string, string>> = { '+': '+-', '/': '/_' }

function distinct(texts: readonly string[]): string[] {
  return [...new Set(texts)]
}

function jsonText(text: string): string {
  return JSON.stringify(text).slice(1, -1)
}

/** JSON with all characters other than ASCII escaped, as many servers write it. */
function asciiJson(text: string): string {
  return jsonText(text).replace(
    /[\u0080-\uffff]/g,
    c => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}
