import type { TimeFormat } from './time-format.ts'

/** Tells when a line with the date is due: before an event of another day than the one before it. */
export class DateLines {
  private readonly time: TimeFormat
  private readonly rule: string
  /** Undefined if times are shown with their dates. */
  private date: string | undefined

  /**
   * @param now the date of the first event that needs no such line, in milliseconds since 1970
   * @param rule stands on both sides of a date
   */
  constructor(time: TimeFormat, now: number, rule: string) {
    this.time = time
    this.rule = rule
    this.date = time.date?.(now)
  }

  /** Whether no line is due before an event of this date. */
  isLast(date: string | undefined): boolean {
    return date === this.date
  }

  /** Returns the text of the line that is due before an event; an empty string if none is. */
  before(happened: number | undefined): string {
    const date = happened === undefined ? undefined : this.time.date?.(happened)
    if (date === undefined || date === this.date) return ''
    this.date = date
    return `${this.rule} ${date} ${this.rule}`
  }
}
