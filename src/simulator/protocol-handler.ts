import { excerpt, safeText } from '../base/safe-text.ts'
import type { InvalidReason } from '../wire/dialect.ts'
import { noti1 } from '../wire/noti1/noti1.ts'
import type { Credentials, LoginRequest, Request } from '../wire/request.ts'
import type { BrokerContext } from './broker-context.ts'
import { isLogged } from './connection-log.ts'
import { latin1Of } from './event-line.ts'
import type { JoinedHooks } from './fault-hooks.ts'
import type { SendQueue } from './send-queue.ts'

/** What a protocol handler may do to its connection. */
interface Host {
  /** The connection's number. */
  readonly number: number
  readonly sendQueue: SendQueue
  readonly hooks: JoinedHooks
  log(text: string): void
  /** Sets the connection's one timer. */
  wait(ms: number, run: () => void): void
  /** @param why for the log */
  close(why: string): void
  /** The login was accepted. */
  loggedIn(prefetch: number): void
}

const { replies, wrongCredentials } = noti1.server

/** Answers one client's requests: the protocol from the server's side. */
export class ProtocolHandler {
  private readonly host: Host
  private readonly context: BrokerContext
  private state: 'loggingIn' | 'answering' | 'connected' = 'loggingIn'
  private notUnderstood = 0

  constructor(host: Host, context: BrokerContext) {
    this.host = host
    this.context = context
  }

  /** How many requests were not understood, where the log does not have each of them. */
  get unreported(): string {
    return isLogged(this.notUnderstood) ? '' : `${this.notUnderstood} of its lines were not understood`
  }

  handle(request: Request): void {
    switch (request.kind) {
      case 'ack':
        if (this.state === 'connected') this.settle(request.token)
        else this.invalid('not-logged-in', 'log in first')
        return
      case 'ping':
        if (this.state !== 'connected') this.invalid('not-logged-in', 'log in first')
        else if (!this.host.hooks.ignorePings) this.host.sendQueue.send(replies.pong)
        return
      case 'login':
      case 'bad-login':
        if (this.state !== 'loggingIn') this.invalid('logged-in-already', 'logged in already')
        else if (request.kind === 'login') this.logIn(request)
        else this.refuse(request.reason)
        return
      case 'invalid':
        this.invalid('not-understood', request.reason)
        return
      case 'blank':
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
    this.host.log(`acked ${excerpt(token)}, which is not out here: it gets no more events`)
  }

  private logIn(login: LoginRequest): void {
    const refusal = this.reasonAgainst(login)
    const reply = () => (refusal ? this.refuse(refusal.reason, refusal.scenario) : this.accept(login))
    const delay = this.host.hooks.loginDelay?.() ?? 0
    if (delay === 0) {
      reply()
      return
    }
    this.state = 'answering'
    this.host.wait(delay, () => {
      reply()
      this.host.sendQueue.turn()
    })
  }

  private reasonAgainst(login: LoginRequest): { reason: string; scenario?: string } | undefined {
    const { credentials } = this.context
    const isRight = ({ id, secret }: Credentials) =>
      id === (credentials.id ?? id) && secret === (credentials.secret ?? secret)
    if (!login.credentials.every(isRight)) return { reason: wrongCredentials }
    return this.host.hooks.refusal()
  }

  private accept({ who, prefetch, prefetchMissing }: LoginRequest): void {
    this.state = 'connected'
    this.context.counts.logins++
    const source = prefetchMissing ? ' (no prefetch_count given)' : ''
    this.host.log(`logged in as ${excerpt(who)}, at most ${prefetch} un-acked${source}`)
    this.host.sendQueue.send(replies.login(true, 'ok'))
    this.host.sendQueue.open(prefetch)
    this.host.loggedIn(prefetch)
    for (const hook of this.host.hooks.loggedIn) hook()
    this.context.joined()
  }

  /** @param scenario the one that refuses, where it is not the client's fault */
  private refuse(reason: string, scenario?: string): void {
    this.context.counts.refusals++
    this.host.sendQueue.send(latin1Of(replies.login(false, reason)))
    this.host.close(
      `login refused: ${safeText(reason)}${scenario === undefined ? '' : ` (scenario ${scenario})`}`,
    )
  }

  private invalid(why: InvalidReason, reason: string): void {
    const count = ++this.notUnderstood
    if (isLogged(count)) {
      this.host.log(`not understood: ${reason}${count > 5 ? ` (${count} such lines so far)` : ''}`)
    }
    this.host.sendQueue.send(latin1Of(replies.invalid(why, reason)))
  }
}
