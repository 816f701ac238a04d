import type { Status } from '../session/status.ts'

/**
 * Counts the events that stay un-acked at the server while a connection lives, and reports, once a connection,
 * when they fill the window: from then on the server sends nothing, and silence has a reason.
 */
export class WindowWatch {
  private readonly prefetch: number
  private readonly full: () => void
  private held = 0
  private told = false

  constructor(prefetch: number, full: () => void) {
    this.prefetch = prefetch
    this.full = full
  }

  /** A new connection has an empty window; what is skipped, also before the login's answer, takes places in it. */
  heard(status: Status): void {
    if (status.kind === 'dialing') {
      this.held = 0
      this.told = false
    } else if (status.kind === 'oddity') this.add(status.skippedEvents)
  }

  /** So many events more were handed out and not acked. */
  add(held: number): void {
    this.held += held
    if (this.told || this.held < this.prefetch) return
    this.told = true
    this.full()
  }
}
