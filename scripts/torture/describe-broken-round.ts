import { excerpt, safeText } from '../../src/base/safe-text.ts'
import type { RoundRecord } from './round-record.ts'

const mostViolations = 12
const mostRows = 40

/** Returns all that is needed to understand what a round broke, and to run it again. */
export function describeBrokenRound(round: RoundRecord, only: string | undefined): string {
  const { plan, runs, ledger, violations, brokerLog } = round
  const again = `npm run torture -- --rounds 1 --seed ${plan.seed} --dialect ${plan.dialect}${only === undefined ? '' : ` --only ${only}`}`
  const sequences = new Set(violations.flatMap(text => /event (\d+)/.exec(text)?.[1] ?? []))
  const rows = ledger.pushes.filter(({ event }) => sequences.has(String(event.sequence)))
  return [
    `VIOLATION in the round of seed ${plan.seed}; again (timing is not repeated): ${again}`,
    ...list(violations, mostViolations, text => excerpt(text, 400)),
    `plan: ${JSON.stringify(plan)}`,
    ...runs.flatMap(({ number, actions, end, written, connections, stderr }) => [
      `run ${number}: ${actions.join(', ') || 'nothing done to it'}; ended with ${end}; ` +
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
    'the end of the broker’s log:',
    ...brokerLog.slice(-30).map(line => `  ${line}`),
    '',
  ].join('\n')
}

function list<T>(items: readonly T[], most: number, describe: (item: T) => string): string[] {
  const more = items.length > most ? [`  and ${items.length - most} more`] : []
  return [...items.slice(0, most).map(item => `  ${describe(item)}`), ...more]
}
