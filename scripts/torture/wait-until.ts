import type { TailRun } from './tail-run.ts'
import type { WatchedLedger } from './watched-ledger.ts'

/**
 * Settles with true once `holds` returns true; with false where the tail ended before, or where nothing was pushed or
 * acked for `idleTimeout` milliseconds.
 */
export function waitUntil(
  ledger: WatchedLedger,
  tail: TailRun,
  holds: () => boolean,
  idleTimeout: number,
): Promise<boolean> {
  return new Promise(resolve => {
    const timer = setTimeout(() => settle(), idleTimeout)
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
