import { clientFaultNames } from './client-faults.ts'
import { lineOf } from './ledger-lines.ts'
import type { RoundRecord } from './round-record.ts'
import { serverFaultNames } from './server-faults.ts'

/** Counts over many rounds. */
export class Totals {
  rounds = 0
  /** Rounds with violations. */
  broken = 0
  violations = 0
  private readonly client = new Map<string, number>(clientFaultNames.map(name => [name, 0]))
  private readonly server = new Map<string, number>(serverFaultNames.map(name => [name, 0]))
  private readonly outputs = new Map<string, number>()
  private readonly ends = new Map<string, number>()
  private readonly notes = new Map<string, number>()
  private readonly sums = new Map<string, number>()
  private readonly startTime = performance.now()

  add({ plan, runs, ledger, violations, injected, notes, connections }: RoundRecord): void {
    this.rounds++
    this.violations += violations.length
    if (violations.length > 0) this.broken++
    for (const kind of injected) count(this.client, kind)
    for (const kind of plan.server) count(this.server, kind)
    count(this.outputs, plan.output)
    if (plan.second) count(this.outputs, `${plan.second}, beside it`)
    for (const note of notes) count(this.notes, note)
    for (const { end, stoppedCleanly, written, refusal, mayCutLine } of runs) {
      count(this.ends, end)
      if (stoppedCleanly) count(this.notes, 'clean stops judged')
      if (mayCutLine && written !== '' && !written.endsWith('\n')) count(this.notes, 'lines cut by force')
      if (refusal && end === '1' && written !== '')
        count(this.notes, 'outputs that were full after some lines')
    }
    count(this.sums, 'runs of the tail', runs.length)
    count(this.sums, 'connections', connections)
    count(this.sums, 'events', ledger.events.length)
    count(this.sums, 'pushes', ledger.pushes.length)
    count(this.sums, 'acks', ledger.ackCount)
    count(this.sums, 'events written more than once', writtenAgain(runs, ledger))
  }

  /** The report at the end. */
  toString(): string {
    const seconds = (performance.now() - this.startTime) / 1000
    const { rounds, broken, violations } = this
    return [
      table('client faults', this.client),
      table('server faults (rounds)', this.server),
      table('outputs (rounds)', this.outputs),
      table('how runs ended', this.ends),
      table('effects of faults', this.notes),
      table('in all', this.sums),
      `${rounds} rounds in ${seconds.toFixed(1)} s (${(rounds / seconds).toFixed(2)} per second), ` +
        `${violations} violations in ${broken} rounds`,
    ].join('\n')
  }
}

/** Returns how many events were written more than once. */
function writtenAgain(runs: RoundRecord['runs'], ledger: RoundRecord['ledger']): number {
  const times = new Map<number, number>()
  for (const { written, connections } of runs) {
    const lines = new Set(written.split('\n'))
    for (const push of ledger.pushes) {
      if (!connections.includes(push.connection) || !lines.has(lineOf(push))) continue
      times.set(push.event.sequence, (times.get(push.event.sequence) ?? 0) + 1)
    }
  }
  return [...times.values()].filter(count => count > 1).length
}

function count(counts: Map<string, number>, name: string, by = 1): void {
  counts.set(name, (counts.get(name) ?? 0) + by)
}

function table(title: string, counts: ReadonlyMap<string, number>): string {
  const rows = [...counts].map(([name, times]) => `  ${String(times).padStart(8)}  ${name}`)
  return `${title}:\n${rows.join('\n')}\n`
}
