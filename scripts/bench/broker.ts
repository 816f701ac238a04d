import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import type { Certificate } from '../../src/simulator/certificate.ts'
import { bundleTs } from '../bundle-ts.mjs'
import type { Job, Moment, PusherReport, PusherRequest } from './pusher-messages.ts'

type ReportOf<K extends PusherReport['kind']> = PusherReport & { readonly kind: K }

/** A broker that pushes: the pusher process, from the side of those who measure. */
export class Broker {
  readonly #child: ChildProcess
  #waiting: ((report: PusherReport) => void)[] = []
  #number = 0
  #ports = { port: 0, delayedPort: 0 }

  private constructor(child: ChildProcess) {
    this.#child = child
    child.on('message', (report: PusherReport) => this.#onReport(report))
  }

  static async start({ cert, key }: Certificate, startTime: number): Promise<Broker> {
    const broker = new Broker(fork(await bundleTs('scripts/bench/pusher.ts'), { execArgv: [] }))
    broker.#send({ kind: 'listen', cert, key, startTime })
    broker.#ports = await broker.#report('ports')
    return broker
  }

  get port(): number {
    return this.#ports.port
  }

  /** The port of a broker to which a round trip takes 40 ms. */
  get delayedPort(): number {
    return this.#ports.delayedPort
  }

  /**
   * Says what the next client gets. The promises settle when it has logged in, when each of `marks` events was
   * acked, and when its connection is closed.
   */
  next(job: Pick<Job, 'events' | 'marks'> & Partial<Job>): {
    readonly login: Promise<Moment>
    readonly marks: Promise<Moment>[]
    readonly closed: Promise<Moment>
  } {
    this.#waiting = []
    this.#number++
    this.#send({
      kind: 'next',
      load: 'noti1',
      push: 'window',
      window: 'prefetch',
      areNew: false,
      ...job,
      number: this.#number,
    })
    return {
      login: this.#report('mark', 0),
      marks: job.marks.map(mark => this.#report('mark', mark)),
      closed: this.#report('closed'),
    }
  }

  async stop(): Promise<void> {
    this.#child.disconnect()
    await once(this.#child, 'exit')
  }

  #send(request: PusherRequest): void {
    this.#child.send(request)
  }

  /** Settles with the next report of a kind, and, of a mark, of this number of acked events. */
  #report<K extends PusherReport['kind']>(kind: K, acked?: number): Promise<ReportOf<K>> {
    return new Promise(resolve => {
      this.#waiting.push(report => {
        if (report.kind !== kind || ('acked' in report && report.acked !== acked)) return
        resolve(report as ReportOf<K>)
      })
    })
  }

  #onReport(report: PusherReport): void {
    if ('number' in report && report.number !== this.#number) return
    if (report.kind === 'error') console.error(`bench: the pusher: ${report.text}`)
    for (const waiting of this.#waiting) waiting(report)
  }
}
