import { grouped } from '../base/grouped.ts'
import type { OutputCounts } from '../output/output.ts'

const counted = ['events', 'bytes', 'batches', 'failures', 'waiting'] as const

/** Returns a row of the summary per output; none if stdout is all there is, whose events the other rows count. */
export function outputFacts(outputs: readonly OutputCounts[]): [label: string, value: string][] {
  if (outputs.every(({ name }) => name === 'stdout')) return []
  return outputs.map(output => [
    output.name,
    counted.map(count => `${grouped(output[count])} ${count}`).join('   '),
  ])
}
