import { excerpt, safeText } from '../../src/base/safe-text.ts'
import type { RoundRecord } from './round-record.ts'

const mostViolations = 12
const mostRows = 40

/** All that is needed to understand what a round broke, and to play it again. */
export function tellBrokenRound(
  { plan, runs, ledger, violations, brokerLog }: RoundRecord,
  only: string | undefined,
): string {
  const again = `npm run torture -- --rounds 1 --seed ${plan.seed}${only === undefined ? '' : ` --only ${only}`}`
  const sequences = new Set(violations.flatMap(found => /event (\d+)/.exec(found)?.[1] ?? []))
  const rows = ledger.pushes.filter(({ event }) => sequences.has(String(event.sequence)))
  return [
    `VIOLATION in the round of seed ${plan.seed}; again (chance in time is not repeated): ${again}`,
    ...list(violations, mostViolations, found => excerpt(found, 400)),
    `plan: ${JSON.stringify(plan)}`,
    ...runs.flatMap(({ number, story, end, written, connections, stderr }) => [
      `run ${number}: ${story.join(', ') || 'nothing done to it'}; ended with ${end}; ` +
        `${written.length} bytes written, ${written.split('\n').length - 1} lines; connections ${connections.join(' ')}`,
      ...stderr
        .trimEnd()
        .split('\n')
        .slice(-12)
        .map(line => `    stderr: ${excerpt(line, 300)}`),
    ]),
    'the ledger on these events:',
    ...list(
      rows,
      mostRows,
      ({ connection, token, event, acked }) =>
        `event ${event.sequence}: connection ${connection}, id ${safeText(token)}, ${acked ? 'acked' : 'not acked'}`,
    ),
    'the broker’s last words:',
    ...brokerLog.slice(-30).map(line => `  ${line}`),
    '',
  ].join('\n')
}

function list<T>(items: readonly T[], most: number, tell: (item: T) => string): string[] {
  const more = items.length > most ? [`  and ${items.length - most} more`] : []
  return [...items.slice(0, most).map(item => `  ${tell(item)}`), ...more]
}
