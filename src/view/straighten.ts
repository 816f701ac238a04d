import { textCells } from '../base/text-width.ts'

/** Characters whose width all terminals agree on, and codes of styles. */
const agreed = /^(?:[ -~\u3041-\u3096\u30a1-\u30fa\u4e00-\u9fff\uac00-\ud7a3\uff01-\uff5e]|\u001b\[[\d;]*m)*$/
const part =
  /(?:[ -~\u3041-\u3096\u30a1-\u30fa\u4e00-\u9fff\uac00-\ud7a3\uff01-\uff5e]|\u001b\[[\d;]*m)+|[^ -~\u001b\u3041-\u3096\u30a1-\u30fa\u4e00-\u9fff\uac00-\ud7a3\uff01-\uff5e]+/g
const codes = /\u001b\[[\d;]*m/g
/** Symbols that do not combine, such as those of sparklines. */
const symbols = /^[\u2010-\u2027\u2190-\u21ff\u2500-\u25ff\u2713\u2717\u22c5\u00b7]+$/

let segmenter: Intl.Segmenter | undefined

/**
 * Puts the cursor where it should be after each character whose width terminals disagree about, such as `●`, `…` and
 * emoji, so that what follows is in its column.
 *
 * @param row safe text with styles, from the first column on
 */
export function straighten(row: string): string {
  if (agreed.test(row)) return row
  let column = 1
  let out = ''
  for (const [text] of row.matchAll(part)) {
    if (agreed.test(text)) {
      column += textCells(text.replace(codes, ''))
      out += text
      continue
    }
    for (const character of charactersOf(text)) {
      column += textCells(character)
      out += `${character}\u001b[${column}G`
    }
  }
  return out
}

function charactersOf(text: string): Iterable<string> {
  if (symbols.test(text)) return text
  segmenter ??= new Intl.Segmenter()
  return Array.from(segmenter.segment(text), ({ segment }) => segment)
}
