import { exitCodeTable } from './exit-code.ts'

/** What most come for; the first lines of the help. */
export const examples: readonly (readonly [command: string, what: string])[] = [
  ['gizwits-tail --demo', 'no account: made-up devices'],
  ['gizwits-tail --id X --secret Y', 'your enterprise, pretty'],
  ['gizwits-tail --json | jq', 'NDJSON, byte for byte as it came'],
  ['gizwits-tail --filter event_type=attr_alert', 'alerts only'],
  ["gizwits-tail -f 'data.temp>=30' --did 'TR6k*'", 'hot, and one device'],
  ['gizwits-tail --peek --prefetch 500', 'look, take nothing'],
  ['gizwits-tail -n 1 --timeout 60s', 'in CI: 124 if nothing came'],
  ['gizwits-tail simulate --scenario drop,garbage', 'a broker that misbehaves'],
]

export function exampleText(): string {
  return table('Examples:', examples)
}

export function exitCodeText(): string {
  return table(
    'Exit codes:',
    exitCodeTable.map(([code, meaning]) => [String(code), meaning]),
  )
}

/** Two columns under a heading, made for 80 cells. */
export function table(heading: string, rows: readonly (readonly [string, string])[]): string {
  const width = Math.max(...rows.map(([left]) => left.length))
  return `${heading}\n${rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`).join('\n')}\n`
}
