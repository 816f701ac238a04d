import type { Clock } from '../base/clock.ts'
import type { Status } from '../session/status.ts'

/** Why nobody looked: the connection was lost, or not there yet; the machine slept. */
export type Gap = 'lost' | 'slept'

/**
 * Measures how long a run was without a connection, from its start on. A connection that is lost was useless since the
 * last sign of life: events, or an answer to a heartbeat.
 */
export class GapWatch {
  /** Milliseconds of the longest gap that is over. */
  longest = 0
  private readonly clock: Clock
  private readonly limit: number
  private readonly onExceeded: (kind: Gap) => void
  private aliveAt: number
  private isConnected = false
  private cancel: () => void

  /**
   * @param limit milliseconds
   * @param onExceeded called once a gap is longer
   */
  constructor(clock: Clock, limit: number, onExceeded: (kind: Gap) => void) {
    this.clock = clock
    this.limit = limit
    this.onExceeded = onExceeded
    this.aliveAt = clock.now()
    this.cancel = clock.after(limit, () => onExceeded('lost'))
  }

  onStatus(status: Status): void {
    switch (status.kind) {
      case 'connected':
        this.cancel()
        this.longest = Math.max(this.longest, this.clock.now() - this.aliveAt)
        this.isConnected = true
        this.alive()
        break
      case 'pong':
        this.alive()
        break
      case 'lost':
        if (this.isConnected) this.lost()
        break
      case 'slept':
        // Whatever the connection is worth: nobody looked.
        if (status.ms > this.limit) this.onExceeded('slept')
    }
  }

  /** Must be called when something was received. */
  alive(): void {
    if (this.isConnected) this.aliveAt = this.clock.now()
  }

  close(): void {
    this.cancel()
  }

  private lost(): void {
    this.isConnected = false
    this.cancel = this.clock.after(this.aliveAt + this.limit - this.clock.now(), () =>
      this.onExceeded('lost'),
    )
  }
}
