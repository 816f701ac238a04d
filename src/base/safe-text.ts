import { textBeginning } from './text-beginning.ts'

/**
 * What a terminal obeys or draws as nothing: control characters (Cc: C0, DEL, C1), format characters (Cf:
 * bidirectional overrides and isolates, zero-width space, tags, ...), line and paragraph separators, lone
 * surrogates, noncharacters, whatever Unicode calls default ignorable (fillers of Hangul, variation selectors,
 * the grapheme joiner), and a few blanks that it does not call so: the empty braille pattern, joiners and
 * fillers of old scripts, the musical null notehead. Spaces are none of them: who shows a value puts it in quotes.
 */
const unseen =
  '[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cs}\\p{Noncharacter_Code_Point}\\p{Default_Ignorable_Code_Point}' +
  '\\u2800\\u2d7f\\u{1107f}\\u{13441}\\u{13442}\\u{16fe4}\\u{1d159}]'

/** Scripts, and what belongs to none, whose letters are never shaped by a joiner. */
const unjoined =
  '[\\p{sc=Latn}\\p{sc=Grek}\\p{sc=Cyrl}\\p{sc=Hani}\\p{sc=Kana}\\p{sc=Hira}\\p{sc=Hang}\\p{sc=Zyyy}\\p{sc=Zinh}]'

/** Where such characters have a visible effect on the character before them, and stay. */
const kept = [
  '\\t',
  // Emoji made of several: 👨‍👩‍👧.
  '(?<=[\\p{Extended_Pictographic}\\p{Emoji_Modifier}\\ufe0f])\\u200d(?=\\p{Extended_Pictographic})',
  // Persian, the scripts of India and others are written with joiners and non-joiners.
  `(?<=(?!${unjoined})[\\p{L}\\p{M}])[\\u200c\\u200d]`,
  // Emoji or text (❤️), and keycaps (1️⃣).
  '(?<=(?![0-9#*])\\p{Emoji})[\\ufe0e\\ufe0f]',
  '(?<=[0-9#*])\\ufe0f(?=\\u20e3)',
  // One form of a Chinese or Mongolian letter rather than another.
  '(?<=\\p{Unified_Ideograph})[\\ufe00-\\ufe0d\\u{e0100}-\\u{e01ef}]',
  '(?<=(?=\\p{L})\\p{sc=Mong})[\\u180b-\\u180d\\u180f]',
].join('|')

const unsafe = new RegExp(unseen, 'u')
/** A run at a time: a hostile text may hold nothing else, and each match takes longer than to write one escape. */
const unsafeRun = new RegExp(`(?:(?!${kept})${unseen})+`, 'gu')

/**
 * Text from a device, a server or a file, made fit for a terminal and a line: it cannot move the cursor,
 * recolour, set a title, turn the direction of reading, hide, or start a second line. The same string where
 * nothing in it is unsafe; otherwise unsafe characters as `\u001b` or `\u{e0001}`. Tabs stay.
 */
export function safeText(text: string): string {
  return unsafe.test(text) ? text.replace(unsafeRun, escapeForEyes) : text
}

/**
 * One line of JSON, escaped as JSON itself allows, so that it means the same and a terminal does not obey it.
 * Valid JSON holds such characters raw only inside strings, or, of the controls, as white space around them.
 */
export function safeJson(line: string): string {
  return unsafe.test(line) ? line.replace(/\r/g, '').replace(unsafeRun, escapeForJson) : line
}

/** At most 80 characters of the UTF-8 text `bytes[start, end)`, safe to show, and how many bytes are left out. */
export function excerptOf(bytes: Buffer, start: number, end: number): string {
  return safeText(textBeginning(bytes, start, end, excerptLength))
}

const excerptLength = 80

/**
 * At most `limit` characters of `text`, safe to show, `…` where it was cut. All that is shortened must be marked so:
 * the mask of the secret knows by the `…` where only the beginning of one may stand.
 */
export function excerpt(text: string, limit = excerptLength): string {
  return safeText(text.length > limit ? `${text.slice(0, limit).replace(halfPair, '')}…` : text)
}

/** The first half of a character that a cut went through. */
const halfPair = /[\ud800-\udbff]$/

/**
 * The message of an error, a library or a server, as `excerpt` makes it, without white space around it: OpenSSL
 * ends some of its messages in a newline, which would be shown as `\u000a`.
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

/** @param unit of UTF-16 */
function escapeOf(unit: number): string {
  return `\\u${twoDigits[unit >> 8]}${twoDigits[unit & 0xff]}`
}

const twoDigits = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))
