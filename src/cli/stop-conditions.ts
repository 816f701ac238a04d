import { idleTimeout } from '../app/idle-timeout.ts'
import type { Clock } from '../base/clock.ts'
import { formatDuration } from '../base/duration.ts'
import type { Failure } from '../base/failure.ts'
import type { Status } from '../session/status.ts'
import type { Console } from './console.ts'
import { exitCodes, signalCodes } from './exit-code.ts'
import type { LoginWatch } from './login-watch.ts'
import { onStopSignal } from './stop-signals.ts'

/**
 * How long an end may take, in milliseconds, before what is not written is given up. Who sends a signal is
 * waiting; an end that was ordered beforehand leaves a slow reader its time.
 */
const limits = { signal: 2000, ordered: 30_000 } as const

export interface StopConditionsConfig {
  /** Milliseconds after which it ends. */
  readonly duration: number | undefined
  /** Milliseconds without a shown event, counted from the first login, after which it ends. */
  readonly timeout: number | undefined
}

export interface StopConditions {
  /** The exit code that the first of them asked for; undefined where none did. */
  readonly code: number | undefined
  /** Why the run has failed that ended as it was told to: it was never logged in. */
  readonly failure: Failure | undefined
  /** Settles when the end took too long: the output takes nothing. */
  readonly forced: Promise<void>
  onStatus(status: Status): void
  /** An event was shown. */
  shown(): void
  /** None of them will happen any more. */
  close(): void
}

/**
 * What can end a tail from outside the stream: signals, `--duration`, `--timeout`.
 *
 * @param halt ends the stream properly: what is in hand is written and acked
 */
export function watchStopConditions(
  config: StopConditionsConfig,
  clock: Clock,
  log: Console,
  login: LoginWatch,
  halt: () => void,
): StopConditions {
  let code: number | undefined
  let failure: Failure | undefined
  const offs: (() => void)[] = []
  let force = () => {}
  const forced = new Promise<void>(resolve => {
    force = resolve
  })
  const end = (asked: number, limit: number) => {
    code ??= asked
    offs.push(clock.after(limit, force))
    halt()
  }
  offs.push(onStopSignal(signal => end(signalCodes[signal], limits.signal)))
  /** Ends as the user ordered, by an option; that is a failure where there was no login. */
  const endBy = (option: string, asked: number) => {
    if (code === undefined) {
      failure = login.failure(option)
      if (!failure && login.lost) log.warn(`no connection at the end of ${option}: ${login.lost}`)
    }
    end(failure ? exitCodes[failure.code] : asked, limits.ordered)
  }
  const { duration, timeout } = config
  if (duration !== undefined)
    offs.push(clock.after(duration, () => endBy(`${formatDuration(duration)} (--duration)`, 0)))
  let waiting: ReturnType<typeof idleTimeout> | undefined
  const startWaiting = (limit: number) => {
    waiting = idleTimeout(clock, limit, () => {
      const option = `${formatDuration(limit)} (--timeout)`
      endBy(option, exitCodes.timeout)
      if (!failure) log.info(`no event was shown for ${option}`)
    })
  }
  return {
    get code() {
      return code
    },
    get failure() {
      return failure
    },
    forced,
    onStatus(status) {
      if (status.kind === 'connected' && timeout !== undefined && !waiting) startWaiting(timeout)
    },
    shown: () => waiting?.shown(),
    close() {
      waiting?.end()
      for (const off of offs) off()
    },
  }
}
