import type { Random } from '../../src/simulator/random.ts'
import type { Plan } from './plan.ts'
import type { TailRun } from './tail-run.ts'
import type { WatchedLedger } from './watched-ledger.ts'
import type { Wire } from './wire.ts'

/** What a fault is done to. */
export interface Scene {
  readonly tail: TailRun
  readonly plan: Plan
  readonly ledger: WatchedLedger
  readonly random: Random
  /** The network, where the plan has it fail. */
  readonly wire: Wire | undefined
  /** Neither server nor network ends connections. */
  readonly calm: boolean
  /** The server moreover sends without delay. */
  readonly prompt: boolean
  /** Connections that are over for the broker. */
  over(): number
  loggedIn(): boolean
  /** A promise is broken. */
  complain(what: string): void
  /** Something that shows how well the fault hit. */
  note(what: string): void
}

/** Milliseconds in which a tail that was asked to stop is gone: its own limit is two seconds, the rest is the machine's. */
export const stopLimit = 6000

/** Milliseconds after which a stop may have been one that gives up what is not written, which the tail does after 2000. */
export const nearlyGivenUp = 1800

/** Stops the tail, and complains where that takes too long. */
export async function stop(
  { tail, complain }: Pick<Scene, 'tail' | 'complain'>,
  signal: 'SIGTERM' | 'SIGINT',
  limit = stopLimit,
): Promise<void> {
  tail.stop(signal)
  if (await tail.endsWithin(limit)) return
  complain(`run ${tail.number} still lived ${limit} ms after ${signal}`)
  tail.kill()
  await tail.ended
}
