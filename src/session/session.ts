import type { Sent } from '../wire/dialect.ts'
import { DeadlineTimer, watchEvery } from './deadline-timer.ts'
import type { Batch } from './delivery.ts'
import { DeliveryBuffer } from './delivery-buffer.ts'
import { LineReceiver } from './line-receiver.ts'
import { ServerConnection } from './server-connection.ts'
import type { SessionConfig, SessionDeps } from './session-deps.ts'
import { deadlineOf, type Effect, type Input, idle, type SessionState } from './session-state.ts'
import { transition } from './transition.ts'

/**
 * Stays logged in and hands out what comes, batch by batch. It carries out what `transition.ts` decides, with one timer
 * and at most one connection. The first `next` starts it; ending the iteration, or `stop`, ends it.
 *
 * The iteration throws a Failure if the session cannot go on.
 *
 * @typeParam E what the events are, which the session does not check
 */
export class Session<E = unknown> implements AsyncIterable<Batch<E>> {
  private readonly config: SessionConfig
  private readonly deps: SessionDeps
  private readonly buffer: DeliveryBuffer<E>
  private readonly receiver: LineReceiver
  private readonly timer: DeadlineTimer
  private current: SessionState = idle
  private server: ServerConnection | undefined
  private readonly closed: Promise<void>
  private onClosed = () => {}

  constructor(config: SessionConfig, deps: SessionDeps) {
    this.config = config
    this.deps = deps
    this.buffer = new DeliveryBuffer(deps.defer)
    this.receiver = new LineReceiver({
      dialect: config.dialect,
      buffer: this.buffer,
      report: deps.report,
      state: () => this.current.state.name,
      step: input => this.step(input),
    })
    this.timer = new DeadlineTimer(deps.clock, slept => this.due(slept))
    this.closed = new Promise(resolve => {
      this.onClosed = resolve
    })
  }

  [Symbol.asyncIterator](): AsyncIterator<Batch<E>, undefined> {
    return {
      next: async () => {
        if (this.current === idle) this.step({ kind: 'start' })
        const batch = this.takeBatch() ?? (await this.buffer.wait())
        this.server?.updateFlowControl()
        if (batch) return { value: batch, done: false }
        const { state } = this.current
        if (state.name === 'failed') throw state.failure
        return { value: undefined, done: true }
      },
      return: async () => {
        await this.stop()
        return { value: undefined, done: true }
      },
    }
  }

  /**
   * Ends the iteration: nothing more is handed out. The connection is kept for the acks of what was; `stop` closes it.
   */
  halt(): void {
    this.step({ kind: 'halt' })
  }

  /**
   * Ends the session: hands out nothing more, sends the acks given so far and in this turn of the event loop, and ends
   * the connection as TLS requires, within two seconds. Events that are not acked return to the server's queue.
   */
  async stop(): Promise<void> {
    this.halt()
    await new Promise<void>(resolve => this.deps.defer(resolve))
    this.step({ kind: 'stop' })
    await this.closed
  }

  /** Ends the session and drops the connection at once. */
  hangUp(): void {
    this.step({ kind: 'hangUp' })
  }

  private step(input: Input): void {
    const { clock, random } = this.deps
    const { policy, dialect } = this.config
    const context = { now: clock.now(), random, policy, loginHints: dialect.loginHints }
    const { session, effects } = transition(this.current, input, context)
    this.current = session
    for (const effect of effects) {
      this.run(effect)
      // Whoever a status is reported to may end the session; what is left to do is then no longer wanted.
      if (this.current !== session) return
    }
    this.arm()
    if (session.state.name === 'closed') this.onClosed()
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
      case 'release':
        this.buffer.release()
        break
      case 'discard':
        this.buffer.discard()
        this.server?.ignore()
        break
      case 'finish':
        this.buffer.finish()
        break
      case 'close':
        this.server?.close()
        break
      case 'drop':
        this.server?.drop()
        this.server = undefined
        this.buffer.forgetHeld()
        break
      case 'report':
        this.deps.report(effect.status)
    }
  }

  private send({ bytes, shown }: Sent): void {
    this.server?.send(bytes, shown)
  }

  /** Sets the timer to the deadline of the state; while connected, it also fires to look at the wall clock. */
  private arm(): void {
    const { state } = this.current
    const look = state.name === 'connected' ? this.deps.clock.now() + watchEvery : Number.POSITIVE_INFINITY
    this.timer.set(Math.min(deadlineOf(state), look))
  }

  private due(slept: number): void {
    if (slept > 0) this.step({ kind: 'slept', ms: slept })
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
        if (this.waitsForPong) this.step({ kind: 'received' })
      },
      full: () => this.buffer.full,
      closed: failure => this.step({ kind: 'lost', failure }),
    })
  }

  private get waitsForPong(): boolean {
    const { name } = this.current.state
    return name === 'pinging' || name === 'overdue'
  }

  private takeBatch(): Batch<E> | undefined {
    const batch = this.buffer.take()
    if (batch) this.step({ kind: 'emptied' })
    return batch
  }
}
