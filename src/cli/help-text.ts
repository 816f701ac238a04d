import { wrapWords } from '../base/word-wrap.ts'
import { filterForms } from '../filter/filter-forms.ts'
import { say, type Text } from '../language/say.ts'
import { exitCodeTable } from './exit-code.ts'
import { tableText } from './language.ts'

/** Command lines, and what each is for. */
export type Examples = readonly (readonly [command: string, what: Text])[]

/** The most common uses. */
export const examples: Examples = [
  ['gizwits-tail --demo', 'no account: simulated devices'],
  ['gizwits-tail --id X --secret Y', 'enterprise (message proxy 1.0)'],
  ['gizwits-tail --product PRODUCT_KEY:AUTH_ID', 'product (SNoti 2.x)'],
  ['gizwits-tail --json | jq', 'NDJSON, byte for byte'],
  ['gizwits-tail --filter event_type=attr_alert', 'alerts only'],
  ["gizwits-tail -f 'data.temp>=30' --did 'Dn4t*'", 'hot, and one device'],
  ['gizwits-tail --peek --prefetch 500', 'look without taking events'],
  ['gizwits-tail -n 1 --timeout 60s', 'in CI: 124 if nothing came'],
  ['gizwits-tail --fail-on event_type=attr_fault --duration 60s', 'in CI: 5 at a fault'],
  ['gizwits-tail simulate --scenario drop,garbage', 'a broker that misbehaves'],
]

/** The examples that fit one screen together with the most used options. */
export const briefExamples = examples.slice(0, 5)

/** Returns how a command is used, with its placeholders in the language of the process. */
export function usageText(usage: string): string {
  return usage.replace('[options]', say('[options]')).replace('[command]', say('[command]'))
}

export function exampleText(shown: Examples): string {
  return table(
    'Examples:',
    shown.map(([command, what]) => [command, say(what)]),
  )
}

export function filterText(): string {
  return table(
    'Filters:',
    Object.entries(filterForms).map(([name, { form, about }]) => [
      form,
      tableText('filterFormTexts', name, about),
    ]),
  )
}

export function exitCodeText(): string {
  return table(
    'Exit codes:',
    exitCodeTable.map(([code, meaning]) => [String(code), tableText('exitCodeTexts', code, meaning)]),
  )
}

/** Returns two columns under a heading, the right one wrapped to fit 80 cells. */
export function table(heading: Text, rows: readonly (readonly [string, string])[]): string {
  const left = Math.max(...rows.map(([name]) => name.length)) + 4
  const lines = rows.map(([name, about]) => {
    const [first, ...more] = wrapWords(about, 80 - left)
    return [`  ${name}`.padEnd(left) + first, ...more.map(line => ' '.repeat(left) + line)].join('\n')
  })
  return `${say(heading)}\n${lines.join('\n')}\n`
}
