import type { TailRun } from './tail-run.ts'
import { pause, until } from './until.ts'
import type { WatchedLedger } from './watched-ledger.ts'

/** When a fault strikes. */
export interface Moment {
  readonly kind: keyof typeof moments
  /** Of what is left to be done, 0 to 1. */
  readonly share: number
  /** Milliseconds after it. */
  readonly after: number
}

/** What a moment is found by: each settles when it has come, or will not. */
export const moments = {
  /** While the program starts, dials and logs in: up to 400 ms after its start. */
  begin: async (tail, _ledger, share) => {
    await tail.endsWithin(share * 400)
  },
  /** As an event goes out to it. */
  pushed: async (tail, ledger, share, quiet) => {
    const count = ledger.pushes.length + 1 + Math.floor(share * left(ledger))
    await until(ledger, tail, () => ledger.pushes.length >= count, quiet)
  },
  /** As an ack comes in. */
  acked: async (tail, ledger, share, quiet) => {
    const count = ledger.ackCount + 1 + Math.floor(share * left(ledger))
    await until(ledger, tail, () => ledger.ackCount >= count || ledger.allAcked, quiet)
  },
} as const satisfies Record<
  string,
  (tail: TailRun, ledger: WatchedLedger, share: number, quiet: number) => Promise<void>
>

/** @param quiet milliseconds without a push or an ack after which the moment is taken for come */
export async function comes(
  { kind, share, after }: Moment,
  tail: TailRun,
  ledger: WatchedLedger,
  quiet: number,
): Promise<void> {
  await moments[kind](tail, ledger, share, quiet)
  if (after > 0) await pause(after)
}

function left(ledger: WatchedLedger): number {
  return ledger.events.length - ledger.ackCount - 1
}
