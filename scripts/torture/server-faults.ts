import type { ScenarioName } from '../../src/simulator/scenarios.ts'

export interface ServerFault {
  /** Ends connections, or makes the client end them. */
  readonly ends?: boolean
  /** Takes long for each byte. */
  readonly slow?: boolean
  /** Sends events larger than any small disk. */
  readonly big?: boolean
  /** Is expensive, and so picked less often. */
  readonly rare?: boolean
  /** Delays events. */
  readonly delays?: boolean
}

/**
 * What the server may do. Scenarios that refuse logins are left out, because nothing can ever be delivered under them,
 * and so is the slow login, which would spend a round's time on waiting.
 */
export const serverFaults = {
  drop: { ends: true },
  reset: { ends: true },
  stall: { ends: true },
  'black-hole': { ends: true },
  'no-heartbeat': { ends: true },
  'no-pong': { ends: true },
  flap: { ends: true },
  trickle: { slow: true, rare: true, delays: true },
  burst: { delays: true },
  garbage: {},
  huge: { big: true, rare: true, delays: true },
  'odd-ids': {},
} as const satisfies Partial<Record<ScenarioName, ServerFault>>

export type ServerFaultName = keyof typeof serverFaults

export const serverFaultNames = Object.keys(serverFaults) as ServerFaultName[]

/** Returns a fault with all properties that it may have. */
export function serverFault(name: ServerFaultName): ServerFault {
  return serverFaults[name]
}

/** Whether one of `names` has a property. */
export function anyOf(names: readonly ServerFaultName[], property: keyof ServerFault): boolean {
  return names.some(name => serverFault(name)[property])
}
