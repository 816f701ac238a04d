import { grouped } from '../base/grouped.ts'
import { say } from '../language/say.ts'
import type { OutputCounts } from '../output/output.ts'

/** What is counted, with the text for one of it and for more. */
const counted = [
  ['events', '{n} event', '{n} events'],
  ['bytes', '{n} byte', '{n} bytes'],
  ['batches', '{n} batch', '{n} batches'],
  ['failures', '{n} failure', '{n} failures'],
  ['waiting', '{n} waiting', '{n} waiting'],
] as const

/** Outputs whose events the other rows of the summary count. */
const shown: ReadonlySet<string> = new Set(['stdout', 'view'])

/** Returns a row of the summary per output; none if what is shown on stdout is all there is. */
export function outputFacts(outputs: readonly OutputCounts[]): [label: string, value: string][] {
  if (outputs.every(({ name }) => shown.has(name))) return []
  return outputs.map(output => [
    output.name,
    counted
      .map(([name, one, many]) => say(output[name] === 1 ? one : many, { n: grouped(output[name]) }))
      .join('   '),
  ])
}
