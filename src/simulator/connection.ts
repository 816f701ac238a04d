import type { Socket } from 'node:net'
import type { TLSSocket } from 'node:tls'
import { noHeartbeat, serverTimeout } from '../wire/heartbeat.ts'
import { LineSplitter } from '../wire/line-splitter.ts'
import { noti1 } from '../wire/noti1/noti1.ts'
import type { Request } from '../wire/request.ts'
import type { BrokerContext } from './broker-context.ts'
import { type Controlled, controlledBy } from './connection-control.ts'
import { clientEnding, goBack, noLineEnd } from './connection-log.ts'
import { cutLine, latin1Of } from './event-line.ts'
import { type JoinedHooks, joinHooks } from './fault-hooks.ts'
import { type Outlet, PlainOutlet } from './outlet.ts'
import { ProtocolHandler } from './protocol-handler.ts'
import type { ConnectionControl, FaultHooks } from './scenario.ts'
import { SendQueue } from './send-queue.ts'

const loginTimeout = 30_000
const closingTimeout = 10_000
const longestRequest = 64 * 1024
/** Bytes waiting above which a client that does not read is not read from either. */
const readPauseBytes = 4 * 1024 * 1024

/**
 * The life of one client, from its TLS handshake to its end. It has one timer: first the deadline of the
 * login, then its late reply if it has one, then the client's silence, and last the end of closing.
 */
export class Connection implements Controlled {
  /** 1 for the broker's first client. */
  readonly number: number
  readonly sendQueue: SendQueue
  readonly hooks: JoinedHooks
  /** As asked for at the login; 0 before it. */
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
    scenarios: readonly Begun[],
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
    this.log(`connected from ${socket.remoteAddress}`)
    this.wait(loginTimeout, () => this.close('no login within 30 s'))
    this.splitter = this.listen()
  }

  loggedIn(prefetch: number): void {
    this.prefetch = prefetch
    this.watch()
  }

  log(text: string): void {
    this.context.log(`client ${this.number}: ${text}`)
  }

  wait(ms: number, run: () => void): void {
    this.cancelTimer()
    this.cancelTimer = this.context.clock.after(ms, run)
  }

  send(text: string | Buffer): void {
    this.sendQueue.sendAside(latin1Of(text))
  }

  offer(line: string | Buffer): void {
    this.context.queue.prepend({ ...cutLine(line), ownId: undefined })
  }

  resume(): void {
    this.sendQueue.turn()
  }

  fallSilent(why: string): void {
    this.log(`${why}: sends nothing from now on`)
    this.sendQueue.flush()
    this.sendQueue.fallSilent()
  }

  playDead(why: string): void {
    if (this.state !== 'open') return
    this.sendQueue.flush()
    this.state = 'dead'
    this.stopServing(`${why}: reads and sends nothing from now on`)
    this.socket.pause()
    this.wait(serverTimeout, () => this.destroy(`${why}, after five minutes`))
  }

  /** Ends in order, once what was said is out. */
  close(why: string): void {
    if (this.state !== 'open') return
    this.sendQueue.flush()
    this.end(`closed by the broker: ${why}`)
    this.outlet.end()
    // Read on, and ignore it: unread bytes would turn the orderly end into a reset.
    this.socket.resume()
    this.wait(closingTimeout, () => this.destroy(why))
  }

  reset(why: string): void {
    this.end(`reset by the broker: ${why}`)
    this.raw.resetAndDestroy()
  }

  /** Ends at once, whatever is unsaid. */
  destroy(why: string): void {
    this.end(`closed by the broker: ${why}`)
    this.socket.destroy()
    this.raw.destroy()
  }

  private listen(): LineSplitter {
    const { socket } = this
    const handle = (request: Request) => {
      if (this.state === 'open') this.protocol.handle(request)
    }
    const splitter = new LineSplitter(longestRequest, {
      line: (bytes, start, end) => handle(noti1.server.readRequest(bytes, start, end)),
      tooLong: () => handle({ kind: 'invalid', reason: `a line of more than ${longestRequest} bytes` }),
    })
    socket.on('data', chunk => {
      this.lastReceived = this.context.clock.now()
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

  /** Gives a client up after five minutes without a byte. The timer is not set anew for each line heard. */
  private watch(): void {
    const left = this.lastReceived + serverTimeout - this.context.clock.now()
    if (left > 0) {
      this.wait(left, () => this.watch())
      return
    }
    this.sendQueue.send(`${noHeartbeat}\n`)
    this.close('nothing received for five minutes')
  }

  /** Logs the end of the connection, unless it has ended before. */
  private end(how: string): void {
    this.cancelTimer()
    if (this.state === 'ended') return
    const { state } = this
    this.state = 'ended'
    if (state === 'open') this.stopServing(how)
    else this.log(how)
  }

  /** From here on nothing the client says counts, and what it has not acked is for others. */
  private stopServing(how: string): void {
    this.cancelTimer()
    for (const hook of this.hooks.closed) hook()
    const events = this.sendQueue.shut()
    const unread = noLineEnd(this.splitter.pending)
    this.log([how, unread, this.protocol.unreported, goBack(events.length)].filter(Boolean).join('; '))
    this.context.takeBack(events)
  }
}

/** A scenario that has begun on the broker. */
export interface Begun {
  readonly name: string
  readonly hooksFor: (connection: ConnectionControl) => FaultHooks
}
