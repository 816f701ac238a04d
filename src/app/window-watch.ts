import type { Status } from '../session/status.ts'

/**
 * Counts the events that stay un-acked at the server while a connection lives, and reports once per connection that
 * they fill the window: from then on the server sends nothing, which would look like a quiet stream.
 */
export class WindowWatch {
  private readonly prefetch: number
  private readonly full: () => void
  /** Events that stay un-acked while this connection lives. */
  held = 0
  private reported = false

  constructor(prefetch: number, full: () => void) {
    this.prefetch = prefetch
    this.full = full
  }

  /** Whether they fill the window. */
  get isFull(): boolean {
    return this.held >= this.prefetch
  }

  /** A new connection has an empty window. Skipped events take places in it, even before the login is answered. */
  onStatus(status: Status): void {
    if (status.kind === 'dialing') {
      this.held = 0
      this.reported = false
    } else if (status.kind === 'protocol-warning') this.add(status.skippedEvents)
  }

  /** Counts events that were handed out and not acked. */
  add(held: number): void {
    this.held += held
    if (this.reported || !this.isFull) return
    this.reported = true
    this.full()
  }
}
