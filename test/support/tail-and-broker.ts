import { readPush } from '../../src/app/reader.ts'
import { runTail, type TailEnd, type TailJob } from '../../src/app/run-tail.ts'
import type { Event } from '../../src/event/event.ts'
import { LineOutput } from '../../src/output/line-output.ts'
import { Session } from '../../src/session/session.ts'
import { type SessionSettings, sessionConfig } from '../../src/session/settings.ts'
import type { Status } from '../../src/session/status.ts'
import { type Broker, type BrokerOptions, startBroker } from '../../src/simulator/broker.ts'
import type { Ledger } from '../../src/simulator/ledger.ts'
import { products } from '../../src/simulator/products.ts'
import { tlsDialer } from '../../src/transport/tls-dialer.ts'
import type { Dialect, Sent } from '../../src/wire/dialect.ts'
import { type DialectName, dialects } from '../../src/wire/dialects.ts'
import { AckAudit } from './ack-audit.ts'
import { ManualClock } from './manual-clock.ts'
import { MemorySink } from './memory-sink.ts'
import { sharedCertificate } from './shared-certificate.ts'

/** What client and broker speak, and what the client logs in with. */
export interface Spoken {
  readonly dialect: Dialect
  readonly login: (prefetch: number) => Sent
}

const { noti1, snoti2 } = dialects

/** Logs in to all that the simulated devices send. */
export const spoken: Readonly<Record<DialectName, Spoken>> = {
  noti1: { dialect: noti1, login: prefetch => noti1.login({ id: 'i', secret: 's' }, prefetch) },
  snoti2: {
    dialect: snoti2,
    login: prefetch =>
      snoti2.login(
        products.map(({ productKey }) => ({ productKey, authId: 'i', authSecret: 's' })),
        prefetch,
      ),
  },
}

/** Client and broker in one process, over real TLS, with one clock that advances only when nothing else happens. */
export class TailAndBroker {
  readonly clock: ManualClock
  readonly ledger: Ledger
  readonly sink = new MemorySink()
  readonly reported: Status[] = []
  /** What the client sent, line by line. */
  readonly sent: string[] = []
  readonly broker: Broker
  readonly session: Session
  private readonly audit: AckAudit

  private constructor(
    broker: Broker,
    clock: ManualClock,
    audit: AckAudit,
    settings: Partial<SessionSettings>,
    { dialect, login }: Spoken,
  ) {
    this.broker = broker
    this.clock = clock
    this.audit = audit
    this.ledger = audit.ledger
    this.session = new Session(sessionConfig({ prefetch: 7, ...settings }, dialect, login), {
      dial: tlsDialer({ host: '127.0.0.1', port: broker.port, ca: broker.ca }),
      clock,
      defer: setImmediate,
      random: () => 0.5,
      report: status => this.reported.push(status),
      trace: (direction, line) => direction === 'sent' && this.sent.push(line),
    })
  }

  static async start(
    broker: Partial<BrokerOptions>,
    settings: Partial<SessionSettings> = {},
    { dialect, login }: Spoken = spoken.noti1,
  ): Promise<TailAndBroker> {
    const clock = new ManualClock()
    const audit = new AckAudit()
    const started = await startBroker({
      port: 0,
      rate: 0,
      devices: 5,
      seed: 1,
      scenarios: [],
      dialect: dialect.server,
      clock,
      ledger: audit.ledger,
      log: audit.log,
      certificate: sharedCertificate(),
      ...broker,
    })
    return new TailAndBroker(started, clock, audit, settings, { dialect, login })
  }

  /** Runs the loop of the tail until it ends or `enough` returns true, and checks that the acks that were sent arrived. */
  async run(enough: () => boolean, job: Partial<TailJob> = {}): Promise<TailEnd> {
    let over = false
    const running = runTail({
      source: this.audit.watch(this.session),
      read: readPush,
      keep: () => true,
      outputs: [new LineOutput((event: Event) => event.push, this.sink)],
      ack: 'all',
      ...job,
    }).finally(() => {
      over = true
    })
    // Its error is handled below, where it is awaited.
    running.catch(() => {})
    await this.drive(() => over || enough())
    const stopped = this.session.stop()
    let closed = false
    void stopped.then(() => {
      closed = true
    })
    await this.drive(() => closed)
    const failed = await running.then(
      () => false,
      () => true,
    )
    const all = !failed && job.count === undefined && (job.ack ?? 'all') === 'all'
    this.audit.expectNoWrongRequest()
    this.audit.expectAcksArrived(failed, all)
    return running
  }

  async close(): Promise<void> {
    await this.session.stop()
    await this.broker.close()
  }

  /** Lets the sockets work, and advances the clock when they have nothing to do for a while. */
  private async drive(until: () => boolean): Promise<void> {
    let seen = ''
    let idle = 0
    while (!until()) {
      await new Promise(resolve => setImmediate(resolve))
      const { pushes, acks, connections, logins } = this.broker.stats()
      const now = [pushes, acks, connections, logins, this.reported.length, this.sink.text.length].join()
      idle = now === seen ? idle + 1 : 0
      seen = now
      if (idle > 0 && idle % 200 === 0) this.clock.advance(500)
    }
  }
}
