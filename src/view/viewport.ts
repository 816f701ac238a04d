import { straighten } from './straighten.ts'
import type { TerminalStream } from './terminal-streams.ts'

const beginFrame = '\u001b[?2026h'
const endFrame = '\u001b[?2026l'
/** The alternate screen, without cursor, and without wrapping: what a terminal draws too wide is cut. */
const open = '\u001b[?1049h\u001b[?25l\u001b[?7l\u001b[2J'
const close = `${endFrame}\u001b[?7h\u001b[?25h\u001b[m\u001b[?1049l`

/** A whole terminal, on which only rows that changed are written. */
export class Viewport {
  private readonly stream: TerminalStream
  private shown: readonly string[] = []
  private isOpen = false
  private isBusy = false
  /** Whether nothing can be written to the terminal any more. */
  isGone = false

  constructor(stream: TerminalStream) {
    this.stream = stream
  }

  get columns(): number {
    return this.stream.columns ?? 0
  }

  get rows(): number {
    return this.stream.rows ?? 0
  }

  /** Takes the terminal. */
  open(): void {
    if (this.isOpen) return
    this.isOpen = true
    this.shown = []
    this.stream.write(open)
  }

  /** Gives the terminal back as it was. May be called again. */
  close(): void {
    if (!this.isOpen) return
    this.isOpen = false
    this.stream.write(close)
  }

  /** Writes all rows the next time, whatever the terminal shows. */
  forget(): void {
    this.shown = []
  }

  /**
   * Shows rows of safe text with styles, one per row of the terminal. Returns false if they were not written, because the
   * terminal has not taken the last ones yet.
   */
  draw(rows: readonly string[]): boolean {
    if (!this.isOpen || this.isBusy || this.stream.writableLength > 0) return false
    let text = this.shown.length === 0 ? '\u001b[2J' : ''
    for (const [i, row] of rows.entries())
      if (row !== this.shown[i]) text += `\u001b[${i + 1}H\u001b[2K${straighten(row)}`
    this.shown = rows
    if (text === '') return true
    this.isBusy = true
    this.stream.write(beginFrame + text + endFrame, error => {
      this.isBusy = false
      if (error) this.isGone = true
    })
    return true
  }
}
