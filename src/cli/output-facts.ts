import { grouped } from '../base/grouped.ts'
import type { OutputCounts } from '../output/output.ts'

/** What is counted, with the word for one of it. */
const counted = [
  ['events', 'event'],
  ['bytes', 'byte'],
  ['batches', 'batch'],
  ['failures', 'failure'],
  ['waiting', 'waiting'],
] as const

/** Outputs whose events the other rows of the summary count. */
const shown: ReadonlySet<string> = new Set(['stdout', 'view'])

/** Returns a row of the summary per output; none if what is shown on stdout is all there is. */
export function outputFacts(outputs: readonly OutputCounts[]): [label: string, value: string][] {
  if (outputs.every(({ name }) => shown.has(name))) return []
  return outputs.map(output => [
    output.name,
    counted.map(([many, one]) => `${grouped(output[many])} ${output[many] === 1 ? one : many}`).join('   '),
  ])
}
