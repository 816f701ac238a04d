/** A form of a secret as it is looked for, whatever escapes its characters are written with. */
export interface Needle {
  /** For each byte of the form, the bytes that stand for it. */
  readonly accepts: readonly (readonly number[])[]
  /** Bytes that may stand between its own, as the colons of `63:34:6e`. */
  readonly between: readonly number[]
  /** How many of its bytes tell something: so long a beginning must not be shown before a cut. */
  readonly telling: number
  /** It is so short that it is one only where it is no part of a longer word. */
  readonly wordOnly: boolean
}

/** Bytes of a secret under which it is not looked for at all; and under which it must stand alone. */
const shortest = 4
const shortestInWords = 6
/** Characters of a secret that tell something. */
const telling = 3

const lineEnds = '\r\n \t'
const separators = `${lineEnds}:,;-_0x`

/**
 * The forms of a secret: itself, and in hex, base64 or decimal bytes, each of itself and of how JSON and URLs have
 * it, since a whole login line may have been encoded. None for a secret that is too short.
 */
export function needlesOf(secret: string): Needle[] {
  // Half a pair of surrogates has no form in any encoding.
  const bytes = Buffer.from(secret)
  const text = bytes.toString()
  if (bytes.length < shortest) return []
  const wordOnly = bytes.length < shortestInWords
  const raw = [bytes, Buffer.from(bytes.toString('latin1'))].map(form => ({
    accepts: Array.from(form, byte => [byte]),
    between: [],
    telling,
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
    { accepts: digits, between: [...Buffer.from(separators)], telling: telling * 2, wordOnly: false },
    {
      accepts: list,
      between: [...Buffer.from(lineEnds)],
      telling: Math.min(telling * 3, list.length),
      wordOnly: false,
    },
    ...[0, 1, 2].map(before => base64(bytes, before)),
  ]
}

/** In base64, in both alphabets, behind `before` other bytes: of the characters those that are its alone. */
function base64(bytes: Buffer, before: number): Needle {
  const text = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64')
  const own = text.slice(Math.ceil((before * 8) / 6), Math.floor(((before + bytes.length) * 8) / 6))
  return {
    accepts: Array.from(own, character => [...Buffer.from(alphabets[character] ?? character)]),
    between: [...Buffer.from(lineEnds)],
    telling: telling + 1,
    wordOnly: false,
  }
}

/** What differs in the alphabet for URLs. */
const alphabets: Readonly<Record<string, string>> = { '+': '+-', '/': '/_' }

function distinct(texts: readonly string[]): string[] {
  return [...new Set(texts)]
}

function jsonText(text: string): string {
  return JSON.stringify(text).slice(1, -1)
}

/** JSON with everything but ASCII escaped, as many servers write it. */
function asciiJson(text: string): string {
  return jsonText(text).replace(
    /[\u0080-\uffff]/g,
    c => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}
