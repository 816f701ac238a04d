import { textBeginning } from './text-beginning.ts'

/**
 * Characters that a terminal interprets or draws as nothing: control characters (Cc: C0, DEL, C1), format characters
 * (Cf: bidirectional overrides and isolates, the zero-width space, tags, …), line and paragraph separators, lone
 * surrogates, noncharacters, default ignorable code points (Hangul fillers, variation selectors, the grapheme joiner),
 * and a few blank characters that Unicode does not list there: the empty braille pattern, joiners and fillers of old
 * scripts, the musical null notehead. Spaces are not among them, since values with spaces are shown in quotes.
 */
const unseen =
  '[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cs}\\p{Noncharacter_Code_Point}\\p{Default_Ignorable_Code_Point}' +
  '\\u2800\\u2d7f\\u{1107f}\\u{13441}\\u{13442}\\u{16fe4}\\u{1d159}]'

/** Scripts whose letters a joiner never shapes, and characters of no script. */
const unjoined =
  '[\\p{sc=Latn}\\p{sc=Grek}\\p{sc=Cyrl}\\p{sc=Hani}\\p{sc=Kana}\\p{sc=Hira}\\p{sc=Hang}\\p{sc=Zyyy}\\p{sc=Zinh}]'

/** Contexts in which such a character visibly changes the one before it, and is kept. */
const kept = [
  '\\t',
  // Emoji that consist of several, such as 👨‍👩‍👧.
  '(?<=[\\p{Extended_Pictographic}\\p{Emoji_Modifier}\\ufe0f])\\u200d(?=\\p{Extended_Pictographic})',
  // Joiners and non-joiners, which Persian, Indian scripts and others need.
  `(?<=(?!${unjoined})[\\p{L}\\p{M}])[\\u200c\\u200d]`,
  // Selectors of emoji or text style (❤️), and keycaps (1️⃣).
  '(?<=(?![0-9#*])\\p{Emoji})[\\ufe0e\\ufe0f]',
  '(?<=[0-9#*])\\ufe0f(?=\\u20e3)',
  // Selectors of one form of a Chinese or Mongolian letter.
  '(?<=\\p{Unified_Ideograph})[\\ufe00-\\ufe0d\\u{e0100}-\\u{e01ef}]',
  '(?<=(?=\\p{L})\\p{sc=Mong})[\\u180b-\\u180d\\u180f]',
].join('|')

const unsafe = new RegExp(unseen, 'u')

let runs: RegExp | undefined

/**
 * Matches whole runs. A hostile text may consist of such characters, and a match takes longer than an escape. Created on
 * first use, since that takes almost 1 ms and most runs never need it.
 */
function unsafeRuns(): RegExp {
  runs ??= new RegExp(`(?:(?!${kept})${unseen})+`, 'gu')
  return runs
}

/**
 * Makes text from a device, a server or a file safe for one line of a terminal: it cannot move the cursor, change colours,
 * set a title, reverse the reading direction, hide text or start another line. Unsafe characters become `\u001b` or
 * `\u{e0001}`; tabs are kept. Returns the same string if it is safe.
 */
export function safeText(text: string): string {
  return unsafe.test(text) ? text.replace(unsafeRuns(), escapeForEyes) : text
}

/**
 * Makes one line of JSON safe for a terminal, using the escapes of JSON, so that its meaning does not change. Valid JSON
 * has unsafe characters only within strings, and control characters also as white space.
 */
export function safeJson(line: string): string {
  return unsafe.test(line) ? line.replace(/\r/g, '').replace(unsafeRuns(), escapeForJson) : line
}

/** Returns at most 80 characters of the UTF-8 text `bytes[start, end)`, safe to show, and how many bytes are left out. */
export function excerptOf(bytes: Buffer, start: number, end: number): string {
  return safeText(textBeginning(bytes, start, end, excerptLength))
}

const excerptLength = 80

/**
 * Returns at most `limit` characters of `text`, safe to show, with `…` where it was cut. All shortened text must end like
 * this: the `…` tells the secret mask that the text before it may be the beginning of a secret.
 */
export function excerpt(text: string, limit = excerptLength): string {
  return safeText(text.length > limit ? `${text.slice(0, limit).replace(halfPair, '')}…` : text)
}

/** The first half of a surrogate pair that was cut. */
const halfPair = /[\ud800-\udbff]$/

/**
 * Returns an excerpt of the message of an error, a library or a server, trimmed: OpenSSL ends some messages with a
 * newline, which would be shown as `\u000a`.
 */
export function messageText(message: string, limit = 200): string {
  return excerpt(message.trim(), limit)
}

function escapeForEyes(run: string): string {
  let out = ''
  for (const character of run) {
    const code = character.codePointAt(0)!
    out += code > 0xffff ? `\\u{${code.toString(16)}}` : escapeOf(code)
  }
  return out
}

function escapeForJson(run: string): string {
  let out = ''
  for (let i = 0; i < run.length; i++) out += escapeOf(run.charCodeAt(i))
  return out
}

/** @param unit a UTF-16 code unit */
function escapeOf(unit: number): string {
  return `\\u${twoDigits[unit >> 8]}${twoDigits[unit & 0xff]}`
}

const twoDigits = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))
