import type { PausableClock } from './pausable-clock.ts'
import type { RecordedBatch } from './recorded-batch.ts'

/** A recording that a person watches: it can be paused, and stays at its end until that person has seen it. */
export class Playback {
  hasEnded = false
  private readonly clock: PausableClock
  private readonly signal: AbortSignal
  private readonly onEnd: () => void
  private goOn: () => void = () => {}

  /**
   * @param clock the one by which it is played
   * @param signal ends it, whatever it waits for
   * @param onEnd called when the last event was played
   */
  constructor(clock: PausableClock, signal: AbortSignal, onEnd: () => void) {
    this.clock = clock
    this.signal = signal
    this.onEnd = onEnd
    signal.addEventListener('abort', () => this.pause(false), { once: true })
  }

  get isPaused(): boolean {
    return this.clock.isPaused
  }

  pause(isPaused: boolean): void {
    if (isPaused && !this.signal.aborted) this.clock.pause()
    else {
      this.clock.resume()
      this.goOn()
    }
  }

  /** Passes batches on, none while it is paused. */
  async *watch(batches: AsyncIterable<RecordedBatch>): AsyncGenerator<RecordedBatch, void, undefined> {
    for await (const batch of batches) {
      while (this.isPaused) await this.resumed()
      yield batch
    }
    this.hasEnded = true
    this.onEnd()
    while (!this.signal.aborted) await this.resumed()
  }

  private resumed(): Promise<void> {
    return new Promise(resolve => {
      this.goOn = resolve
    })
  }
}
