import { Failure } from '../base/failure.ts'
import { excerpt } from '../base/safe-text.ts'
import type { Connection } from '../transport/connection.ts'
import { loginLine, pingLine } from '../wire/noti1.ts'
import type { Push } from '../wire/push.ts'
import { DeadlineTimer, watchEvery } from './deadline-timer.ts'
import type { Batch } from './delivery.ts'
import { Inbox } from './inbox.ts'
import { advance, begin } from './life.ts'
import { deadlineOf, type Effect, type Input, type Life, type Step } from './life-state.ts'
import { Link } from './link.ts'
import { ServerLines } from './server-lines.ts'
import type { SessionConfig, SessionWorld } from './session-world.ts'
import type { Oddity } from './status.ts'

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
  private readonly inbox: Inbox
  private life: Life | undefined
  private connection: Connection | undefined
  private link: Link | undefined
  private lines: ServerLines | undefined
  private lastSent = 0
  /** Reading is paused, because events wait to be taken or acks to be sent. */
  private deaf = false
  private clogged = false
  private readonly timer: DeadlineTimer
  private stopped = false
  private stopping: Promise<void> | undefined
  private goodbyeHeard: () => void = () => {}

  constructor(config: SessionConfig, world: SessionWorld) {
    this.config = config
    this.world = world
    this.inbox = new Inbox(world.soon)
    this.timer = new DeadlineTimer(world.clock, slept => this.due(slept))
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
    this.timer.cancel()
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
        const shown = loginLine({ ...credentials, secret: '***' }, prefetch)
        this.send(Buffer.from(loginLine(credentials, prefetch)), shown)
        break
      }
      case 'ping':
        this.send(Buffer.from(pingLine))
        break
      case 'drop':
        this.drop()
        break
      case 'tell':
        this.world.tell(effect.status)
    }
  }

  /** Sets the one timer to the state's deadline; a live session also looks at the wall clock now and then. */
  private arm(): void {
    const { state } = this.life!
    const look = state.name === 'live' ? watchEvery : Number.POSITIVE_INFINITY
    this.timer.set(Math.min(deadlineOf(state), this.world.clock.now() + look))
  }

  private due(slept: number): void {
    if (slept > 0) this.step({ kind: 'slept', ms: slept })
    if (!this.life || this.ended) return
    if (this.world.clock.now() < deadlineOf(this.life.state)) {
      this.arm()
      return
    }
    // Only what waits for our own reader excuses an answer not heard; a peer that takes nothing is dead too.
    const deaf = this.deaf && !this.clogged
    this.step({ kind: 'due', lastSent: this.lastSent, deaf, backlog: !this.inbox.empty })
  }

  private dial(): void {
    const link = new Link(lines => this.send(lines))
    this.link = link
    this.deaf = false
    this.clogged = false
    const { trace } = this.world
    this.lines = new ServerLines(this.config.maxLine, {
      line: trace && (text => trace('received', text)),
      push: push => this.receivePush(push, link),
      loginReply: (accepted, text) => {
        if (this.life?.state.name !== 'greeting') this.odd('stray-login-reply', text)
        else this.step(accepted ? { kind: 'accepted' } : { kind: 'refused', text })
      },
      gaveUp: () => this.step({ kind: 'lost', failure: givenUp() }),
      odd: (oddity, text) => this.odd(oddity, text),
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
    this.lines?.end()
    this.lines = undefined
  }

  private receive(chunk: Buffer): void {
    if (this.stopped) return
    if (this.life?.state.name === 'pinging') this.step({ kind: 'heard' })
    this.lines?.take(chunk)
    this.heed()
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

  /** @param shown what a trace shows of it */
  private send(lines: Buffer, shown?: string): void {
    if (!this.connection) return
    const { trace, clock } = this.world
    if (trace) for (const line of (shown ?? String(lines)).trimEnd().split('\n')) trace('sent', line)
    this.lastSent = clock.now()
    if (!this.connection.send(lines)) this.clogged = true
  }
}

function givenUp(): Failure {
  return new Failure('unreachable', 'the server gave us up: No Heartbeat!')
}
