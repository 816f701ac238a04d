import { loginLine, pingLine } from '../wire/noti1.ts'
import { DeadlineTimer, watchEvery } from './deadline-timer.ts'
import type { Batch } from './delivery.ts'
import { Inbox } from './inbox.ts'
import { advance, begin } from './life.ts'
import { deadlineOf, type Effect, type Input, type Life, type Step } from './life-state.ts'
import { LineReceiver } from './line-receiver.ts'
import { ServerConnection } from './server-connection.ts'
import type { SessionConfig, SessionWorld } from './session-world.ts'

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
  private readonly receiver: LineReceiver
  private server: ServerConnection | undefined
  private readonly timer: DeadlineTimer
  private stopped = false
  private stopping: Promise<void> | undefined

  constructor(config: SessionConfig, world: SessionWorld) {
    this.config = config
    this.world = world
    this.inbox = new Inbox(world.soon)
    this.receiver = new LineReceiver({
      inbox: this.inbox,
      tell: world.tell,
      state: () => this.life!.state.name,
      step: input => this.step(input),
    })
    this.timer = new DeadlineTimer(world.clock, slept => this.due(slept))
  }

  [Symbol.asyncIterator](): AsyncIterator<Batch, undefined> {
    return {
      next: async () => {
        if (!this.life && !this.stopped) this.take(begin(this.surroundings()))
        const batch = this.takeBatch() ?? (this.ended ? undefined : await this.inbox.wait())
        this.server?.updateFlowControl()
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
    this.inbox.close()
    if (this.connected) this.server?.ignore()
    else this.drop()
  }

  /**
   * Ends the session: hands out nothing more, sends the acks given so far and in this turn of the event loop, and
   * ends the connection as TLS wants it, for two seconds at most. Events not acked go back to the server's queue.
   */
  stop(): Promise<void> {
    this.stopping ??= this.close()
    return this.stopping
  }

  /** Leaves at once, without a goodbye. */
  hangUp(): void {
    this.halt()
    this.drop()
  }

  private get connected(): boolean {
    return this.life?.state.name === 'live' || this.life?.state.name === 'pinging'
  }

  private get ended(): boolean {
    return this.stopped || this.life?.state.name === 'over'
  }

  private async close(): Promise<void> {
    this.halt()
    await new Promise<void>(resolve => this.world.soon(resolve))
    await this.server?.close()
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
        this.server?.send(Buffer.from(loginLine(credentials, prefetch)), shown)
        break
      }
      case 'ping':
        this.server?.send(Buffer.from(pingLine))
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
    const { lastSent = 0, readPaused: deaf = false } = this.server ?? {}
    this.step({ kind: 'due', lastSent, deaf, backlog: !this.inbox.empty })
  }

  private dial(): void {
    this.inbox.hold()
    this.server = new ServerConnection(this.world, this.config.maxLine, this.receiver, {
      phase: phase => this.step({ kind: 'phase', phase }),
      open: peer => {
        this.world.tell({ kind: 'secured', peer })
        this.step({ kind: 'opened' })
      },
      heard: () => {
        if (this.life?.state.name === 'pinging') this.step({ kind: 'heard' })
      },
      full: () => this.inbox.full,
      closed: failure => {
        if (this.stopped) this.drop()
        else this.step({ kind: 'lost', failure })
      },
    })
  }

  private drop(): void {
    this.server?.drop()
    this.server = undefined
    this.inbox.forgetHeld()
  }

  private takeBatch(): Batch | undefined {
    const batch = this.inbox.take()
    if (batch) this.step({ kind: 'emptied' })
    return batch
  }
}
