/** Measures text in the cells it takes on a terminal. The text must be safe: no control characters. */
export interface TextWidth {
  /** Cells of `text`; as soon as they are more than `most`, the answer is just some number above it. */
  cells(text: string, most?: number): number
  /** As many whole graphemes from the start of `text` as `room` cells hold. */
  cut(text: string, room: number): string
}

/**
 * Characters that stand for themselves, whatever is next to them, and are one cell wide, or two where
 * Chinese, Japanese or Korean. Nearly all text of devices is of these; it needs no segmenting.
 */
const simple =
  /^[ -~\u00a1-\u00a8\u00aa-\u00ac\u00af-\u02ff\u3001-\u3020\u3041-\u3096\u30a1-\u30fa\u4e00-\u9fff\uac00-\ud7a3\uff01-\uff60]*$/

/**
 * Measures as `string-width` does. That is loaded only here, when a format asks for it: it takes
 * some 30 ms, which no `--help` should wait for.
 */
export async function createTextWidth(): Promise<TextWidth> {
  const { default: stringWidth } = await import('string-width')
  const segmenter = new Intl.Segmenter()
  // One grapheme may be a letter with a million accents. What is longer than any real one counts as wide as
  // it is long, so that no line holds more than it seems to.
  const graphemeCells = (segment: string) =>
    segment.length > longestGrapheme ? segment.length : stringWidth(segment)
  return {
    cells(text, most = Number.POSITIVE_INFINITY) {
      if (simple.test(text)) return simpleCells(text)
      let cells = 0
      for (const { segment } of segmenter.segment(text)) {
        cells += graphemeCells(segment)
        if (cells > most) break
      }
      return cells
    },
    cut(text, room) {
      if (simple.test(text)) return simpleCut(text, room)
      let cells = 0
      for (const { segment, index } of segmenter.segment(text)) {
        cells += graphemeCells(segment)
        if (cells > room) return text.slice(0, index)
      }
      return text
    },
  }
}

/** In UTF-16 units; the longest emoji families and flags have some 35. */
const longestGrapheme = 40

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
