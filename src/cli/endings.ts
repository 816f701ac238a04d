import { patience } from '../app/patience.ts'
import type { Clock } from '../base/clock.ts'
import { formatDuration } from '../base/duration.ts'
import { exitCodes, signalCodes } from './exit-code.ts'
import { onStopSignal } from './stop-signals.ts'
import type { Talk } from './talk.ts'

/** How long a stop by signal may take, in milliseconds, before what is not written is given up. */
const stopLimit = 2000

export interface EndingsConfig {
  /** Milliseconds after which it ends. */
  readonly duration: number | undefined
  /** Milliseconds without a shown event after which it ends. */
  readonly timeout: number | undefined
}

export interface Endings {
  /** The exit code that the first of them asked for; undefined where none did. */
  readonly code: number | undefined
  /** Settles when a stop by signal took too long. */
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
  const end = (asked: number) => {
    code ??= asked
    halt()
  }
  const forced = new Promise<void>(resolve => {
    const off = onStopSignal(signal => {
      end(signalCodes[signal])
      offs.push(clock.after(stopLimit, resolve))
    })
    offs.push(off)
  })
  const { duration, timeout } = config
  if (duration !== undefined) offs.push(clock.after(duration, () => end(0)))
  const waiting =
    timeout === undefined
      ? undefined
      : patience(clock, timeout, () => {
          talk.say(`no event was shown for ${formatDuration(timeout)} (--timeout)`)
          end(exitCodes.timeout)
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
