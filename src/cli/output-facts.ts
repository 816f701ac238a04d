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

/** Returns a row of the summary per output; none if stdout is all there is, whose events the other rows count. */
export function outputFacts(outputs: readonly OutputCounts[]): [label: string, value: string][] {
  if (outputs.every(({ name }) => name === 'stdout')) return []
  return outputs.map(output => [
    output.name,
    counted.map(([many, one]) => `${grouped(output[many])} ${output[many] === 1 ? one : many}`).join('   '),
  ])
}
