import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { systemClock } from '../../src/base/clock.ts'
import { type Broker, startBroker } from '../../src/simulator/broker.ts'
import type { Certificate } from '../../src/simulator/certificate.ts'
import { Random } from '../../src/simulator/random.ts'
import { BrokerLog } from './broker-log.ts'
import { type ClientFaultName, clientFault, outputOf } from './client-faults.ts'
import { eventLines } from './event-lines.ts'
import { type FaultContext, stop } from './fault-context.ts'
import { judge } from './judge.ts'
import { waitFor } from './moments.ts'
import { Network } from './network.ts'
import { type OutputName, outputs, withSecond } from './outputs.ts'
import type { Plan, PlannedFault } from './plan.ts'
import type { RoundRecord } from './round-record.ts'
import { type RunRecord, recordOf } from './run-record.ts'
import type { SecondOutput } from './second-output.ts'
import { openSecondOutput } from './second-outputs.ts'
import { anyOf } from './server-faults.ts'
import { spoken } from './spoken.ts'
import { tailCommand } from './tail-command.ts'
import { TailRun } from './tail-run.ts'
import { pause, waitUntil } from './wait-until.ts'
import { WatchedLedger } from './watched-ledger.ts'

const secret = 'c4n4ry-of-the-torture'
/** Milliseconds after which a round takes too long. */
const roundLimit = 180_000

/** What the rounds share. */
export interface RoundDeps {
  /** The program. */
  readonly bin: string
  readonly certificate: Certificate
}

/** Does what a plan says, until every event is acked, and judges the result. */
export async function runRound(plan: Plan, deps: RoundDeps): Promise<RoundRecord> {
  const folder = mkdtempSync(join(tmpdir(), 'gizwits-tail-torture-'))
  const log = new BrokerLog(spoken[plan.dialect].loggedIn)
  const ledger = new WatchedLedger()
  const broker = await startBroker({
    port: 0,
    dialect: spoken[plan.dialect].server,
    rate: 0,
    devices: 1,
    events: [],
    seed: plan.seed,
    scenarios: plan.server,
    clock: systemClock,
    credentials: { secret },
    certificate: deps.certificate,
    ledger,
    log: log.add,
  })
  const second = plan.second && (await openSecondOutput(plan.second, folder, plan.seed))
  const needsNetwork = plan.client.some(({ kind }) => clientFault(kind).needsNetwork)
  const network = needsNetwork ? await Network.open(broker.port) : undefined
  try {
    writeFileSync(join(folder, 'ca.pem'), deps.certificate.cert)
    return await new Round({ plan, bin: deps.bin, folder, broker, network, second, ledger, log }).run()
  } finally {
    await network?.close()
    await broker.close()
    await second?.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

interface RunningRound {
  readonly plan: Plan
  readonly bin: string
  readonly folder: string
  readonly broker: Broker
  readonly network: Network | undefined
  readonly second: SecondOutput | undefined
  readonly ledger: WatchedLedger
  readonly log: BrokerLog
}

class Round {
  private readonly round: RunningRound
  private readonly random: Random
  /** Faults that are still to be injected. */
  private readonly faults: PlannedFault[]
  private readonly runs: RunRecord[] = []
  private readonly violations: string[] = []
  private readonly injected: ClientFaultName[] = []
  private readonly notes: string[] = []
  private readonly startTime = performance.now()

  constructor(round: RunningRound) {
    this.round = round
    this.random = new Random(round.plan.seed).fork('round')
    this.faults = [...round.plan.client]
  }

  async run(): Promise<RoundRecord> {
    const { plan, broker, second, ledger, log } = this.round
    broker.publish(eventLines(plan.events, plan.dialect, this.random.fork('events')))
    while (!ledger.allAcked && !this.isLate) await this.runTail()
    // What was sent before the end must arrive before it is judged; a broker that plays dead reads nothing.
    for (let i = 0; i < 40 && broker.stats().closed < broker.stats().connections; i++) await pause(5)
    if (!ledger.allAcked) {
      this.violations.push(`${ledger.unacked().length} events were not acked within ${roundLimit} ms`)
    }
    return {
      plan,
      runs: this.runs,
      ledger,
      violations: [...this.violations, ...judge({ dialect: plan.dialect, ledger, runs: this.runs, secret })],
      injected: this.injected,
      notes: [...this.notes, ...(second?.notes() ?? [])],
      brokerLog: log.last,
      connections: broker.stats().connections,
    }
  }

  private get isLate(): boolean {
    return performance.now() - this.startTime > roundLimit
  }

  /** Longer from run to run, so that no machine is too slow for all of them. */
  private get idleTimeout(): number {
    return this.round.plan.idleTimeout * (1 + this.runs.length / 2)
  }

  /** One run of the tail, from its start to its end. */
  private async runTail(): Promise<void> {
    const { plan, ledger, log, network, second } = this.round
    const own = outputOf(this.faults[0])
    const tail = await this.start(own ?? plan.output)
    const leave = second?.attend?.()
    if (own) await this.inject(this.faults.shift()!, tail)
    while (tail.end === undefined) {
      const fault = ledger.allAcked || this.isLate ? undefined : this.faults[0]
      if (fault && !outputOf(fault)) {
        this.faults.shift()
        await waitFor(fault.moment, tail, ledger, this.idleTimeout)
        if (tail.end === undefined) await this.inject(fault, tail)
      } else {
        if (!fault) await waitUntil(ledger, tail, () => ledger.allAcked, this.idleTimeout)
        await stop(this.contextFor(tail), this.random.pick(['SIGTERM', 'SIGINT']))
      }
    }
    const mayLoseAcks = plan.verbosity === '-q' || network !== undefined || anyOf(plan.server, 'ends')
    leave?.()
    this.runs.push(
      await recordOf(tail, log.connectionsOf(tail.number), await this.collectSecond(), mayLoseAcks),
    )
  }

  private async collectSecond(): Promise<RunRecord['second']> {
    const all = await this.round.second?.collect()
    return all && { ...all, own: all.lines.slice(this.runs.at(-1)?.second?.lines.length ?? 0) }
  }

  private async start(name: OutputName): Promise<TailRun> {
    const { plan, bin, folder, broker, network, second } = this.round
    const run = this.runs.length + 1
    const output = withSecond(await outputs[name]({ folder, run, random: this.random }), second)
    const { port } = network ?? broker
    const { args, env } = tailCommand(plan, { port, run, folder, secret })
    const command = [bin, ...args, ...(second?.args ?? [])]
    return new TailRun(run, output, command, env, () => this.hasLoggedIn(run))
  }

  private hasLoggedIn(run: number): boolean {
    return this.round.log.connectionsOf(run).length > 0
  }

  private async inject({ kind }: PlannedFault, tail: TailRun): Promise<void> {
    this.injected.push(kind)
    tail.actions.push(kind)
    await clientFault(kind).inject(this.contextFor(tail, kind))
  }

  private contextFor(tail: TailRun, kind = 'the end'): FaultContext {
    const { plan, ledger, broker, network } = this.round
    const isStable = !anyOf(plan.server, 'ends') && !network
    return {
      tail,
      prefetch: plan.prefetch,
      heartbeat: plan.heartbeat,
      ledger,
      random: this.random,
      network,
      isStable,
      isPrompt: isStable && !anyOf(plan.server, 'delays'),
      closedConnections: () => broker.stats().closed,
      loggedIn: () => this.hasLoggedIn(tail.number),
      violation: text => void this.violations.push(text),
      note: text => void this.notes.push(`${kind}: ${text}`),
    }
  }
}
