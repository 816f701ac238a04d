import type { TextMask } from '../format/text-mask.ts'
import { escapeStarts } from './escape-reader.ts'
import { type Needle, needlesOf } from './secret-needles.ts'
import { SecretSearch } from './secret-search.ts'
import { SecretSieve } from './secret-sieve.ts'

/** A secret that can only be within one value: it has no white space and no punctuation that separates values. */
const inOneValue = /^[\w.~+/-]*$/
/** Colours that the program itself has put into a line. They are kept where they are within a secret. */
const colours = /\x1b\[[\d;]*m/g

/**
 * Removes a secret from text that is to be shown, however it is escaped or encoded, and the beginning of the secret if the
 * text was cut there with `…`. The server may repeat in an error what it was sent.
 */
export class SecretMask implements TextMask {
  readonly spansValues: boolean
  /** The needles by their first byte. */
  private readonly byFirst: Needle[][]
  /** 1 for each byte with which a needle, or an escape, may begin. */
  private readonly begins: Uint8Array
  private readonly suspect: RegExp
  private readonly sieve: SecretSieve
  /** A UTF-16 unit is at most three bytes. */
  readonly shortest: number

  constructor(secrets: readonly string[]) {
    const needles = secrets.flatMap(needlesOf)
    this.spansValues = !secrets.every(secret => inOneValue.test(secret))
    const unit = this.spansValues ? 3 : 1
    this.shortest = Math.min(...needles.map(({ accepts }) => Math.ceil(accepts.length / unit)))
    this.byFirst = Array.from({ length: 256 }, () => [])
    for (const needle of needles) for (const byte of needle.accepts[0]!) this.byFirst[byte]!.push(needle)
    this.begins = Uint8Array.from(
      this.byFirst,
      (startingHere, byte) => +(startingHere.length > 0 || escapeStarts.includes(byte)),
    )
    this.suspect = suspectOf(needles)
    this.sieve = new SecretSieve(needles)
  }

  /** Returns the text with `***` for the secret; the same string if it does not contain the secret. */
  hide(text: string): string {
    const bytes = Buffer.from(text)
    const search = new SecretSearch(bytes, this.byFirst)
    let out = ''
    let shown = 0
    for (let at = 0; at < bytes.length; at++) {
      // True of most bytes.
      if (this.begins[bytes[at]!] === 0) continue
      const end = search.endFrom(at)
      if (end === 0) continue
      const hidden = bytes.toString('utf8', at, end)
      out += `${bytes.toString('utf8', shown, at)}***${(hidden.match(colours) ?? []).join('')}`
      shown = end
      at = end - 1
    }
    return shown === 0 ? text : out + bytes.toString('utf8', shown)
  }

  /** Like `hide`, but cheaper, for text that was neither cut nor wrapped. */
  hideInWhole(text: string): string {
    if (text.length < this.shortest) return text
    return this.suspect.test(text) ? this.hide(text) : text
  }

  mayHide(bytes: Uint8Array, start: number, end: number): boolean {
    return end - start >= this.shortest && this.sieve.mayContain(bytes, start, end)
  }
}

/**
 * Returns a pattern that matches every text which may contain a whole needle: one with an escape that may stand for a letter
 * or a digit, or with the first characters of a needle, with or without backslashes before punctuation.
 */
function suspectOf(needles: readonly Needle[]): RegExp {
  const starts = needles.map(({ accepts, between }) => {
    const text = Buffer.from(accepts.map(([byte]) => byte!)).toString()
    const gap = between.length === 0 ? '' : `${oneOf(String.fromCharCode(...between))}{0,8}`
    return Array.from(text.slice(0, rareLength).split(''), (character, i) => {
      if (character === ' ') return oneOf(' +')
      if (character < ' ') return `(?:${oneOf(character)}|\\\\{1,8}[a-z])`
      const form = oneOf(accepts[i]!.length > 1 ? String.fromCharCode(...accepts[i]!) : character)
      return /\w/.test(character) ? form : `\\\\{0,8}${form}`
    }).join(gap)
  })
  return new RegExp([letterEscape, ...starts].join('|'))
}

const letterEscape = '\\\\[uUx0-7]|%[0-9A-Fa-fu]|&[#A-Za-z]'
/** Number of characters that other text is unlikely to contain by chance. */
const rareLength = 4

function oneOf(characters: string): string {
  const escaped = characters.split('').map(c => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`)
  return escaped.length === 1 ? escaped[0]! : `[${escaped.join('')}]`
}
