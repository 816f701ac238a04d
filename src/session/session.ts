import type { Clock } from '../base/clock.ts'
import { Failure } from '../base/failure.ts'
import { excerpt } from '../base/safe-text.ts'
import type { Connection, Dial } from '../transport/connection.ts'
import { LineSplitter } from '../wire/line-splitter.ts'
import { type Message, readMessage } from '../wire/message.ts'
import { type Credentials, loginLine, pingLine } from '../wire/noti1.ts'
import type { Push } from '../wire/push.ts'
import type { Batch } from './delivery.ts'
import { Inbox } from './inbox.ts'
import { advance, begin, deadlineOf, type Effect, type Input, type Life, type Step } from './life.ts'
import { Link } from './link.ts'
import type { Policy } from './policy.ts'
import { lateBy, watchEvery } from './sleep-watch.ts'
import type { Oddity, Status } from './status.ts'

export interface SessionConfig {
  readonly credentials: Credentials
  /** Un-acked events the server may have out, 1 to 32767. */
  readonly prefetch: number
  readonly policy: Policy
  /** Bytes above which a line is skipped. */
  readonly maxLine: number
}

/** All that a session asks of the world. */
export interface SessionWorld {
  readonly dial: Dial
  readonly clock: Clock
  /** A number in [0, 1). */
  readonly random: () => number
  /** Hears what happens to the session. */
  readonly tell: (status: Status) => void
  /** Sees every line: sent, with the secret masked, and received, as the server wrote it. */
  readonly trace?: ((direction: 'sent' | 'received', line: string) => void) | undefined
}

/** How long a polite goodbye may take, in milliseconds. */
const goodbyeLimit = 2000

/**
 * Stays logged in, and hands out what comes, batch by batch. It runs what `life.ts` decides: the one timer,
 * the one connection. Reading it starts it; ending the iteration, or `stop`, ends it.
 *
 * The iteration throws a Failure when the session cannot go on.
 */
export class Session implements AsyncIterable<Batch> {
  private readonly config: SessionConfig
  private readonly world: SessionWorld
  private readonly inbox = new Inbox()
  private life: Life | undefined
  private connection: Connection | undefined
  private link: Link | undefined
  private splitter: LineSplitter | undefined
  private lastSent = 0
  /** Reading is paused, because events wait to be taken or acks to be sent. */
  private deaf = false
  private clogged = false
  private timerDue = Number.POSITIVE_INFINITY
  private cancelTimer: () => void = () => {}
  private stopped = false
  private stopping: Promise<void> | undefined
  private goodbyeHeard: () => void = () => {}

  constructor(config: SessionConfig, world: SessionWorld) {
    this.config = config
    this.world = world
  }

  [Symbol.asyncIterator](): AsyncIterator<Batch, undefined> {
    return {
      next: async () => {
        if (!this.life && !this.stopped) this.take(begin(this.surroundings()))
        const batch = this.takeBatch() ?? (this.ended ? undefined : await this.inbox.wait())
        this.heed()
        if (batch) return { value: batch, done: false }
        if (!this.stopped && this.life?.state.name === 'over') throw this.life.state.failure
        return { value: undefined, done: true }
      },
      return: async () => {
        await this.stop()
        return { value: undefined, done: true }
      },
    }
  }

  /**
   * Hands out nothing more: the iteration ends. The connection stays for the acks of what was handed out
   * before; `stop` closes it.
   */
  halt(): void {
    if (this.stopped) return
    this.stopped = true
    this.cancelTimer()
    this.inbox.take()
    this.inbox.close()
    if (!this.greeted) this.drop()
  }

  /**
   * Ends the session: hands out nothing more, sends the acks given so far, and says goodbye as TLS wants it,
   * for two seconds at most. Events not acked go back to the server's queue.
   */
  stop(): Promise<void> {
    this.stopping ??= this.sayGoodbye()
    return this.stopping
  }

  /** Leaves at once, without a goodbye. */
  hangUp(): void {
    this.halt()
    this.drop()
    this.goodbyeHeard()
  }

  private get greeted(): boolean {
    return this.life?.state.name === 'live' || this.life?.state.name === 'pinging'
  }

  private get ended(): boolean {
    return this.stopped || this.life?.state.name === 'over'
  }

  private async sayGoodbye(): Promise<void> {
    this.halt()
    // Acks given one by one in this turn of the event loop are still to be written.
    await Promise.resolve()
    const { connection } = this
    if (!connection) return
    // The peer's last bytes must be read, unheeded: closing over unread bytes would reset the connection
    // and could take our last acks with it.
    const heard = new Promise<void>(resolve => {
      this.goodbyeHeard = resolve
    })
    const cancel = this.world.clock.after(goodbyeLimit, () => this.goodbyeHeard())
    connection.end()
    connection.resume()
    await heard
    cancel()
    this.drop()
  }

  private surroundings() {
    return { now: this.world.clock.now(), random: this.world.random, policy: this.config.policy }
  }

  private step(input: Input): void {
    if (this.life && !this.ended) this.take(advance(this.life, input, this.surroundings()))
  }

  private take({ life, effects }: Step): void {
    this.life = life
    for (const effect of effects) this.run(effect)
    this.arm()
    if (life.state.name === 'over' && this.inbox.empty) this.inbox.close()
  }

