import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { systemClock } from '../../src/base/clock.ts'
import { type Broker, startBroker } from '../../src/simulator/broker.ts'
import type { Certificate } from '../../src/simulator/certificate.ts'
import { Random } from '../../src/simulator/random.ts'
import { BrokerLog, idOf } from './broker-log.ts'
import { type ClientFaultName, clientFault } from './client-faults.ts'
import { eventLines } from './event-lines.ts'
import { judge } from './judge.ts'
import { comes } from './moments.ts'
import { type OutputName, outputs } from './outputs.ts'
import type { Plan, PlannedFault } from './plan.ts'
import type { RoundRecord } from './round-record.ts'
import { type RunRecord, recordOf } from './run-record.ts'
import { stop } from './scene.ts'
import { anyOf } from './server-faults.ts'
import { TailRun } from './tail-run.ts'
import { tailCommand } from './tail-words.ts'
import { pause, until } from './until.ts'
import { WatchedLedger } from './watched-ledger.ts'
import { Wire } from './wire.ts'

const secret = 'c4n4ry-of-the-torture'
/** Milliseconds after which a round takes too long. */
const roundLimit = 90_000

/** What the rounds share. */
export interface Workshop {
  /** The program. */
  readonly bin: string
  readonly certificate: Certificate
}

/** Does what a plan says, until every event is acked, and judges it. */
export async function playRound(plan: Plan, workshop: Workshop): Promise<RoundRecord> {
  const round = new Round(plan, workshop)
  try {
    return await round.play()
  } finally {
    await round.close()
  }
}

class Round {
  private readonly plan: Plan
  private readonly workshop: Workshop
  private readonly folder = mkdtempSync(join(tmpdir(), 'gizwits-tail-torture-'))
  private readonly ledger = new WatchedLedger()
  private readonly log = new BrokerLog()
  private readonly random: Random
  private readonly runs: RunRecord[] = []
  private readonly complaints: string[] = []
  private readonly struck: ClientFaultName[] = []
  private readonly notes: string[] = []
  private readonly began = performance.now()
  private readonly faults: PlannedFault[]
  private broker: Broker | undefined
  private wire: Wire | undefined

  constructor(plan: Plan, workshop: Workshop) {
    this.plan = plan
    this.workshop = workshop
    this.random = new Random(plan.seed).fork('round')
    this.faults = [...plan.client]
  }

  async play(): Promise<RoundRecord> {
    const { plan, ledger, log } = this
    this.broker = await startBroker({
      port: 0,
      rate: 0,
      devices: 1,
      events: [],
      seed: plan.seed,
      scenarios: plan.server,
      clock: systemClock,
      credentials: { secret },
      certificate: this.workshop.certificate,
      ledger,
      log: log.hear,
    })
    if (this.plan.client.some(({ kind }) => clientFault(kind).wire))
      this.wire = await Wire.open(this.broker.port)
    this.broker.publish(eventLines(plan.events, this.random.fork('events')))
    while (!ledger.allAcked && !this.late) await this.run()
    // What was sent before the end is heard before it is judged; a broker that plays dead hears nothing.
    for (let i = 0; i < 40 && log.open > 0; i++) await pause(5)
    if (!ledger.allAcked) {
      this.complaints.push(`${ledger.unacked().length} events were not acked within ${roundLimit} ms`)
    }
    return {
      plan,
      runs: this.runs,
      ledger,
      violations: [...this.complaints, ...judge({ ledger, runs: this.runs, secret })],
      struck: this.struck,
      notes: this.notes,
      brokerLog: log.last,
      connections: log.connections,
    }
  }

  async close(): Promise<void> {
    await this.wire?.close()
    await this.broker?.close()
    rmSync(this.folder, { recursive: true, force: true })
  }

  private get late(): boolean {
    return performance.now() - this.began > roundLimit
  }

  /** Longer from run to run, so that no machine is too slow for all of them. */
  private get patience(): number {
    return this.plan.patience * (1 + this.runs.length / 4)
  }

  /** One run of the tail, from its start to its end. */
  private async run(): Promise<void> {
    const own = this.ownOutput(this.faults[0])
    const tail = await this.start(own ?? this.plan.output)
    if (own) await this.strike(this.faults.shift()!, tail)
    while (tail.end === undefined) {
      const fault = this.ledger.allAcked || this.late ? undefined : this.faults[0]
      if (fault && !this.ownOutput(fault)) {
        this.faults.shift()
        await comes(fault.moment, tail, this.ledger, this.patience)
        if (tail.end === undefined) await this.strike(fault, tail)
      } else {
        if (!fault) await until(this.ledger, tail, () => this.ledger.allAcked, this.patience)
        await stop(this.scene(tail), this.random.pick(['SIGTERM', 'SIGINT']))
      }
    }
    const hindered =
      this.plan.verbosity === '-q' || this.wire !== undefined || anyOf(this.plan.server, 'ends')
    this.runs.push(await recordOf(tail, this.log.connectionsOf(tail.number), hindered))
  }

  private ownOutput(fault: PlannedFault | undefined): OutputName | undefined {
    return fault && clientFault(fault.kind).output
  }

  private async start(name: OutputName): Promise<TailRun> {
    const { plan, folder, workshop } = this
    const run = this.runs.length + 1
    const output = await outputs[name]({ folder, run, random: this.random })
    const ca = join(folder, 'ca.pem')
    writeFileSync(ca, workshop.certificate.cert)
    const peer = {
      port: (this.wire ?? this.broker!).port,
      ca,
      id: idOf(run),
      secret,
      secretFile: join(folder, 'secret'),
    }
    const { words, env } = tailCommand(plan, peer)
    return new TailRun(run, output, [workshop.bin, ...words], env, () => this.loggedIn(run))
  }

  private loggedIn(run: number): boolean {
    return this.log.connectionsOf(run).length > 0
  }

  private async strike({ kind }: PlannedFault, tail: TailRun): Promise<void> {
    this.struck.push(kind)
    tail.story.push(kind)
    await clientFault(kind).strike(this.scene(tail, kind))
  }

  private scene(tail: TailRun, kind = 'the end') {
    const { plan, ledger, random, log, wire } = this
    const calm = !anyOf(plan.server, 'ends') && !wire
    return {
      tail,
      plan,
      ledger,
      random,
      wire,
      calm,
      prompt: calm && !anyOf(plan.server, 'holds'),
      over: () => log.over,
      loggedIn: () => this.loggedIn(tail.number),
      complain: (what: string) => void this.complaints.push(what),
      note: (what: string) => void this.notes.push(`${kind}: ${what}`),
    }
  }
}
