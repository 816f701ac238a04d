import { Random } from '../../src/simulator/random.ts'
import type { DialectName } from '../../src/wire/dialects.ts'
import { type ClientFaultName, clientFault, clientFaultNames } from './client-faults.ts'
import type { MomentKind } from './moments.ts'
import type { OutputName } from './outputs.ts'
import type { Kind, Plan, PlannedFault } from './plan.ts'
import { type SecondOutputName, secondOutputNames } from './second-outputs.ts'
import { anyOf, type ServerFaultName, serverFault, serverFaultNames } from './server-faults.ts'

export interface PlanOptions {
  readonly dialect: DialectName
  /** Outputs that work on this machine. */
  readonly outputs: readonly OutputName[]
  /** What every round must do. */
  readonly only?: Kind | undefined
}

const texts = {
  small: { min: 0, max: 300 },
  middle: { min: 300, max: 2500 },
  large: { min: 1000, max: 20_000 },
} as const

/** How many events, and of what sizes, so that a round takes some seconds and its faults have an effect. */
const shapes = {
  slow: [50, 90, 'small'],
  big: [50, 100, 'small', 'middle'],
  /** More than a small disk holds. */
  limited: [150, 400, 'small'],
  /** More than a pipe holds. */
  stalls: [150, 300, 'middle', 'large'],
  /** Each lost connection costs the time of a restart. */
  ends: [50, 160, 'small', 'small', 'middle', 'large'],
  plain: [50, 400, 'small', 'small', 'middle', 'large'],
} as const satisfies Record<string, readonly [fewest: number, most: number, ...(keyof typeof texts)[]]>

function shapeOf(
  server: readonly ServerFaultName[],
  second: SecondOutputName | undefined,
  limited: boolean,
  stalls: boolean,
): keyof typeof shapes {
  // A process per batch is slow, and a batch may be one event.
  if (anyOf(server, 'slow') || second === 'exec') return 'slow'
  if (anyOf(server, 'big')) return 'big'
  if (limited) return 'limited'
  if (stalls) return 'stalls'
  return anyOf(server, 'ends') ? 'ends' : 'plain'
}

/** Returns the plan of a seed. The same options give the same plan. */
export function makePlan(seed: number, { dialect, outputs, only }: PlanOptions): Plan {
  const random = new Random(seed).fork('plan')
  const pipeOnly = clientFaultNames.some(name => name === only && clientFault(name).needsPipe)
  // Half of all rounds use a pipe, which most faults can affect.
  const output =
    outputs.find(name => name === only) ?? (pipeOnly || random.chance(0.5) ? 'pipe' : random.pick(outputs))
  const second = pickSecond(random, only, outputs)
  const limited = (output !== 'pipe' && output !== 'file') || second === 'record-full'
  const client = pickClient(random, only, output)
  const server = pickServer(random, only, limited)
  if (only === undefined && client.some(({ kind }) => kind === 'reader-stalls') && random.chance(0.6)) {
    // Whether a connection survives a stalled reader is only seen where nothing else ends it.
    keep(client, ({ kind }) => !clientFault(kind).needsNetwork)
    keep(server, name => !anyOf([name], 'ends'))
  }
  const includes = (kind: ClientFaultName) => client.some(fault => fault.kind === kind)
  const stalls = includes('reader-stalls') || includes('term-unread') || includes('net-unread')
  const [fewest, most, ...sizes] = shapes[shapeOf(server, second, limited, stalls)]
  return {
    seed,
    dialect,
    events: {
      count: random.int(fewest, most),
      text: texts[random.pick(sizes)],
      ids: random.pick(['own', 'counted'] as const),
    },
    prefetch: random.pick(limited ? [1, 5, 20, 50] : [1, 2, 5, 20, 50, 50, 200, 1000]),
    output,
    second,
    server,
    client,
    idleTimeout: random.int(900, 1800),
    heartbeat: { pingInterval: 300, pongTimeout: stalls ? 1000 : 300 },
    verbosity: random.pick(['', '', '-q', '-v', anyOf(server, 'big') ? '-v' : '--trace']),
    secretBy: random.pick(['flag', 'environment', 'file'] as const),
  }
}

/** Returns what half of all rounds have beside stdout. */
function pickSecond(
  random: Random,
  only: Kind | undefined,
  outputs: readonly OutputName[],
): SecondOutputName | undefined {
  const forced = secondOutputNames.find(name => name === only)
  const second = forced ?? (random.chance(0.5) ? undefined : random.pick(secondOutputNames))
  return second === 'record-full' && !outputs.includes('full-disk') ? 'record' : second
}

function pickServer(random: Random, only: Kind | undefined, limited: boolean): ServerFaultName[] {
  const forced = serverFaultNames.filter(name => name === only)
  const count = random.pick([0, 1, 1, 1, 2, 2])
  const picked = Array.from({ length: count }, () => random.pick(serverFaultNames)).filter(name => {
    const { rare, big } = serverFault(name)
    return !(rare && random.chance(0.5)) && !(big && limited)
  })
  const all = forced.length > 0 ? forced : [...new Set(picked)]
  // Several megabytes, a byte at a time, would take too long.
  return all.includes('huge') ? all.filter(name => name !== 'trickle') : all
}

function pickClient(random: Random, only: Kind | undefined, output: OutputName): PlannedFault[] {
  const forced = clientFaultNames.find(name => name === only)
  const possible = clientFaultNames.filter(name => output === 'pipe' || !clientFault(name).needsPipe)
  // More often than others: acks could be lost where a write is blocked while its connection is lost.
  if (output === 'pipe') possible.push('net-unread', 'term-unread')
  return Array.from({ length: random.pick([1, 1, 2, 2, 3, 4]) }, () => ({
    kind: forced ?? random.pick(possible),
    moment: {
      kind: random.pick<MomentKind>(['begin', 'pushed', 'pushed', 'acked', 'acked']),
      share: random.next() * random.pick([0.1, 0.5]),
      after: random.chance(0.5) ? 0 : random.int(1, 30),
    },
  }))
}

function keep<T>(list: T[], wanted: (item: T) => boolean): void {
  list.splice(0, list.length, ...list.filter(wanted))
}
