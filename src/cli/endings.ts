import { patience } from '../app/patience.ts'
import type { Clock } from '../base/clock.ts'
import { formatDuration } from '../base/duration.ts'
import { exitCodes, signalCodes } from './exit-code.ts'
import { onStopSignal } from './stop-signals.ts'
import type { Talk } from './talk.ts'

/**
 * How long an end may take, in milliseconds, before what is not written is given up. Who sends a signal is
 * waiting; an end that was ordered beforehand leaves a slow reader its time.
 */
const limits = { signal: 2000, ordered: 30_000 } as const

export interface EndingsConfig {
  /** Milliseconds after which it ends. */
  readonly duration: number | undefined
  /** Milliseconds without a shown event after which it ends. */
  readonly timeout: number | undefined
}

export interface Endings {
  /** The exit code that the first of them asked for; undefined where none did. */
  readonly code: number | undefined
  /** Settles when the end took too long: the output takes nothing. */
  readonly forced: Promise<void>
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
export function watchEndings(config: EndingsConfig, clock: Clock, talk: Talk, halt: () => void): Endings {
  let code: number | undefined
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
  const { duration, timeout } = config
  if (duration !== undefined) offs.push(clock.after(duration, () => end(0, limits.ordered)))
  const waiting =
    timeout === undefined
      ? undefined
      : patience(clock, timeout, () => {
          talk.say(`no event was shown for ${formatDuration(timeout)} (--timeout)`)
          end(exitCodes.timeout, limits.ordered)
        })
  return {
    get code() {
      return code
    },
    forced,
    shown: () => waiting?.shown(),
    close() {
      waiting?.end()
      for (const off of offs) off()
    },
  }
}
