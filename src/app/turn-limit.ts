import type { Clock } from '../base/clock.ts'

/** Events between two readings of the clock. */
const eventsPerLook = 16
/** Milliseconds that the loop may keep signals, heartbeats and timers waiting. */
const longestTurn = 50

/** Divides the processing of a batch that takes long over several turns of the event loop. */
export class TurnLimit {
  private readonly clock: Clock
  private readonly nextTurn: () => Promise<void>
  private eventsLeft = eventsPerLook
  private startedAt = 0

  /** @param nextTurn settles when the event loop has done what waited */
  constructor(clock: Clock, nextTurn: () => Promise<void>) {
    this.clock = clock
    this.nextTurn = nextTurn
  }

  /** Begins a turn. */
  begin(): void {
    this.startedAt = this.clock.now()
  }

  /** Whether the turn has taken too long; called once per event. */
  isOver(): boolean {
    if (--this.eventsLeft > 0) return false
    this.eventsLeft = eventsPerLook
    return this.clock.now() - this.startedAt >= longestTurn
  }

  /** Lets the event loop run, and begins the next turn. */
  async pass(): Promise<void> {
    await this.nextTurn()
    this.begin()
  }
}
