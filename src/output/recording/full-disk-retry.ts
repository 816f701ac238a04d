import type { Clock } from '../../base/clock.ts'
import { formatDuration } from '../../base/duration.ts'

/** Milliseconds between attempts: the first, and the longest. */
const waits = { first: 250, longest: 5000 } as const

const full: ReadonlySet<unknown> = new Set(['ENOSPC', 'EDQUOT'])

/** Whether a write failed because there is no room, which may change. */
export function isDiskFull(error: unknown): boolean {
  return full.has((error as NodeJS.ErrnoException).code)
}

export interface FullDiskRetryDeps {
  readonly clock: Clock
  /** Called with each attempt that failed. */
  readonly failed: () => void
  /** Called once the disk is full, until there is room again. */
  readonly onFull: (error: NodeJS.ErrnoException) => void
  /** Called when there is room again, with how long there was none. */
  readonly onRoom: (time: string) => void
}

/** Repeats what fails because the disk is full, until there is room. */
export class FullDiskRetry {
  private readonly deps: FullDiskRetryDeps
  private fullSince: number | undefined
  private over = false
  private stopWaiting = () => {}

  constructor(deps: FullDiskRetryDeps) {
    this.deps = deps
  }

  /** @throws any other error of `attempt`; after `giveUp`, also that the disk is full */
  async run<T>(attempt: () => Promise<T>): Promise<T> {
    const { clock, failed, onFull, onRoom } = this.deps
    for (let wait: number = waits.first; ; wait = Math.min(2 * wait, waits.longest)) {
      try {
        const result = await attempt()
        if (this.fullSince !== undefined) onRoom(formatDuration(clock.now() - this.fullSince))
        this.fullSince = undefined
        return result
      } catch (error) {
        failed()
        if (!isDiskFull(error)) throw error
        if (this.fullSince === undefined && !this.over) {
          this.fullSince = clock.now()
          onFull(error as NodeJS.ErrnoException)
        }
        await this.wait(wait)
        if (this.over) throw error
      }
    }
  }

  /** Waits for no room from here on. */
  giveUp(): void {
    this.over = true
    this.stopWaiting()
  }

  private wait(ms: number): Promise<void> {
    if (this.over) return Promise.resolve()
    return new Promise(resolve => {
      const cancel = this.deps.clock.after(ms, resolve)
      this.stopWaiting = () => {
        cancel()
        resolve()
      }
    })
  }
}
