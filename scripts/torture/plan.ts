import { Random } from '../../src/simulator/random.ts'
import { type ClientFault, type ClientFaultName, clientFaultNames, clientFaults } from './client-faults.ts'
import type { EventShape } from './event-lines.ts'
import { type Moment, moments } from './moments.ts'
import type { OutputName } from './outputs.ts'
import { anyOf, type ServerFaultName, serverFaultNames, serverFaults } from './server-faults.ts'

/** All that one round does, chosen from its seed before it begins. */
export interface Plan {
  readonly seed: number
  readonly events: EventShape
  readonly prefetch: number
  readonly output: OutputName
  readonly server: readonly ServerFaultName[]
  readonly client: readonly PlannedFault[]
  /** Milliseconds without a push or an ack after which the user starts the tail anew. */
  readonly patience: number
  /** In milliseconds. */
  readonly limits: { readonly pingInterval: number; readonly pongTimeout: number }
  readonly loudness: string
  /** How the tail gets its secret. */
  readonly secretBy: 'flag' | 'environment' | 'file'
}

export interface PlannedFault {
  readonly kind: ClientFaultName
  readonly moment: Moment
}

export type Kind = ClientFaultName | ServerFaultName | OutputName

/** What a plan may use here. */
export interface Means {
  /** Outputs that work on this machine. */
  readonly outputs: readonly OutputName[]
  /** Every round does this, where it is given. */
  readonly only?: Kind | undefined
}

const texts = {
  small: { min: 0, max: 300 },
  middle: { min: 300, max: 2500 },
  large: { min: 1000, max: 20_000 },
} as const

export function makePlan(seed: number, { outputs, only }: Means): Plan {
  const random = new Random(seed).fork('plan')
  const pipeOnly = clientFaultNames.some(
    name => name === only && (clientFaults[name] as ClientFault).pipe === true,
  )
  // Half of all rounds go to a pipe, for most can happen there.
  const output = outputs.find(name => name === only) ?? (pipeOnly || random.chance(0.5) ? 'pipe' : random.pick(outputs))
  const limited = output !== 'pipe' && output !== 'file'
  const server = pickServer(random, only, limited)
  const client = pickClient(random, only, output)
  const stalls = client.some(({ kind }) => kind === 'reader-stalls' || kind === 'term-unread')
  const slow = anyOf(server, 'slow')
  const size = slow || limited ? 'small' : stalls ? random.pick(['middle', 'large'] as const) : random.pick(['small', 'small', 'middle', 'large'] as const)
  const [fewest, most] = slow ? [50, 90] : anyOf(server, 'big') ? [50, 100] : anyOf(server, 'ends') ? [80, 200] : limited || stalls ? [150, 400] : [50, 400]
  return {
    seed,
    events: { count: random.int(fewest, most), text: texts[size], ids: random.pick(['own', 'counted'] as const) },
    prefetch: random.pick(limited ? [1, 5, 20, 50] : [1, 2, 5, 20, 50, 50, 200, 1000]),
    output,
    server,
    client,
    patience: random.int(900, 1800),
    limits: { pingInterval: 300, pongTimeout: stalls ? 1000 : 300 },
    loudness: random.pick(['', '', '-q', '-v', anyOf(server, 'big') ? '-v' : '--trace']),
    secretBy: random.pick(['flag', 'environment', 'file'] as const),
  }
}

function pickServer(random: Random, only: Kind | undefined, limited: boolean): ServerFaultName[] {
  const forced = serverFaultNames.filter(name => name === only)
  const count = random.pick([0, 1, 1, 1, 2, 2])
  const picked = Array.from({ length: count }, () => random.pick(serverFaultNames)).filter(name => {
    const { rare, big } = serverFaults[name] as { rare?: boolean; big?: boolean }
    return !(rare && random.chance(0.5)) && !(big && limited)
  })
  const all = [...new Set([...forced, ...(only === undefined || forced.length === 0 ? picked : [])])]
  // A byte at a time, several megabytes would take all day.
  return all.includes('huge') ? all.filter(name => name !== 'trickle') : all
}

function pickClient(random: Random, only: Kind | undefined, output: OutputName): PlannedFault[] {
  const forced = clientFaultNames.find(name => name === only)
  const possible = clientFaultNames.filter(name => output === 'pipe' || !(clientFaults[name] as ClientFault).pipe)
  return Array.from({ length: random.pick([1, 1, 2, 2, 3, 4]) }, () => ({
    kind: forced ?? random.pick(possible),
    moment: {
      kind: random.pick(['begin', 'pushed', 'pushed', 'acked', 'acked'] as const satisfies (keyof typeof moments)[]),
      share: random.next() * random.pick([0.1, 0.5]),
      then: random.chance(0.5) ? 0 : random.int(1, 30),
    },
  }))
}
