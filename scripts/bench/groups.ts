import type { Bench } from './bench.ts'
import { comparisons } from './comparisons.ts'
import { deviceRows } from './devices.ts'
import { latencyRows } from './latency.ts'
import { linearityRows } from './linearity.ts'
import { longRows } from './long.ts'
import type { Row } from './results.ts'
import { type RoundGroup, roundRows } from './rounds.ts'
import { startUpRows } from './start-up.ts'

/** Groups that are measured one after another. The others take turns, round by round. */
const separate = {
  'start-up': startUpRows,
  latency: latencyRows,
  linearity: linearityRows,
  devices: deviceRows,
  long: longRows,
} as const satisfies Record<string, (bench: Bench) => Promise<Row[]>>

type SeparateGroup = keyof typeof separate
export type Group = RoundGroup | SeparateGroup

const roundGroups = Object.keys(comparisons) as RoundGroup[]
const separateGroups = Object.keys(separate) as SeparateGroup[]
export const groupNames: readonly Group[] = [...roundGroups, ...separateGroups]

/** Takes minutes by itself, so it is measured only on request. */
export const onRequest: Group = 'long'

/** Measures the groups. */
export async function measure(bench: Bench, groups: readonly Group[]): Promise<Row[]> {
  const inRounds = roundGroups.filter(group => groups.includes(group))
  const rows = inRounds.length > 0 ? await roundRows(bench, inRounds) : []
  for (const group of separateGroups) if (groups.includes(group)) rows.push(...(await separate[group](bench)))
  return rows
}
