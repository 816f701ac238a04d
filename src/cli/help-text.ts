import { wrapWords } from '../base/word-wrap.ts'
import { exitCodeTable } from './exit-code.ts'

/** What most come for; the first lines of the help. */
export const examples: readonly (readonly [command: string, what: string])[] = [
  ['gizwits-tail --demo', 'no account: made-up devices'],
  ['gizwits-tail --id X --secret Y', 'your enterprise, pretty'],
  ['gizwits-tail --json | jq', 'NDJSON, byte for byte'],
  ['gizwits-tail --filter event_type=attr_alert', 'alerts only'],
  ["gizwits-tail -f 'data.temp>=30' --did 'Dn4t*'", 'hot, and one device'],
  ['gizwits-tail --peek --prefetch 500', 'look, take nothing'],
  ['gizwits-tail -n 1 --timeout 60s', 'in CI: 124 if nothing came'],
  ['gizwits-tail simulate --scenario drop,garbage', 'a broker that misbehaves'],
]

/** Those of them that fit one screen together with the options used most. */
export const briefExamples = examples.slice(0, 6)

export function exampleText(shown: typeof examples): string {
  return table('Examples:', shown)
}

export function exitCodeText(): string {
  return table(
    'Exit codes:',
    exitCodeTable.map(([code, meaning]) => [String(code), meaning]),
  )
}

/** A menu has one line for it: what stands before a semicolon, or before the colon of what semicolons part. */
export function firstClause(about: string): string {
  return /^.*?(?=: [^;]*;|;|$)/.exec(about)![0]
}

/** Two columns under a heading, the right one wrapped so that all fits 80 cells. */
export function table(heading: string, rows: readonly (readonly [string, string])[]): string {
  const left = Math.max(...rows.map(([name]) => name.length)) + 4
  const lines = rows.map(([name, about]) => {
    const [first, ...more] = wrapWords(about, 80 - left)
    return [`  ${name}`.padEnd(left) + first, ...more.map(line => ' '.repeat(left) + line)].join('\n')
  })
  return `${heading}\n${lines.join('\n')}\n`
}
