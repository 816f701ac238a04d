import type { Bench } from './bench.ts'
import { type Comparison, comparisons } from './comparisons.ts'
import type { Contender, Run } from './contender.ts'
import { type ContenderName, contenders } from './contenders.ts'
import { shareOfOthers } from './machine.ts'
import type { Row } from './results.ts'
import { spreadOf } from './spread.ts'

/** Groups that are measured in rounds. */
export type RoundGroup = keyof typeof comparisons

type Round = ReadonlyMap<ContenderName, Run>
type Wanted = Comparison & { readonly group: RoundGroup }

/**
 * Runs all that the groups need, A B C … A B C …, so that what disturbs the machine disturbs all alike, and compares
 * what ran in the same round.
 */
export async function roundRows(bench: Bench, groups: readonly RoundGroup[]): Promise<Row[]> {
  const wanted = groups.flatMap(group => comparisons[group].map((one: Comparison) => ({ group, ...one })))
  const names = (Object.keys(contenders) as ContenderName[]).filter(name =>
    wanted.some(({ of, over }) => of === name || over === name),
  )
  const able = await prepareAll(bench, names)
  const rounds: Round[] = []
  for (let round = 1; round <= bench.rounds; round++) {
    bench.busy.push(await shareOfOthers())
    const runs = new Map<ContenderName, Run>()
    for (const name of able) {
      bench.progress(`round ${round} of ${bench.rounds}: ${name}`)
      runs.set(name, await contenders[name].run(bench))
    }
    rounds.push(runs)
  }
  const rows = wanted.filter(({ of, over }) => able.includes(of) && (!over || able.includes(over)))
  return [...rows.flatMap(row => compared(row, rounds)), ...peaks(able, rounds)]
}

/** Prepares the contenders; returns those that can run here, and notes the others. */
async function prepareAll(bench: Bench, names: readonly ContenderName[]): Promise<ContenderName[]> {
  const skipped = new Map<string, ContenderName[]>()
  for (const name of names) {
    const contender: Contender = contenders[name]
    const reason = await contender.prepare?.(bench)
    if (reason !== undefined) skipped.set(reason, [...(skipped.get(reason) ?? []), name])
  }
  for (const [reason, some] of skipped) bench.note(`skipped ${some.join(', ')}: ${reason}`)
  return names.filter(name => ![...skipped.values()].flat().includes(name))
}

/** A row of rates or ratios, and one by processor time where it is known of both: that is less sensitive to noise. */
function compared({ group, name, of, over, target }: Wanted, rounds: readonly Round[]): Row[] {
  const runs = rounds.map(round => round.get(of)!)
  if (!over) {
    const rate = spreadOf(runs.map(run => run.rate))
    const cpu = medianOf(runs.map(run => run.cpu))
    const brokerCpu = medianOf(runs.map(run => run.brokerCpu))
    return [{ group, name, unit: 'events/s', ...rate, target, cpu, brokerCpu }]
  }
  const others = rounds.map(round => round.get(over)!)
  const ratio = spreadOf(runs.map((run, i) => run.rate / others[i]!.rate))
  const perCpu = runs.flatMap((run, i) => {
    const [a, b] = [eventsPerCpu(run), eventsPerCpu(others[i]!)]
    return a && b ? [a / b] : []
  })
  const rows: Row[] = [{ group, name, unit: '×', ...ratio, target }]
  if (perCpu.length === runs.length)
    rows.push({ group, name: `${name}, by processor time`, unit: '×', ...spreadOf(perCpu) })
  return rows
}

function eventsPerCpu({ rate, cpu }: Run): number | undefined {
  return cpu && rate / cpu
}

/** The median; undefined where a number is missing. */
function medianOf(numbers: readonly (number | undefined)[]): number | undefined {
  const known = numbers.filter(number => number !== undefined)
  return known.length === numbers.length ? spreadOf(known).median : undefined
}

function peaks(able: readonly ContenderName[], rounds: readonly Round[]): Row[] {
  return able.flatMap((name): Row[] => {
    const known = rounds.flatMap(round => round.get(name)?.peak ?? [])
    if (!/^(--|pretty)/.test(name) || known.length < rounds.length) return []
    return [
      {
        group: 'memory',
        name: `peak RSS, ${name.replace(/ (\d+)$/, ', prefetch $1')}`,
        unit: 'MB',
        ...spreadOf(known),
        target: { max: 110, judged: 'max' },
      },
    ]
  })
}
