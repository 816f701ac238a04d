import type { Sent } from '../wire/dialect.ts'
import { DeadlineTimer, watchEvery } from './deadline-timer.ts'
import type { Batch } from './delivery.ts'
import { DeliveryBuffer } from './delivery-buffer.ts'
import { LineReceiver } from './line-receiver.ts'
import { ServerConnection } from './server-connection.ts'
import type { SessionConfig, SessionDeps } from './session-deps.ts'
import { deadlineOf, type Effect, type Input, type SessionState, type Step } from './session-state.ts'
import { begin, transition } from './transition.ts'

/**
 * Stays logged in, and hands out what comes, batch by batch. It runs what `transition.ts` decides: the one timer,
 * the one connection. Reading it starts it; ending the iteration, or `stop`, ends it.
 *
 * The iteration throws a Failure when the session cannot go on.
 */
export class Session implements AsyncIterable<Batch> {
  private readonly config: SessionConfig
  private readonly deps: SessionDeps
  private readonly buffer: DeliveryBuffer
  private current: SessionState | undefined
  private readonly receiver: LineReceiver
  private server: ServerConnection | undefined
  private readonly timer: DeadlineTimer
  private stopped = false
  private stopping: Promise<void> | undefined

  constructor(config: SessionConfig, deps: SessionDeps) {
    this.config = config
    this.deps = deps
    this.buffer = new DeliveryBuffer(deps.defer)
    this.receiver = new LineReceiver({
      dialect: config.dialect,
      buffer: this.buffer,
      report: deps.report,
      state: () => this.current!.state.name,
      step: input => this.step(input),
    })
    this.timer = new DeadlineTimer(deps.clock, slept => this.due(slept))
  }

  [Symbol.asyncIterator](): AsyncIterator<Batch, undefined> {
    return {
      next: async () => {
        if (!this.current && !this.stopped) this.take(begin(this.context()))
        const batch = this.takeBatch() ?? (this.ended ? undefined : await this.buffer.wait())
        this.server?.updateFlowControl()
        if (batch) return { value: batch, done: false }
        if (!this.stopped && this.current?.state.name === 'closed') throw this.current.state.failure
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
    this.buffer.close()
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
    return this.current?.state.name === 'connected' || this.current?.state.name === 'pinging'
  }

  private get ended(): boolean {
    return this.stopped || this.current?.state.name === 'closed'
  }

  private async close(): Promise<void> {
    this.halt()
    await new Promise<void>(resolve => this.deps.defer(resolve))
    await this.server?.close()
    this.drop()
  }

  private context() {
    return { now: this.deps.clock.now(), random: this.deps.random, policy: this.config.policy }
  }

  private step(input: Input): void {
    if (this.current && !this.ended) this.take(transition(this.current, input, this.context()))
  }

  private take({ session, effects }: Step): void {
    this.current = session
    for (const effect of effects) this.run(effect)
    this.arm()
    if (session.state.name === 'closed' && this.buffer.empty) this.buffer.close()
  }

  private run(effect: Effect): void {
    switch (effect.do) {
      case 'dial':
        this.dial()
        break
      case 'login':
        this.send(this.config.login)
        break
      case 'ping':
        this.send(this.config.dialect.ping)
        break
      case 'drop':
        this.drop()
        break
      case 'report':
        this.deps.report(effect.status)
    }
  }

  private send({ bytes, shown }: Sent): void {
    this.server?.send(bytes, shown)
  }

  /** Sets the one timer to the state's deadline; a live session also looks at the wall clock now and then. */
  private arm(): void {
    const { state } = this.current!
    const look = state.name === 'connected' ? watchEvery : Number.POSITIVE_INFINITY
    this.timer.set(Math.min(deadlineOf(state), this.deps.clock.now() + look))
  }

  private due(slept: number): void {
    if (slept > 0) this.step({ kind: 'slept', ms: slept })
    if (!this.current || this.ended) return
    if (this.deps.clock.now() < deadlineOf(this.current.state)) {
      this.arm()
      return
    }
    const { lastSent = 0, readPaused = false } = this.server ?? {}
    this.step({ kind: 'due', lastSent, readPaused, backlog: !this.buffer.empty })
  }

  private dial(): void {
    this.buffer.hold()
    this.server = new ServerConnection(this.deps, this.config, this.receiver, {
      phase: phase => this.step({ kind: 'phase', phase }),
      open: peer => {
        this.deps.report({ kind: 'secured', peer })
        this.step({ kind: 'opened' })
      },
      received: () => {
        if (this.current?.state.name === 'pinging') this.step({ kind: 'received' })
      },
      full: () => this.buffer.full,
      closed: failure => {
        if (this.stopped) this.drop()
        else this.step({ kind: 'lost', failure })
      },
    })
  }

  private drop(): void {
    this.server?.drop()
    this.server = undefined
    this.buffer.forgetHeld()
  }

  private takeBatch(): Batch | undefined {
    const batch = this.buffer.take()
    if (batch) this.step({ kind: 'emptied' })
    return batch
  }
}
