import type { Socket } from 'node:net'
import type { TLSSocket } from 'node:tls'
import { say } from '../language/say.ts'
import { noHeartbeat, serverTimeout } from '../wire/heartbeat.ts'
import { LineSplitter } from '../wire/line-splitter.ts'
import type { Request } from '../wire/request.ts'
import type { BrokerContext } from './broker-context.ts'
import { type Controlled, controlledBy } from './connection-control.ts'
import { clientEnding, goBack, noLineEnd } from './connection-log.ts'
import { cutLine } from './event-line.ts'
import { type JoinedHooks, joinHooks } from './fault-hooks.ts'
import { type Outlet, PlainOutlet } from './outlet.ts'
import { ProtocolHandler } from './protocol-handler.ts'
import type { StartedScenario } from './scenario.ts'
import { SendQueue } from './send-queue.ts'

const loginTimeout = 30_000
const closingTimeout = 10_000
const longestRequest = 64 * 1024
/** Unwritten bytes above which nothing is read from the client: it reads too slowly. */
const readPauseBytes = 4 * 1024 * 1024

/**
 * The connection of one client, from the TLS handshake to the end. It has one timer: first for the login, then for the
 * delayed reply to it, then for the client's silence, and last for closing.
 */
export class Connection implements Controlled {
  /** 1 for the broker's first client. */
  readonly number: number
  readonly sendQueue: SendQueue
  readonly hooks: JoinedHooks
  /** The window that the login asked for; 0 before it. */
  prefetch = 0
  private readonly socket: TLSSocket
  private readonly raw: Socket
  private readonly context: BrokerContext
  private readonly outlet: Outlet
  private readonly protocol: ProtocolHandler
  private readonly splitter: LineSplitter
  private state: 'open' | 'dead' | 'ended' = 'open'
  private lastReceived: number
  private cancelTimer = () => {}

  /** @param raw the TCP socket below `socket` */
  constructor(
    number: number,
    socket: TLSSocket,
    raw: Socket,
    context: BrokerContext,
    scenarios: readonly StartedScenario[],
  ) {
    this.number = number
    this.socket = socket
    this.raw = raw
    this.context = context
    this.hooks = joinHooks(
      scenarios.map(({ name, hooksFor }) => ({ name, hooks: hooksFor(controlledBy(name, this)) })),
    )
    const drained = () => this.drained()
    this.outlet = this.hooks.outlet?.(socket, drained) ?? new PlainOutlet(socket, drained)
    this.sendQueue = new SendQueue(number, this.outlet, this.hooks, context)
    this.protocol = new ProtocolHandler(this, context)
    this.lastReceived = context.clock.now()
    this.log(say('connected from {address}', { address: socket.remoteAddress ?? '' }))
    this.wait(loginTimeout, () => this.close(say('no login within 30 s')))
    this.splitter = this.listen()
  }

  loggedIn(prefetch: number): void {
    this.prefetch = prefetch
    this.watch()
  }

  log(text: string): void {
    this.context.log(say('client {n}: {text}', { n: this.number, text }))
  }

  wait(ms: number, run: () => void): void {
    this.cancelTimer()
    this.cancelTimer = this.context.clock.after(ms, run)
  }

  send(text: string | Buffer): void {
    this.sendQueue.sendAside(text)
  }

  offer(line: string | Buffer): void {
    const { push } = this.context.dialect.words
    this.sendQueue.subscriptions.offer({ ...cutLine(line, push), ownId: undefined })
  }

  resume(): void {
    this.sendQueue.turn()
  }

  fallSilent(why: string): void {
    this.log(say('{why}: sends nothing from now on', { why }))
    this.sendQueue.flush()
    this.sendQueue.silence()
  }

  playDead(why: string): void {
    if (this.state !== 'open') return
    this.sendQueue.flush()
    this.state = 'dead'
    this.stopServing(say('{why}: reads and sends nothing from now on', { why }))
    this.socket.pause()
    this.wait(serverTimeout, () => this.destroy(say('{why}, after five minutes', { why })))
  }

  /** Ends in order, after everything sent so far is written. */
  close(why: string): void {
    if (this.state !== 'open') return
    this.sendQueue.flush()
    this.end(say('closed by the broker: {why}', { why }))
    this.outlet.end()
    // Reads on and ignores it: unread bytes would turn the orderly end into a reset.
    this.socket.resume()
    this.wait(closingTimeout, () => this.destroy(why))
  }

  reset(why: string): void {
    this.end(say('reset by the broker: {why}', { why }))
    this.raw.resetAndDestroy()
  }

  /** Ends at once, without writing what waits. */
  destroy(why: string): void {
    this.end(say('closed by the broker: {why}', { why }))
    this.socket.destroy()
    this.raw.destroy()
  }

  private listen(): LineSplitter {
    const { socket, context } = this
    const handle = (request: Request) => {
      if (this.state === 'open') this.protocol.handle(request)
    }
    const splitter = new LineSplitter(longestRequest, {
      line: (bytes, start, end) => handle(context.dialect.readRequest(bytes, start, end)),
      tooLong: () => handle({ kind: 'invalid', reason: `a line of more than ${longestRequest} bytes` }),
    })
    socket.on('data', chunk => {
      this.lastReceived = context.clock.now()
      splitter.push(chunk)
      this.sendQueue.turn()
      if (this.outlet.waiting > readPauseBytes) socket.pause()
    })
    socket.on('error', error => this.end(clientEnding(error)))
    socket.on('end', () => this.end(clientEnding()))
    socket.on('close', () => this.end(clientEnding()))
    return splitter
  }

  private drained(): void {
    if (this.state !== 'open') return
    if (this.socket.isPaused()) this.socket.resume()
    this.sendQueue.turn()
  }

  /** Closes after five minutes without a byte. The timer is not reset for each line received. */
  private watch(): void {
    const left = this.lastReceived + serverTimeout - this.context.clock.now()
    if (left > 0) {
      this.wait(left, () => this.watch())
      return
    }
    this.sendQueue.send(`${noHeartbeat}\n`)
    this.close(say('nothing received for five minutes'))
  }

  /** Logs the end of the connection, the first time. */
  private end(how: string): void {
    this.cancelTimer()
    if (this.state === 'ended') return
    const { state } = this
    this.state = 'ended'
    if (state === 'open') this.stopServing(how)
    else this.log(how)
  }

  /** From now on the client's lines are ignored, and its un-acked events go back to their queues. */
  private stopServing(how: string): void {
    this.cancelTimer()
    this.context.counts.closed++
    for (const hook of this.hooks.closed) hook()
    const events = this.sendQueue.close()
    const unread = noLineEnd(this.splitter.pending)
    this.log([how, unread, this.protocol.unreported, goBack(events.length)].filter(Boolean).join(say('; ')))
    this.context.exchange.putBack(events)
  }
}
