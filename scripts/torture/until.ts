import type { TailRun } from './tail-run.ts'
import type { WatchedLedger } from './watched-ledger.ts'

/**
 * Settles with true once `holds`; with false where the tail ended before, or where nothing was pushed or acked
 * for `quiet` milliseconds.
 */
export function until(
  ledger: WatchedLedger,
  tail: TailRun,
  holds: () => boolean,
  quiet: number,
): Promise<boolean> {
  return new Promise(resolve => {
    const timer = setTimeout(() => settle(), quiet)
    const unwatch = ledger.watch(() => {
      if (holds()) settle()
      else timer.refresh()
    })
    const settle = () => {
      clearTimeout(timer)
      unwatch()
      resolve(holds())
    }
    void tail.ended.then(settle)
    if (holds()) settle()
  })
}

/** Settles after `ms` milliseconds. */
export function pause(ms: number): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, ms))
}
