import { type IdleTimeout, idleTimeout } from '../app/idle-timeout.ts'
import type { Clock } from '../base/clock.ts'
import { formatDuration } from '../base/duration.ts'
import type { Failure } from '../base/failure.ts'
import type { Status } from '../session/status.ts'
import type { Console } from './console.ts'
import { exitCodes, signalCodes } from './exit-code.ts'
import type { LoginWatch } from './login-watch.ts'
import { onStopSignal } from './stop-signals.ts'

/**
 * Milliseconds that an end may take before unwritten output is given up. Whoever sends a signal is waiting for the
 * end; one that an option asked for leaves a slow reader more time.
 */
const limits = { signal: 2000, option: 30_000 } as const

export interface StopConditionsConfig {
  /** Milliseconds after which the run ends. */
  readonly duration: number | undefined
  /** Milliseconds without a shown event, counted from the first login, after which the run ends. */
  readonly timeout: number | undefined
}

export interface StopConditionsDeps {
  readonly clock: Clock
  readonly log: Console
  /** Why there is no connection, if there should be one. */
  readonly login: Pick<LoginWatch, 'failure' | 'lost'>
  /** Ends the run: what was handed out is still written and acked. */
  halt(): void
  /** Called if that takes too long, because the output is blocked. */
  force(): void
}

/** What ends a run from outside the stream: signals, `--duration` and `--timeout`. */
export class StopConditions {
  /** The exit code of the first condition that was met; undefined if none was. */
  code: number | undefined
  /** Why a run that was ended by an option has failed: it was never logged in. */
  failure: Failure | undefined
  /** Whether the end took too long. */
  forced = false
  private readonly timeout: number | undefined
  private readonly deps: StopConditionsDeps
  private readonly cancels: (() => void)[] = []
  private idle: IdleTimeout | undefined

  constructor({ duration, timeout }: StopConditionsConfig, deps: StopConditionsDeps) {
    this.timeout = timeout
    this.deps = deps
    this.cancels.push(onStopSignal(signal => this.end(signalCodes[signal], limits.signal)))
    if (duration !== undefined) {
      const option = `${formatDuration(duration)} (--duration)`
      this.cancels.push(deps.clock.after(duration, () => this.endBy(option, 0)))
    }
  }

  onStatus(status: Status): void {
    const { timeout } = this
    if (status.kind !== 'connected' || timeout === undefined) return
    this.idle ??= idleTimeout(this.deps.clock, timeout, () => {
      const option = `${formatDuration(timeout)} (--timeout)`
      this.endBy(option, exitCodes.timeout)
      if (!this.failure) this.deps.log.info(`no event was shown for ${option}`)
    })
  }

  /** Must be called when an event was shown. */
  shown(): void {
    this.idle?.shown()
  }

  /** Removes all listeners and timers. */
  close(): void {
    this.idle?.end()
    for (const cancel of this.cancels) cancel()
  }

  /** Ends the run because of an option. If there was never a login, that is a failure. */
  private endBy(option: string, code: number): void {
    const { log, login } = this.deps
    if (this.code === undefined) {
      this.failure = login.failure(option)
      if (!this.failure && login.lost) log.warn(`no connection at the end of ${option}: ${login.lost}`)
    }
    this.end(this.failure ? exitCodes[this.failure.code] : code, limits.option)
  }

  private end(code: number, limit: number): void {
    const { clock, halt, force } = this.deps
    this.code ??= code
    this.cancels.push(
      clock.after(limit, () => {
        this.forced = true
        force()
      }),
    )
    halt()
  }
}
