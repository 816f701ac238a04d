import { type Words, wordsOf } from '../../base/words.ts'
import { paint, type Style } from '../style.ts'
import type { TimeFormat } from '../time-format.ts'
import type { ByteLine } from './byte-line.ts'

/** Puts the times of events, of which many have all but the milliseconds in common. */
export class TimeColumn {
  private readonly format: TimeFormat
  private readonly style: Style
  private readonly gap: number
  private second = Number.NaN
  private day: string | undefined
  /** The column of the second. */
  private words: Words = wordsOf(Buffer.alloc(0))

  /** @param gap the cells after it */
  constructor(format: TimeFormat, style: Style, gap: number) {
    this.format = format
    this.style = style
    this.gap = gap
  }

  /** Returns the date of a time; undefined if times are shown without it, or with it. */
  dateOf(ms: number): string | undefined {
    this.turnTo(ms)
    return this.day
  }

  put(line: ByteLine, ms: number): void {
    const { cells, millisAt } = this.format
    if (cells === 0) return
    if (millisAt !== undefined && ms >= 0) {
      this.turnTo(ms)
      line.putMillis(this.words, this.style.open.length + millisAt, ms - this.second * 1000)
    } else {
      line.put(this.style, this.format.text(ms))
      line.space(this.gap)
    }
  }

  private turnTo(ms: number): void {
    const second = Math.floor(ms / 1000)
    if (second === this.second) return
    this.second = second
    this.day = this.format.date?.(ms)
    if (this.format.millisAt !== undefined)
      this.words = wordsOf(Buffer.from(paint(this.style, this.format.text(ms)) + ' '.repeat(this.gap)))
  }
}