  private run(effect: Effect): void {
    switch (effect.do) {
      case 'dial':
        this.dial()
        break
      case 'login': {
        const { credentials, prefetch } = this.config
        this.send(
          loginLine(credentials, prefetch),
          'utf8',
          loginLine({ ...credentials, secret: '***' }, prefetch),
        )
        break
      }
      case 'ping':
        this.send(pingLine, 'latin1')
        break
      case 'drop':
        this.drop()
        break
      case 'tell':
        this.world.tell(effect.status)
    }
  }

  /** Sets the one timer. Where a timer is set that comes sooner, it stays, and looks again when it fires. */
  private arm(): void {
    const { clock } = this.world
    const now = clock.now()
    const { state } = this.life!
    const deadline = deadlineOf(state)
    const due = state.name === 'live' ? Math.min(deadline, now + watchEvery) : deadline
    if (this.timerDue > now && this.timerDue <= due) return
    this.cancelTimer()
    this.timerDue = due
    if (due === Number.POSITIVE_INFINITY) return
    const wall = clock.wall()
    const delay = Math.max(0, due - now)
    this.cancelTimer = clock.after(delay, () => this.fire(now, wall, delay))
  }

  private fire(armedAt: number, wallThen: number, delay: number): void {
    const { clock } = this.world
    const now = clock.now()
    this.timerDue = Number.NEGATIVE_INFINITY
    const slept = lateBy({ now: armedAt, wall: wallThen }, { now, wall: clock.wall() }, delay)
    if (slept > 0) this.step({ kind: 'slept', ms: slept })
    if (!this.life || this.ended) return
    if (now >= deadlineOf(this.life.state)) {
      // Only what waits for our own reader excuses an answer not heard; a peer that takes nothing is dead too.
      const deaf = this.deaf && !this.clogged
      this.step({ kind: 'due', lastSent: this.lastSent, deaf, backlog: !this.inbox.empty })
    } else this.arm()
  }

  private dial(): void {
    const link = new Link((lines, count) => this.sendAcks(lines, count))
    this.link = link
    this.deaf = false
    this.clogged = false
    this.splitter = new LineSplitter(this.config.maxLine, {
      line: (bytes, start, end) => this.read(readMessage(bytes, start, end), bytes, start, end),
      tooLong: (length, head) => this.odd('too-long', `${length} bytes: ${head.toString('utf8')}`),
    })
    this.connection = this.world.dial({
      phase: phase => this.step({ kind: 'phase', phase }),
      open: peer => {
        this.world.tell({ kind: 'secured', peer })
        this.step({ kind: 'opened' })
      },
      data: chunk => this.receive(chunk),
      drained: () => {
        this.clogged = false
        this.heed()
      },
      closed: failure => {
        if (this.stopped) {
          this.link?.cut()
          this.connection = undefined
        }
        this.goodbyeHeard()
        this.step({ kind: 'lost', failure })
      },
    })
  }

  private drop(): void {
    this.link?.cut()
    this.connection?.destroy()
    this.connection = undefined
    this.link = undefined
    this.splitter = undefined
  }

  private receive(chunk: Buffer): void {
    if (this.stopped) return
    if (this.life?.state.name === 'pinging') this.step({ kind: 'heard' })
    this.splitter?.push(chunk)
    this.inbox.deliver()
    this.heed()
  }

  private read(message: Message, bytes: Buffer, start: number, end: number): void {
    // A line before it in the same chunk may have ended the connection.
    if (!this.link) return
    this.world.trace?.('received', bytes.toString('utf8', start, end))
    switch (message.kind) {
      case 'push':
        this.receivePush(message.push, this.link)
        break
      case 'login-reply':
        if (this.life?.state.name !== 'greeting') this.odd('stray-login-reply', message.text)
        else this.step(message.accepted ? { kind: 'accepted' } : { kind: 'refused', text: message.text })
        break
      case 'no-heartbeat':
        this.step({
          kind: 'lost',
          failure: new Failure('unreachable', 'the server gave us up: No Heartbeat!'),
        })
        break
      case 'invalid':
        this.odd('invalid-msg', message.text)
        break
      case 'unknown':
        this.odd('unknown-cmd', message.text)
        break
      case 'malformed':
        this.odd('malformed', message.text)
        break
      case 'pong':
      case 'blank':
    }
  }

  private receivePush(push: Push, link: Link): void {
    // Nobody is logged in yet, so nobody may ack: it comes again.
    if (!this.greeted) this.odd('early-event', push.text)
    else {
      this.inbox.put(push, link)
      if (!push.hasDeliveryId) this.odd('no-delivery-id', push.text)
    }
  }

  private odd(oddity: Oddity, text: string): void {
    this.world.tell({ kind: 'oddity', oddity, text: excerpt(text) })
  }

  private takeBatch(): Batch | undefined {
    const batch = this.inbox.take()
    if (batch) this.step({ kind: 'emptied' })
    return batch
  }

  /** Reads on or pauses, as what waits inside allows. Past a bound we go deaf, and the server feels it. */
  private heed(): void {
    const deaf = this.inbox.full || this.clogged
    if (deaf === this.deaf || !this.connection) return
    this.deaf = deaf
    if (deaf) this.connection.pause()
    else this.connection.resume()
  }

  private sendAcks(lines: string, count: number): void {
    if (count > 0) this.send(lines, 'latin1')
  }

  private send(lines: string, encoding: 'utf8' | 'latin1', shown = lines): void {
    if (!this.connection) return
    if (this.world.trace) for (const line of shown.trimEnd().split('\n')) this.world.trace('sent', line)
    this.lastSent = this.world.clock.now()
    if (!this.connection.send(lines, encoding)) this.clogged = true
  }
}
