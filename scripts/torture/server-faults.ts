import type { ScenarioName } from '../../src/simulator/scenarios.ts'

interface ServerFault {
  /** Ends connections, or makes the client end them. */
  readonly ends?: boolean
  /** Takes long for each byte. */
  readonly slow?: boolean
  /** Sends events larger than any small disk. */
  readonly big?: boolean
  /** Costs much, and so is taken less often. */
  readonly rare?: boolean
  /** Holds events back, or lets them wait behind others. */
  readonly holds?: boolean
}

/**
 * What the server may do. Not here: the scenarios that refuse logins, under which nothing can ever be delivered,
 * and the slow login, which would spend a round's time on waiting.
 */
export const serverFaults = {
  drop: { ends: true },
  reset: { ends: true },
  stall: { ends: true },
  'black-hole': { ends: true },
  'no-heartbeat': { ends: true },
  'no-pong': { ends: true },
  flap: { ends: true },
  trickle: { slow: true, rare: true, holds: true },
  burst: { holds: true },
  garbage: {},
  huge: { big: true, rare: true, holds: true },
  'odd-ids': {},
} as const satisfies Partial<Record<ScenarioName, ServerFault>>

export type ServerFaultName = keyof typeof serverFaults

export const serverFaultNames = Object.keys(serverFaults) as ServerFaultName[]

/** Whether one of `names` is of that kind. */
export function anyOf(names: readonly ServerFaultName[], kind: keyof ServerFault): boolean {
  return names.some(name => (serverFaults[name] as ServerFault)[kind] === true)
}
