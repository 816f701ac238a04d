import { excerpt, safeText } from '../base/safe-text.ts'
import { say } from '../language/say.ts'
import type { InvalidReason } from '../wire/dialect.ts'
import type { Credentials, LoginRequest, QueueRequest, Request, SubscribeRequest } from '../wire/request.ts'
import type { BrokerContext } from './broker-context.ts'
import { isLogged } from './connection-log.ts'
import { maxQueues } from './exchange.ts'
import type { JoinedHooks } from './fault-hooks.ts'
import type { SendQueue } from './send-queue.ts'

/** The connection that a protocol handler serves. */
interface Host {
  /** The connection's number. */
  readonly number: number
  readonly sendQueue: SendQueue
  readonly hooks: JoinedHooks
  log(text: string): void
  /** Sets the connection's only timer. */
  wait(ms: number, run: () => void): void
  /** @param why for the log */
  close(why: string): void
  /** Called when the login was accepted. */
  loggedIn(prefetch: number): void
}

interface Refusal {
  readonly reason: string
  /** The scenario that refuses, if the client did nothing wrong. */
  readonly scenario?: string
}

/** Carries out the requests of one client, in whatever dialect and over whatever transport they came. */
export class ProtocolHandler {
  private readonly host: Host
  private readonly context: BrokerContext
  private state: 'loggingIn' | 'loginDelayed' | 'connected' = 'loggingIn'
  private rejected = 0

  constructor(host: Host, context: BrokerContext) {
    this.host = host
    this.context = context
  }

  /** Says how many requests were not understood; empty if the log has the exact number already. */
  get unreported(): string {
    return isLogged(this.rejected) ? '' : say('{n} of its lines were not understood', { n: this.rejected })
  }

  handle(request: Request): void {
    switch (request.kind) {
      case 'blank':
        return
      case 'invalid':
        this.reject('not-understood', request.reason)
        return
      case 'login':
      case 'bad-login':
        if (this.state !== 'loggingIn') this.reject('logged-in-already', 'logged in already')
        else if (request.kind === 'login') this.logIn(request)
        else this.refuse(request)
        return
    }
    if (this.state === 'connected') this.serve(request)
    else this.reject('not-logged-in', 'log in first')
  }

  private serve(request: Exclude<Request, { kind: 'blank' | 'invalid' | 'login' | 'bad-login' }>): void {
    const { sendQueue, hooks } = this.host
    switch (request.kind) {
      case 'ack':
        this.settle(request.token)
        return
      case 'ping':
        if (!hooks.ignorePings) sendQueue.send(this.context.dialect.replies.pong)
        return
      case 'subscribe':
        this.subscribe(request)
        return
      case 'reply':
        sendQueue.send(request.line)
        return
      case 'unsubscribe':
        for (const key of request.keys) sendQueue.subscriptions.delete(key)
        sendQueue.send(request.reply(true, 'ok'))
    }
  }

  private settle(token: string): void {
    const { ledger, counts } = this.context
    const { number, sendQueue, hooks } = this.host
    if (sendQueue.settle(token)) {
      counts.acks++
      ledger?.ackedOn(number, token)
      for (const hook of hooks.afterAck) hook()
      return
    }
    counts.violations++
    ledger?.wrongAck(number, token)
    if (!sendQueue.stopPushing()) return
    this.host.log(
      say('acked {id}, the id of no un-acked event here: it gets no more events', { id: excerpt(token) }),
    )
  }

  private subscribe({ credentials, queues, reply }: SubscribeRequest): void {
    const reason = this.whyNot(credentials) ?? this.startReading(queues)
    this.host.sendQueue.send(reply(reason === undefined, reason ?? 'ok'))
  }

  private logIn(login: LoginRequest): void {
    const reason = this.whyNot(login.credentials)
    const refusal = reason === undefined ? this.host.hooks.refusal() : { reason }
    const reply = () => (refusal ? this.refuse(refusal) : this.accept(login))
    const delay = this.host.hooks.loginDelay?.() ?? 0
    if (delay === 0) {
      reply()
      return
    }
    this.state = 'loginDelayed'
    this.host.wait(delay, () => {
      reply()
      this.host.sendQueue.turn()
    })
  }

  /** Why these credentials are refused; undefined if they are right. */
  private whyNot(given: readonly Credentials[]): string | undefined {
    const { credentials, dialect } = this.context
    const right = given.every(
      ({ id, secret }) => id === (credentials.id ?? id) && secret === (credentials.secret ?? secret),
    )
    return right ? undefined : dialect.wrongCredentials
  }

  /** Returns why the queues cannot be read; undefined if they are read from now on. */
  private startReading(queues: readonly QueueRequest[]): string | undefined {
    return this.host.sendQueue.subscriptions.add(queues)
      ? undefined
      : `the simulator has no more than ${maxQueues} queues`
  }

  private accept({ who, queues, prefetch, prefetchMissing }: LoginRequest): void {
    const { host, context } = this
    const reason = this.startReading(queues)
    if (reason !== undefined) {
      this.refuse({ reason })
      return
    }
    this.state = 'connected'
    context.counts.logins++
    const text = prefetchMissing
      ? 'logged in as {who}, at most {n} un-acked (no prefetch_count given)'
      : 'logged in as {who}, at most {n} un-acked'
    host.log(say(text, { who: excerpt(who), n: prefetch }))
    host.sendQueue.send(context.dialect.replies.login(true, 'ok'))
    host.sendQueue.open(prefetch)
    host.loggedIn(prefetch)
    for (const hook of host.hooks.loggedIn) hook()
  }

  private refuse({ reason, scenario }: Refusal): void {
    this.context.counts.refusals++
    this.host.sendQueue.send(this.context.dialect.replies.login(false, reason))
    const said = { reason: safeText(reason) }
    this.host.close(
      scenario === undefined
        ? say('login refused: {reason}', said)
        : say('login refused: {reason} (scenario {name})', { ...said, name: scenario }),
    )
  }

  private reject(reason: InvalidReason, text: string): void {
    const count = ++this.rejected
    if (isLogged(count)) {
      const said = count > 5 ? 'not understood: {reason} ({n} such lines so far)' : 'not understood: {reason}'
      this.host.log(say(said, { reason: text, n: count }))
    }
    this.host.sendQueue.send(this.context.dialect.replies.invalid(reason, text))
  }
}
