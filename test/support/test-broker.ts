import { onTestFinished } from 'vitest'
import { type Broker, type BrokerOptions, startBroker } from '../../src/simulator/broker.ts'
import { Ledger } from '../../src/simulator/ledger.ts'
import { BareClient } from './bare-client.ts'
import { ManualClock } from './manual-clock.ts'
import { sharedCertificate } from './shared-certificate.ts'

/** A broker with a manual clock, and its bare clients, all of which end with the test. */
export class TestBroker {
  readonly clock: ManualClock
  readonly ledger: Ledger
  /** What the broker logged. */
  readonly log: string[]
  readonly broker: Broker

  private constructor(broker: Broker, clock: ManualClock, ledger: Ledger, log: string[]) {
    this.broker = broker
    this.clock = clock
    this.ledger = ledger
    this.log = log
  }

  /** Starts a broker that pushes as fast as the windows allow and has three devices, unless the options differ. */
  static async start(options: Partial<BrokerOptions> = {}): Promise<TestBroker> {
    const clock = new ManualClock()
    const ledger = new Ledger()
    const log: string[] = []
    const broker = await startBroker({
      port: 0,
      rate: 0,
      devices: 3,
      seed: 1,
      scenarios: [],
      clock,
      ledger,
      log: text => log.push(text),
      certificate: sharedCertificate(),
      ...options,
    })
    onTestFinished(() => broker.close())
    return new TestBroker(broker, clock, ledger, log)
  }

  dial(): Promise<BareClient> {
    return dial(this.broker)
  }
}

/** Connects a client that ends with the test. */
export async function dial({ port, ca }: Broker, host?: string): Promise<BareClient> {
  const client = await BareClient.connect(port, ca, host)
  onTestFinished(() => client.destroy())
  return client
}

/** Lets the event loop turn until `holds` returns true. */
export async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise(resolve => setImmediate(resolve))
}
