import type { Clock } from '../base/clock.ts'
import type { Status } from '../session/status.ts'

/** How long a run has been connected, and how often it reconnected. */
export class ConnectionStats {
  reconnects = 0
  /** Whether there was ever a connection, and so anything to sum up. */
  everConnected = false
  protected readonly clock: Clock
  private readonly startedAt: number
  private connectedMs = 0
  private connectedSince: number | undefined

  constructor(clock: Clock) {
    this.clock = clock
    this.startedAt = clock.now()
  }

  onStatus(status: Status): void {
    if (status.kind === 'connected') {
      if (status.gap !== undefined) this.reconnects++
      this.everConnected = true
      this.connectedSince = this.clock.now()
    } else if (status.kind === 'lost') this.disconnected()
  }

  /** Must be called when the run ends the connection. */
  disconnected(): void {
    this.connectedMs = this.connected
    this.connectedSince = undefined
  }

  /** Milliseconds since the run started. */
  get elapsed(): number {
    return this.clock.now() - this.startedAt
  }

  get isConnected(): boolean {
    return this.connectedSince !== undefined
  }

  /** Milliseconds of the run during which it was logged in. */
  get connected(): number {
    return this.connectedMs + (this.connectedSince === undefined ? 0 : this.clock.now() - this.connectedSince)
  }
}
