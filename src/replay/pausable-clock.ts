import type { Clock } from '../base/clock.ts'

interface Timer {
  readonly due: number
  readonly run: () => void
  cancel: () => void
}

/** A clock that can be stopped. Its timers then wait as well. */
export class PausableClock implements Clock {
  private readonly clock: Clock
  private readonly timers = new Set<Timer>()
  /** Milliseconds for which it stood still. */
  private lost = 0
  private stoppedAt: number | undefined

  constructor(clock: Clock) {
    this.clock = clock
  }

  get isPaused(): boolean {
    return this.stoppedAt !== undefined
  }

  now(): number {
    return (this.stoppedAt ?? this.clock.now()) - this.lost
  }

  wall(): number {
    return this.clock.wall()
  }

  after(ms: number, run: () => void): () => void {
    const timer: Timer = { due: this.now() + ms, run, cancel: () => {} }
    this.timers.add(timer)
    if (!this.isPaused) this.arm(timer)
    return () => {
      this.timers.delete(timer)
      timer.cancel()
    }
  }

  pause(): void {
    if (this.isPaused) return
    this.stoppedAt = this.clock.now()
    for (const timer of this.timers) timer.cancel()
  }

  resume(): void {
    if (this.stoppedAt === undefined) return
    this.lost += this.clock.now() - this.stoppedAt
    this.stoppedAt = undefined
    for (const timer of this.timers) this.arm(timer)
  }

  private arm(timer: Timer): void {
    timer.cancel = this.clock.after(Math.max(0, timer.due - this.now()), () => {
      this.timers.delete(timer)
      timer.run()
    })
  }
}
