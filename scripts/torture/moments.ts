import type { TailRun } from './tail-run.ts'
import { pause, waitUntil } from './wait-until.ts'
import type { WatchedLedger } from './watched-ledger.ts'

/** When a fault is injected. */
export interface Moment {
  readonly kind: MomentKind
  /** Of what is left to be done, 0 to 1. */
  readonly share: number
  /** Milliseconds after it. */
  readonly after: number
}

/** For each kind of moment, a function that settles when the moment has come, or will not come. */
const moments = {
  /** While the program starts, dials and logs in: up to 400 ms after its start. */
  begin: async (tail, _ledger, share) => {
    await tail.endsWithin(share * 400)
  },
  /** When an event is pushed. */
  pushed: async (tail, ledger, share, idleTimeout) => {
    const count = ledger.pushes.length + 1 + Math.floor(share * left(ledger))
    await waitUntil(ledger, tail, () => ledger.pushes.length >= count, idleTimeout)
  },
  /** When an ack arrives. */
  acked: async (tail, ledger, share, idleTimeout) => {
    const count = ledger.ackCount + 1 + Math.floor(share * left(ledger))
    await waitUntil(ledger, tail, () => ledger.ackCount >= count || ledger.allAcked, idleTimeout)
  },
} as const satisfies Record<
  string,
  (tail: TailRun, ledger: WatchedLedger, share: number, idleTimeout: number) => Promise<void>
>

export type MomentKind = keyof typeof moments

/**
 * Settles at a moment.
 *
 * @param idleTimeout milliseconds without a push or an ack after which to stop waiting
 */
export async function waitFor(
  { kind, share, after }: Moment,
  tail: TailRun,
  ledger: WatchedLedger,
  idleTimeout: number,
): Promise<void> {
  await moments[kind](tail, ledger, share, idleTimeout)
  if (after > 0) await pause(after)
}

function left(ledger: WatchedLedger): number {
  return ledger.events.length - ledger.ackCount - 1
}
