import type { Socket } from 'node:net'
import type { TLSSocket } from 'node:tls'
import { LineSplitter } from '../wire/line-splitter.ts'
import { noHeartbeat, serverPatience } from '../wire/noti1.ts'
import { type Request, readRequest } from '../wire/request.ts'
import { type Controlled, controlledBy } from './connection-control.ts'
import { clientEnding, goBack, noLineEnd } from './connection-log.ts'
import { Dialogue } from './dialogue.ts'
import { cutLine, latin1Of } from './event-line.ts'
import type { House } from './house.ts'
import { Outflow } from './outflow.ts'
import { type Outlet, PlainOutlet } from './outlet.ts'
import { type Hooks, hooksOf } from './quirk-hooks.ts'
import type { Puppet, Quirks } from './scenario.ts'

const loginPatience = 30_000
const closingPatience = 10_000
const longestRequest = 64 * 1024
/** Bytes waiting above which a client that does not read is not read from either. */
const deafBytes = 4 * 1024 * 1024

/**
 * The life of one client, from its TLS handshake to its end. It has one timer: first the deadline of the
 * login, then its late reply if it has one, then the client's silence, and last the end of closing.
 */
export class Connection implements Controlled {
  /** 1 for the broker's first client. */
  readonly number: number
  readonly outflow: Outflow
  readonly hooks: Hooks
  /** As asked for at the login; 0 before it. */
  prefetch = 0
  private readonly socket: TLSSocket
  private readonly raw: Socket
  private readonly house: House
  private readonly outlet: Outlet
  private readonly dialogue: Dialogue
  private readonly splitter: LineSplitter
  private state: 'open' | 'dead' | 'ended' = 'open'
  private lastHeard: number
  private callOff = () => {}

  /** @param raw the TCP socket below `socket` */
  constructor(number: number, socket: TLSSocket, raw: Socket, house: House, scenarios: readonly Begun[]) {
    this.number = number
    this.socket = socket
    this.raw = raw
    this.house = house
    this.hooks = hooksOf(
      scenarios.map(({ name, quirksOn }) => ({ name, quirks: quirksOn(controlledBy(name, this)) })),
    )
    const drained = () => this.drained()
    this.outlet = this.hooks.outlet?.(socket, drained) ?? new PlainOutlet(socket, drained)
    this.outflow = new Outflow(number, this.outlet, this.hooks, house)
    this.dialogue = new Dialogue(this, house)
    this.lastHeard = house.clock.now()
    this.log(`connected from ${socket.remoteAddress}`)
    this.wait(loginPatience, () => this.close('no login within 30 s'))
    this.splitter = this.listen()
  }

  loggedIn(prefetch: number): void {
    this.prefetch = prefetch
    this.watch()
  }

  log(text: string): void {
    this.house.log(`client ${this.number}: ${text}`)
  }

  wait(ms: number, run: () => void): void {
    this.callOff()
    this.callOff = this.house.clock.after(ms, run)
  }

  say(text: string | Buffer): void {
    this.outflow.sayAside(latin1Of(text))
  }

  offer(line: string | Buffer): void {
    this.house.queue.prepend({ ...cutLine(line), ownId: undefined })
  }

  resume(): void {
    this.outflow.turn()
  }

  fallSilent(why: string): void {
    this.log(`${why}: sends nothing from now on`)
    this.outflow.flush()
    this.outflow.fallSilent()
  }

  playDead(why: string): void {
    if (this.state !== 'open') return
    this.outflow.flush()
    this.state = 'dead'
    this.stopServing(`${why}: reads and sends nothing from now on`)
    this.socket.pause()
    this.wait(serverPatience, () => this.destroy(`${why}, after five minutes`))
  }

  /** Ends in order, once what was said is out. */
  close(why: string): void {
    if (this.state !== 'open') return
    this.outflow.flush()
    this.end(`closed by the broker: ${why}`)
    this.outlet.end()
    // Read on, and ignore it: unread bytes would turn the orderly end into a reset.
    this.socket.resume()
    this.wait(closingPatience, () => this.destroy(why))
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
    const hear = (request: Request) => {
      if (this.state === 'open') this.dialogue.hear(request)
    }
    const splitter = new LineSplitter(longestRequest, {
      line: (bytes, start, end) => hear(readRequest(bytes, start, end)),
      tooLong: () => hear({ kind: 'invalid', reason: `a line of more than ${longestRequest} bytes` }),
    })
    socket.on('data', chunk => {
      this.lastHeard = this.house.clock.now()
      splitter.push(chunk)
      this.outflow.turn()
      if (this.outlet.waiting > deafBytes) socket.pause()
    })
    socket.on('error', error => this.end(clientEnding(error)))
    socket.on('end', () => this.end(clientEnding()))
    socket.on('close', () => this.end(clientEnding()))
    return splitter
  }

  private drained(): void {
    if (this.state !== 'open') return
    if (this.socket.isPaused()) this.socket.resume()
    this.outflow.turn()
  }

  /** Gives a client up after five minutes without a byte. The timer is not set anew for each line heard. */
  private watch(): void {
    const left = this.lastHeard + serverPatience - this.house.clock.now()
    if (left > 0) {
      this.wait(left, () => this.watch())
      return
    }
    this.outflow.say(`${noHeartbeat}\n`)
    this.close('nothing received for five minutes')
  }

  /** Logs the end of the connection, unless it has ended before. */
  private end(how: string): void {
    this.callOff()
    if (this.state === 'ended') return
    const { state } = this
    this.state = 'ended'
    if (state === 'open') this.stopServing(how)
    else this.log(how)
  }

  /** From here on nothing the client says counts, and what it has not acked is for others. */
  private stopServing(how: string): void {
    this.callOff()
    for (const hook of this.hooks.over) hook()
    const events = this.outflow.shut()
    const unread = noLineEnd(this.splitter.pending)
    this.log([how, unread, this.dialogue.unreported, goBack(events.length)].filter(Boolean).join('; '))
    this.house.takeBack(events)
  }
}

/** A scenario that has begun on the broker. */
export interface Begun {
  readonly name: string
  readonly quirksOn: (puppet: Puppet) => Quirks
}
