import { type ClientFaultName, clientFaultNames } from './client-faults.ts'
import { lineOf } from './ledger-lines.ts'
import type { RoundRecord } from './round-record.ts'
import { serverFaultNames } from './server-faults.ts'

/** What many rounds came to. */
export class Score {
  rounds = 0
  /** Rounds in which something was broken. */
  broken = 0
  violations = 0
  private readonly client = new Map<string, number>(clientFaultNames.map(name => [name, 0]))
  private readonly server = new Map<string, number>(serverFaultNames.map(name => [name, 0]))
  private readonly outputs = new Map<string, number>()
  private readonly ends = new Map<string, number>()
  private readonly notes = new Map<string, number>()
  private readonly sums = new Map<string, number>()
  private readonly began = performance.now()

  add({ plan, runs, ledger, violations, struck, notes, connections }: RoundRecord): void {
    this.rounds++
    this.violations += violations.length
    if (violations.length > 0) this.broken++
    for (const kind of struck) count(this.client, kind)
    for (const kind of plan.server) count(this.server, kind)
    count(this.outputs, plan.output)
    for (const note of notes) count(this.notes, note)
    for (const { end, tidy, written, refusal, mayCut } of runs) {
      count(this.ends, end)
      if (tidy) count(this.notes, 'tidy ends judged')
      if (mayCut && written !== '' && !written.endsWith('\n')) count(this.notes, 'lines cut by force')
      if (refusal && end === '1' && written !== '')
        count(this.notes, 'outputs that were full after some lines')
    }
    count(this.sums, 'runs of the tail', runs.length)
    count(this.sums, 'connections', connections)
    count(this.sums, 'events', ledger.events.length)
    count(this.sums, 'pushes', ledger.pushes.length)
    count(this.sums, 'acks', ledger.ackCount)
    count(this.sums, 'events written more than once', twice(runs, ledger))
  }

  /** The report at the end. */
  toString(): string {
    const seconds = (performance.now() - this.began) / 1000
    const { rounds, broken, violations } = this
    return [
      tell('done to the tail', this.client),
      tell('done by the server (rounds)', this.server),
      tell('outputs (rounds)', this.outputs),
      tell('how runs ended', this.ends),
      tell('how well it hit', this.notes),
      tell('in all', this.sums),
      `${rounds} rounds in ${seconds.toFixed(1)} s (${(rounds / seconds).toFixed(2)} a second), ` +
        `${violations} violations in ${broken} rounds`,
    ].join('\n')
  }

  /** How often a client fault has struck. */
  struck(kind: ClientFaultName): number {
    return this.client.get(kind)!
  }
}

function twice(runs: RoundRecord['runs'], ledger: RoundRecord['ledger']): number {
  const seen = new Map<number, number>()
  for (const { written, connections } of runs) {
    const lines = new Set(written.split('\n'))
    for (const push of ledger.pushes) {
      if (!connections.includes(push.connection) || !lines.has(lineOf(push))) continue
      seen.set(push.event.sequence, (seen.get(push.event.sequence) ?? 0) + 1)
    }
  }
  return [...seen.values()].filter(times => times > 1).length
}

function count(counts: Map<string, number>, name: string, by = 1): void {
  counts.set(name, (counts.get(name) ?? 0) + by)
}

function tell(title: string, counts: ReadonlyMap<string, number>): string {
  const rows = [...counts].map(([name, times]) => `  ${String(times).padStart(8)}  ${name}`)
  return `${title}:\n${rows.join('\n')}\n`
}
