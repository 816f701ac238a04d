import { latencyRows } from './latency.mjs'
import { linearityRows } from './linearity.mjs'
import { longRows } from './long.mjs'
import { roundGroups, roundRows } from './rounds.mjs'
import { startUpRows } from './start-up.mjs'

const alone = { 'start-up': startUpRows, latency: latencyRows, linearity: linearityRows, long: longRows }

export const groupNames = [...roundGroups, ...Object.keys(alone)]
/** Takes minutes by itself, so it is run only where it is asked for. */
export const onlyAsked = ['long']

/** Measures the groups named; answers rows, see results.mjs. */
export async function measure(bench, groups) {
  const inRounds = roundGroups.filter(group => groups.includes(group))
  const rows = inRounds.length > 0 ? await roundRows(bench, inRounds) : []
  for (const group of Object.keys(alone))
    if (groups.includes(group)) rows.push(...(await alone[group](bench)))
  return rows
}
