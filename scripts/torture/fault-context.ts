import type { Random } from '../../src/simulator/random.ts'
import { LagWatch } from './lag-watch.ts'
import type { Network } from './network.ts'
import type { TailRun } from './tail-run.ts'
import type { WatchedLedger } from './watched-ledger.ts'

/** Options of the tail, in milliseconds. */
export interface Heartbeat {
  readonly pingInterval: number
  readonly pongTimeout: number
}

/** What a client fault acts on. */
export interface FaultContext {
  readonly tail: TailRun
  readonly prefetch: number
  readonly heartbeat: Heartbeat
  readonly ledger: WatchedLedger
  readonly random: Random
  /** The network, where the plan has it fail. */
  readonly network: Network | undefined
  /** Neither the server nor the network ends connections. */
  readonly isStable: boolean
  /** Moreover, the server sends without delay. */
  readonly isPrompt: boolean
  /** Connections that are closed for the broker. */
  closedConnections(): number
  loggedIn(): boolean
  /** Reports a broken promise. */
  violation(text: string): void
  /** Counts something that shows how effective the faults are. */
  note(text: string): void
}

/** Milliseconds in which a tail must stop: its own limit is two seconds, the rest is for a slow machine. */
export const stopLimit = 6000

/**
 * Milliseconds after which a stop may have been one that gives up what is not written yet, which the tail does after
 * 2000.
 */
export const nearlyGivenUp = 1800

/** How many times the delay of a timer a tail may be late. */
const patience = 20

/** Stops the tail, and reports a violation where that takes too long. */
export async function stop(
  { tail, violation }: Pick<FaultContext, 'tail' | 'violation'>,
  signal: 'SIGTERM' | 'SIGINT',
  limit = stopLimit,
): Promise<void> {
  const lag = new LagWatch()
  tail.stop(signal)
  await tail.endsWithin(limit)
  // If this machine is so busy that timers are late, the tail gets more time.
  if (await tail.endsWithin(lag.end() * patience)) return
  violation(`run ${tail.number} had not ended ${limit} ms after ${signal}`)
  tail.kill()
  await tail.ended
}
