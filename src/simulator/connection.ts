import type { Socket } from 'node:net'
import type { TLSSocket } from 'node:tls'
import { messageText } from '../base/safe-text.ts'
import { LineSplitter } from '../wire/line-splitter.ts'
import { noHeartbeat, serverPatience } from '../wire/noti1.ts'
import { type Request, readRequest } from '../wire/request.ts'
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
export class Connection implements Puppet {
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
  private over = false
  private lastHeard: number
  private callOff = () => {}

  /** @param raw the TCP socket below `socket` */
  constructor(number: number, socket: TLSSocket, raw: Socket, house: House, scenarios: Begun[]) {
    this.number = number
    this.socket = socket
    this.raw = raw
    this.house = house
    this.hooks = hooksOf(scenarios.map(quirksOn => quirksOn(this)))
    const drained = () => this.drained()
    this.outlet = this.hooks.outlet?.(socket, drained) ?? new PlainOutlet(socket, drained)
    this.outflow = new Outflow(number, this.outlet, this.hooks, house)
    this.dialogue = new Dialogue(this, house)
    this.lastHeard = house.clock.now()
    this.log(`connected from ${socket.remoteAddress}`)
    this.wait(loginPatience, () => this.giveUp('did not log in'))
    this.listen()
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

  say(text: string): void {
    this.outflow.sayAside(latin1Of(text))
  }

  offer(line: string): void {
    this.house.queue.prepend({ ...cutLine(line), ownId: undefined })
  }

  resume(): void {
    this.outflow.turn()
  }

  fallSilent(): void {
    this.log('scenario: we fall silent')
    this.outflow.flush()
    this.outflow.fallSilent()
  }

  playDead(): void {
    this.log('scenario: we play dead')
    this.outflow.flush()
    this.finish()
    this.socket.pause()
    this.wait(serverPatience, () => this.destroy())
  }

  close(): void {
    if (this.over) return
    this.outflow.flush()
    this.finish()
    this.outlet.end()
    // Read on, and ignore it: unread bytes would turn the orderly end into a reset.
    this.socket.resume()
    this.wait(closingPatience, () => this.destroy())
  }

  reset(): void {
    this.log('scenario: we reset')
    this.finish()
    this.raw.resetAndDestroy()
  }

  /** Ends at once, whatever is unsaid. */
  destroy(): void {
    this.finish()
    this.socket.destroy()
    this.raw.destroy()
  }

  private listen(): void {
    const { socket } = this
    const hear = (request: Request) => {
      if (!this.over) this.dialogue.hear(request)
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
    socket.on('error', error => this.log(`connection broke: ${messageText(error.message)}`))
    socket.on('end', () => this.finish())
    socket.on('close', () => this.finish())
  }

  private drained(): void {
    if (this.over) return
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
    this.giveUp('silent for five minutes')
  }

  private giveUp(why: string): void {
    this.log(why)
    this.close()
  }

  /** From here on nothing the client says counts, and what it has not acked is for others. */
  private finish(): void {
    this.callOff()
    if (this.over) return
    this.over = true
    for (const hook of this.hooks.over) hook()
    const events = this.outflow.shut()
    this.log(`over, ${events.length} un-acked events go back`)
    this.house.takeBack(events)
  }
}

type Begun = (puppet: Puppet) => Quirks
