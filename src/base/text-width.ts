import { eastAsianWidth } from 'get-east-asian-width'

/**
 * Text whose characters do not combine and have a known width: one cell below U+3000, two from there on. Nearly all
 * text of devices is like this, and all that this program draws itself. It needs neither segmenting nor Unicode tables.
 */
const simple =
  /^[ -~\u00a1-\u00a8\u00aa-\u00ac\u00af-\u02ff\u0391-\u03c9\u2010-\u2027\u2030-\u203a\u2103\u2190-\u22ff\u2302\u2316\u2500-\u25fc\u2713-\u2718\u3001-\u3020\u3041-\u3096\u30a1-\u30fa\u4e00-\u9fff\uac00-\ud7a3\uff01-\uff60]*$/

/**
 * The cells that `text` takes on a terminal. The text must be safe: no control characters.
 *
 * @param most cells from which on the text is no longer measured: the result is then any number above `most`
 */
export function textCells(text: string, most = Number.POSITIVE_INFINITY): number {
  if (simple.test(text)) return simpleCells(text)
  let cells = 0
  for (const { segment } of graphemes(text)) {
    cells += graphemeCells(segment)
    if (cells > most) break
  }
  return cells
}

/** The longest beginning of `text` that fits in `room` cells, cut between graphemes. The text must be safe. */
export function cutToCells(text: string, room: number): string {
  if (simple.test(text)) return simpleCut(text, room)
  let cells = 0
  for (const { segment, index } of graphemes(text)) {
    cells += graphemeCells(segment)
    if (cells > room) return text.slice(0, index)
  }
  return text
}

function simpleCells(text: string): number {
  let cells = text.length
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) >= 0x3000) cells++
  return cells
}

function simpleCut(text: string, room: number): string {
  let cells = 0
  for (let i = 0; i < text.length; i++) {
    cells += text.charCodeAt(i) >= 0x3000 ? 2 : 1
    if (cells > room) return text.slice(0, i)
  }
  return text
}

let segmenter: Intl.Segmenter | undefined

/** Creates the segmenter on first use, since that takes some 10 ms and most runs never need it. */
function graphemes(text: string): Intl.Segments {
  segmenter ??= new Intl.Segmenter()
  return segmenter.segment(text)
}

/** In UTF-16 units; the longest emoji families and flags have some 35. */
export const longestGrapheme = 40

/**
 * Sequences that take two cells, whatever they consist of: a keycap, an emoji with a variation selector, a skin
 * tone or a joiner, and the letters of a Korean syllable.
 */
const twoCells = new RegExp(
  [
    '^[#*\\d]\\ufe0f?\\u20e3',
    '^(?![#*\\d])\\p{Emoji}[\\ufe0f\\u200d\\p{EMod}][\\ufe0f\\u200d\\p{EMod}\\p{ExtPict}]*',
    '[\\u1100-\\u115f\\ua960-\\ua97c][\\u1160-\\u11a7\\ud7b0-\\ud7c6][\\u11a8-\\u11ff\\ud7cb-\\ud7fb]?',
  ].join('|'),
  'gu',
)
const wide = '\u4e00'

/** Characters that take no cell of their own. */
const zeroWidth = /[\p{Mn}\p{Me}\p{Default_Ignorable_Code_Point}]/u

/**
 * The cells of one grapheme. A longer one than any real grapheme, such as a letter with a million accents, counts as
 * wide as it is long, so that no line holds more than it seems to.
 */
function graphemeCells(grapheme: string): number {
  if (grapheme.length > longestGrapheme) return grapheme.length
  let cells = 0
  for (const character of grapheme.replace(twoCells, wide))
    if (!zeroWidth.test(character)) cells += eastAsianWidth(character.codePointAt(0)!)
  return cells
}
