import type { AddressInfo, Server as NetServer, Socket } from 'node:net'
import { createServer, type Server } from 'node:tls'
import type { Clock } from '../base/clock.ts'
import { Failure } from '../base/failure.ts'
import { messageText } from '../base/safe-text.ts'
import type { BrokerContext, Counts } from './broker-context.ts'
import type { Certificate } from './certificate.ts'
import { Connection } from './connection.ts'
import { cutLine } from './event-line.ts'
import { EventQueue } from './event-queue.ts'
import { type EventSource, GivenLines } from './event-source.ts'
import { Feed } from './feed.ts'
import type { Ledger } from './ledger.ts'
import { Random } from './random.ts'
import { RoundRobin } from './round-robin.ts'
import { type ScenarioName, scenarios } from './scenarios.ts'
import { World } from './world.ts'

export interface BrokerOptions {
  /** Address to listen on; 127.0.0.1 where absent. */
  readonly host?: string
  /** 0 is any free one. */
  readonly port: number
  /** Events a second; 0 is as fast as the window allows. */
  readonly rate: number
  /** How many devices live in the simulated world. */
  readonly devices: number
  /** Events to serve in all, then idle; no end where absent. */
  readonly count?: number
  /** The same seed gives the same events and the same misbehaviour. */
  readonly seed: number
  /** Lines, without line ends, to serve instead of the world: each once, or round and round up to `count`. */
  readonly events?: readonly (string | Buffer)[]
  /** What a login must give; any where absent. */
  readonly credentials?: { readonly id?: string; readonly secret?: string }
  readonly scenarios: readonly ScenarioName[]
  readonly clock: Clock
  /** Where given, told of every event, push and ack. */
  readonly ledger?: Ledger
  /** Told what happens, one line of safe text each; never holds a secret. */
  readonly log?: (text: string) => void
  /** Made where absent. */
  readonly certificate?: Certificate
}

/** A server that speaks the message proxy 1.0 over TLS. */
export interface Broker {
  readonly port: number
  /** The certificate to trust, PEM. */
  readonly ca: string
  /** Puts lines at the end of the queue, beyond rate and count. */
  publish(lines: readonly (string | Buffer)[]): void
  stats(): Readonly<Counts>
  /** Ends every connection and the server. */
  close(): Promise<void>
}

/** @throws Failure `usage` where the address cannot be listened on */
export async function startBroker(options: BrokerOptions): Promise<Broker> {
  const { host = '127.0.0.1', clock, log = () => {} } = options
  const certificate = options.certificate ?? (await ownCertificate(host))
  const random = new Random(options.seed)
  const source = sourceOf(options, random)
  const queue = new EventQueue(source, {
    count: options.count ?? Number.POSITIVE_INFINITY,
    onDemand: options.rate === 0,
    ledger: options.ledger,
  })
  const began = [...new Set(options.scenarios)].map(name => ({
    name,
    hooksFor: scenarios[name].start(random.fork(name), clock),
  }))
  const roundRobin = new RoundRobin()
  const counts: Counts = { connections: 0, logins: 0, refusals: 0, pushes: 0, acks: 0, violations: 0 }
  const pace = { rate: options.rate, opening: source.opening, clock, random: random.fork('pace') }
  const feed = options.rate > 0 ? new Feed(queue, pace, () => roundRobin.distribute()) : undefined
  const context: BrokerContext = {
    clock,
    queue,
    ledger: options.ledger,
    credentials: options.credentials ?? {},
    counts,
    log,
    joined: () => feed?.start(),
    takeBack: events => {
      queue.putBack(events)
      roundRobin.distribute()
    },
  }
  const server = createServer({
    cert: certificate.cert,
    key: certificate.key,
    noDelay: true,
    handshakeTimeout: 30_000,
  })
  const rawSockets = new Map<string, Socket>()
  server.on('connection', (raw: Socket) => {
    const peer = peerOf(raw)
    rawSockets.set(peer, raw)
    raw.on('close', () => rawSockets.delete(peer))
  })
  server.on('secureConnection', socket => {
    const raw = rawSockets.get(peerOf(socket))
    if (!raw) return socket.destroy()
    const connection = new Connection(++counts.connections, socket, raw, context, began)
    roundRobin.add(connection)
    socket.on('close', () => roundRobin.delete(connection))
  })
  server.on('tlsClientError', error => log(`a client failed at TLS: ${messageText(error.message)}`))
  const port = await listen(server, options.port, host)
  server.on('error', error => log(`the server: ${messageText(error.message)}`))
  return {
    port,
    ca: certificate.cert,
    publish(lines) {
      for (const line of lines) queue.append(cutLine(line))
      roundRobin.distribute()
    },
    stats: () => ({ ...counts }),
    async close() {
      feed?.stop()
      const closed = new Promise(resolve => server.close(resolve))
      roundRobin.destroyAll()
      // From here on it is the broker that ends connections still at TLS.
      server.removeAllListeners('tlsClientError')
      for (const raw of rawSockets.values()) raw.destroy()
      await closed
    },
  }
}

function sourceOf(options: BrokerOptions, random: Random): EventSource {
  const { events, devices, clock, count } = options
  if (events) return new GivenLines(events, count !== undefined && count > events.length)
  return new World(random.fork('world'), clock, devices)
}

/** The library that makes certificates takes long to load, and many runs bring their own or need none. */
async function ownCertificate(host: string): Promise<Certificate> {
  const { localNamesWith, makeCertificate } = await import('./certificate.ts')
  return makeCertificate({ names: localNamesWith(host) })
}

function peerOf(socket: Socket): string {
  return `${socket.remoteAddress} ${socket.remotePort}`
}

function listen(server: Server & NetServer, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      const why = cause.code === 'EADDRINUSE' ? 'something else listens there' : cause.message
      const hint = '--port 0 takes any free port'
      reject(new Failure('usage', `cannot listen on ${host}, port ${port}: ${why}`, { hint, cause }))
    })
    server.listen(port, host, () => resolve((server.address() as AddressInfo).port))
  })
}
