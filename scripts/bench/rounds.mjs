import { comparisons } from './comparisons.mjs'
import { contenders } from './contenders.mjs'
import { othersAtWork } from './machine.mjs'
import { spreadOf } from './spread.mjs'

/** Groups that are measured in rounds. */
export const roundGroups = Object.keys(comparisons)

/**
 * Runs all that the groups need, A B C … A B C …, so that what disturbs the machine disturbs all alike, and
 * compares what ran in the same round.
 *
 * @returns rows, see results.mjs
 */
export async function roundRows(bench, groups) {
  const wanted = groups.flatMap(group => comparisons[group].map(one => ({ group, ...one })))
  const names = Object.keys(contenders).filter(name =>
    wanted.some(({ of, over }) => of === name || over === name),
  )
  const able = await ableOf(bench, names)
  const rounds = []
  for (let round = 1; round <= bench.rounds; round++) {
    bench.busy.push(await othersAtWork())
    const ran = {}
    for (const name of able) {
      bench.say(`round ${round} of ${bench.rounds}: ${name}`)
      ran[name] = await contenders[name].run(bench)
    }
    rounds.push(ran)
  }
  const rows = wanted.filter(({ of, over }) => able.includes(of) && (!over || able.includes(over)))
  return [...rows.flatMap(row => compared(row, rounds)), ...peaks(able, rounds)]
}

async function ableOf(bench, names) {
  const lacks = new Map()
  for (const name of names) {
    const lack = await contenders[name].prepare?.(bench)
    if (lack) lacks.set(lack, [...(lacks.get(lack) ?? []), name])
  }
  for (const [lack, lacking] of lacks) bench.note(`skipped ${lacking.join(', ')}: ${lack}`)
  return names.filter(name => ![...lacks.values()].flat().includes(name))
}

/** A row of rates or ratios; and one of processor time where both sides' is known, for that bears a busy machine. */
function compared({ group, name, of, over, target }, rounds) {
  if (!over) {
    const share = which => spreadOf(rounds.map(ran => ran[of][which])).median
    const rate = spreadOf(rounds.map(ran => ran[of].rate))
    return [
      { group, name, unit: 'events/s', ...rate, target, cpu: share('cpu'), brokerCpu: share('brokerCpu') },
    ]
  }
  const ratio = spreadOf(rounds.map(ran => ran[of].rate / ran[over].rate))
  const rows = [{ group, name, unit: '×', ...ratio, target }]
  if (rounds[0][of].cpu && rounds[0][over].cpu) {
    const eventsPerCpu = ({ rate, cpu }) => rate / cpu
    const byCpu = spreadOf(rounds.map(ran => eventsPerCpu(ran[of]) / eventsPerCpu(ran[over])))
    rows.push({ group, name: `${name}, by processor time`, unit: '×', ...byCpu })
  }
  return rows
}

function peaks(able, rounds) {
  return able
    .filter(name => /^(--|pretty)/.test(name) && rounds[0][name].peak !== undefined)
    .map(name => ({
      group: 'memory',
      name: `peak RSS, ${name.replace(/ (\d+)$/, ', prefetch $1')}`,
      unit: 'MB',
      ...spreadOf(rounds.map(ran => ran[name].peak)),
      target: { max: 110, judged: 'max' },
    }))
}
