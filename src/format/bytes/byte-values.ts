import { type Words, wordsOf } from '../../base/words.ts'
import { secretValue } from '../../event/secret-members.ts'
import { parseToken } from '../../wire/exact-json.ts'
import { shownWord } from '../shown-text.ts'
import type { TextMask } from '../text-mask.ts'
import { valueText } from '../value-text.ts'
import type { ByteLine } from './byte-line.ts'
import { KnownBytes } from './known-bytes.ts'

const [quote, openingBrace, openingBracket] = [0x22, 0x7b, 0x5b] as const
const mostTexts = 4096

/** 1 for each byte that is shown as it is in JSON: of a number or a word, and of a string that needs no quotes. */
const bare = Uint8Array.from({ length: 256 }, (_, byte) => +(byte > 0x20 && byte < 0x7f && !isSpecial(byte)))

/**
 * Puts values of a line as `valueText` shows them. Numbers, words and most text are copied. All else is what `valueText`
 * makes of it, which is remembered if it is text: most is one of the few words of an enum.
 */
export class ByteValues {
  private readonly line: ByteLine
  private readonly mask: TextMask
  private readonly known = new KnownBytes<Words>(mostTexts)

  constructor(line: ByteLine, mask: TextMask) {
    this.line = line
    this.mask = mask
  }

  /** Puts the value `source[from, to)`. */
  put(isSecret: boolean, source: Buffer, view: DataView, from: number, to: number): void {
    const { line } = this
    const c = source[from]!
    if (isSecret) line.putText(secretValue)
    else if (c === quote) {
      const isBare = !needsQuotes(source, from, to) && line.putIfAll(bare, source, from + 1, to - 1)
      if (!isBare) this.putKnown(source, view, from, to)
    } else if (c === openingBrace || c === openingBracket || !line.putIfAll(bare, source, from, to))
      line.putText(this.textOf(source, from, to))
  }

  /** Puts the text `source[from, to)`, which is no empty string, as it is shown without a name. */
  putWord(source: Buffer, from: number, to: number): void {
    const { line } = this
    if (!line.putIfAll(bare, source, from + 1, to - 1))
      line.putText(this.mask.hideInWhole(shownWord(parseToken(source, from, to) as string)))
  }

  private putKnown(source: Buffer, view: DataView, from: number, to: number): void {
    const { line, known } = this
    const words =
      known.get(view, from, to) ??
      known.add(view, from, to, wordsOf(Buffer.from(this.textOf(source, from, to))))
    line.putWords(words)
  }

  private textOf(source: Buffer, from: number, to: number): string {
    return this.mask.hideInWhole(valueText(parseToken(source, from, to)))
  }
}

/** Whether a byte ends a string, begins an escape, or needs quotes. */
function isSpecial(byte: number): boolean {
  return '"\\='.includes(String.fromCharCode(byte))
}

/** Whether a string is empty, or may be one of the words that look like other values: `null`, `true`, `false`. */
function needsQuotes(source: Buffer, from: number, to: number): boolean {
  const length = to - from - 2
  if (length === 0) return true
  const last = source[to - 2]
  return (length === 4 || length === 5) && (last === 0x65 || last === 0x6c)
}
