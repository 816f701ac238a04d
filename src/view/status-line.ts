import type { Clock } from '../base/clock.ts'

/** Milliseconds between two texts, at least. */
const interval = 200

export interface StatusLineDeps {
  readonly clock: Clock
  /** Where the line is drawn. */
  readonly line: { set(text: string): void; close(): void }
  /** Returns the text for now. */
  readonly text: () => string
}

/** Keeps the text of a line up to date. */
export class StatusLine {
  private readonly deps: StatusLineDeps
  private cancel: (() => void) | undefined

  constructor(deps: StatusLineDeps) {
    this.deps = deps
  }

  /** Shows the line from now on. May be called again. */
  start(): void {
    if (!this.cancel) this.tick()
  }

  /** Shows what is true now, at once: after the terminal was resized, for example. Does nothing before the start. */
  refresh(): void {
    if (this.cancel) this.deps.line.set(this.deps.text())
  }

  close(): void {
    this.cancel?.()
    this.deps.line.close()
  }

  private readonly tick = (): void => {
    this.cancel = this.deps.clock.after(interval, this.tick)
    this.refresh()
  }
}
