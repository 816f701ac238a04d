import type { AddressInfo, Server as NetServer, Socket } from 'node:net'
import { createServer, type Server } from 'node:tls'
import type { Clock } from '../base/clock.ts'
import { Failure } from '../base/failure.ts'
import { messageText } from '../base/safe-text.ts'
import { systemErrorText } from '../base/system-error.ts'
import { say } from '../language/say.ts'
import type { ServerDialect } from '../wire/dialect.ts'
import { noti1 } from '../wire/noti1/noti1.ts'
import type { BrokerContext, Counts } from './broker-context.ts'
import { type Certificate, localNamesWith, makeCertificate } from './certificate.ts'
import { Connection } from './connection.ts'
import { cutLine } from './event-line.ts'
import { type EventSource, GivenLines } from './event-source.ts'
import { Exchange } from './exchange.ts'
import { Feed } from './feed.ts'
import type { Ledger } from './ledger.ts'
import type { ProductKind } from './product-kind.ts'
import { products } from './products.ts'
import { Random } from './random.ts'
import { type ScenarioName, scenarios } from './scenarios.ts'
import { TimedLines, type TimedLinesOptions } from './timed-lines.ts'
import { World } from './world.ts'

export interface BrokerOptions {
  /** Address to listen on; 127.0.0.1 by default. */
  readonly host?: string
  /** 0 for any free port. */
  readonly port: number
  /** What the broker speaks; message proxy 1.0 by default. */
  readonly dialect?: ServerDialect
  /** Events per second; 0 for as fast as the windows allow. */
  readonly rate: number
  /** Number of simulated devices. */
  readonly devices: number
  /** What devices there are, in turn; made-up products by default. */
  readonly products?: readonly ProductKind[]
  /** Events to serve in all; no limit by default. */
  readonly count?: number
  /** The same seed gives the same events and the same faults. */
  readonly seed: number
  /** Lines, without line ends, to serve instead of devices: each once, or again and again up to `count`. */
  readonly events?: readonly (string | Buffer)[]
  /** How the times of these lines are used and moved; not at all by default. */
  readonly timed?: TimedLinesOptions | undefined
  /** What a login must have; an absent member accepts anything. */
  readonly credentials?: { readonly id?: string; readonly secret?: string }
  readonly scenarios: readonly ScenarioName[]
  readonly clock: Clock
  /** Records every event, push and ack, if given. */
  readonly ledger?: Ledger
  /** Called with one line of safe text at a time; it never has a secret. */
  readonly log?: (text: string) => void
  /** Self-signed by default. */
  readonly certificate?: Certificate
}

/** A server that speaks a dialect over TLS. */
export interface Broker {
  readonly port: number
  /** The certificate to trust, PEM. */
  readonly ca: string
  /** Appends lines to the queues that want them, whatever the rate and the count. */
  publish(lines: readonly (string | Buffer)[]): void
  stats(): Readonly<Counts>
  /** Ends every connection and the server. */
  close(): Promise<void>
}

/** @throws Failure `usage` if the address cannot be listened on, or there are too many devices */
export async function startBroker(options: BrokerOptions): Promise<Broker> {
  const { host = '127.0.0.1', rate, clock, ledger, dialect = noti1.server, log = () => {} } = options
  const certificate = options.certificate ?? makeCertificate({ names: localNamesWith(host) })
  const random = new Random(options.seed)
  const exchange = new Exchange({ clock, ledger, log })
  exchange.open(dialect.queues)
  const feed = new Feed(sourceOf(options, dialect, random), exchange, {
    rate,
    count: options.count ?? Number.POSITIVE_INFINITY,
    clock,
    random: random.fork('pace'),
  })
  const started = [...new Set(options.scenarios)].map(name => ({
    name,
    hooksFor: scenarios[name].start({ random: random.fork(name), clock, words: dialect.words }),
  }))
  const counts: Counts = {
    connections: 0,
    closed: 0,
    logins: 0,
    refusals: 0,
    pushes: 0,
    acks: 0,
    violations: 0,
  }
  const credentials = options.credentials ?? {}
  const context: BrokerContext = { clock, dialect, exchange, feed, ledger, credentials, counts, log }
  const server = createServer({
    cert: certificate.cert,
    key: certificate.key,
    // Clients have no certificates. Otherwise Node parses its root certificates, which takes 20 ms.
    ca: [],
    noDelay: true,
    handshakeTimeout: 30_000,
  })
  const connections = new Set<Connection>()
  const rawSockets = new Map<string, Socket>()
  server.on('connection', (raw: Socket) => {
    const peer = peerOf(raw)
    rawSockets.set(peer, raw)
    raw.on('close', () => rawSockets.delete(peer))
  })
  server.on('secureConnection', socket => {
    const raw = rawSockets.get(peerOf(socket))
    if (!raw) return socket.destroy()
    const connection = new Connection(++counts.connections, socket, raw, context, started)
    connections.add(connection)
    socket.on('close', () => connections.delete(connection))
  })
  server.on('tlsClientError', error =>
    log(say('a client failed at TLS: {why}', { why: messageText(error.message) })),
  )
  const port = await listen(server, options.port, host)
  server.on('error', error => log(say('the server: {why}', { why: messageText(error.message) })))
  return {
    port,
    ca: certificate.cert,
    publish(lines) {
      for (const line of lines) exchange.publish(cutLine(line, dialect.words.push))
      exchange.distribute()
    },
    stats: () => ({ ...counts }),
    async close() {
      feed.stop()
      const closed = new Promise(resolve => server.close(resolve))
      // First of all, so that the events of one connection are not pushed on another that ends, too.
      for (const { sendQueue } of connections) sendQueue.stopPushing()
      for (const connection of connections) connection.destroy(say('shutting down'))
      // From now on the broker itself ends connections that are still at TLS.
      server.removeAllListeners('tlsClientError')
      for (const raw of rawSockets.values()) raw.destroy()
      await closed
    },
  }
}

function sourceOf(options: BrokerOptions, dialect: ServerDialect, random: Random): EventSource {
  const { events, devices, clock, count, timed } = options
  if (!events) return new World(random.fork('world'), clock, options.products ?? products, devices, dialect)
  const { push } = dialect.words
  if (timed) {
    const lines = events.map(line => (typeof line === 'string' ? Buffer.from(line) : line))
    return new TimedLines(lines, line => cutLine(line, push), timed, clock)
  }
  const repeat = count !== undefined && count > events.length
  return new GivenLines(events, line => cutLine(line, push), repeat)
}

function peerOf(socket: Socket): string {
  return `${socket.remoteAddress} ${socket.remotePort}`
}

function listen(server: Server & NetServer, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      const why = cause.code === 'EADDRINUSE' ? say('something else listens there') : systemErrorText(cause)
      const message = say('cannot listen on {host}, port {port}: {why}', { host, port, why })
      reject(new Failure('usage', message, { hint: say('--port 0 takes any free port'), cause }))
    })
    server.listen(port, host, () => resolve((server.address() as AddressInfo).port))
  })
}
