import type { Clock } from '../base/clock.ts'

/** Events between two readings of the clock. */
const eventsPerCheck = 16
/** Milliseconds for which signals, heartbeats and timers may be kept waiting. */
const longestTurn = 50

/** Spreads a batch that takes long to process over several turns of the event loop. */
export class TurnLimit {
  private readonly clock: Clock
  private readonly nextTurn: () => Promise<void>
  private eventsLeft = eventsPerCheck
  private startedAt = 0

  /** @param nextTurn settles once the event loop has run what was waiting */
  constructor(clock: Clock, nextTurn: () => Promise<void>) {
    this.clock = clock
    this.nextTurn = nextTurn
  }

  /** Starts a turn. */
  begin(): void {
    this.startedAt = this.clock.now()
  }

  /** Whether the turn has taken too long. Called once per event. */
  isOver(): boolean {
    if (--this.eventsLeft > 0) return false
    this.eventsLeft = eventsPerCheck
    return this.clock.now() - this.startedAt >= longestTurn
  }

  /** Lets the event loop run, then starts the next turn. */
  async pass(): Promise<void> {
    await this.nextTurn()
    this.begin()
  }
}
