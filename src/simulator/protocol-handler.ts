import { excerpt, safeText } from '../base/safe-text.ts'
import type { Request } from '../wire/request.ts'
import type { BrokerContext } from './broker-context.ts'
import { isLogged } from './connection-log.ts'
import type { JoinedHooks } from './fault-hooks.ts'
import { invalidLine, loginReplyLine, pongLine } from './reply.ts'
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

type Login = Request & { kind: 'login' }

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
        else this.invalid('log in first')
        return
      case 'ping':
        if (this.state !== 'connected') this.invalid('log in first')
        else if (!this.host.hooks.ignorePings) this.host.sendQueue.send(pongLine)
        return
      case 'login':
      case 'bad-login':
        if (this.state !== 'loggingIn') this.invalid('logged in already')
        else if (request.kind === 'login') this.logIn(request)
        else this.refuse(request.reason)
        return
      case 'invalid':
        this.invalid(request.reason)
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

  private logIn(login: Login): void {
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

  private reasonAgainst({ id, secret }: Login): { reason: string; scenario?: string } | undefined {
    const { credentials } = this.context
    if (id !== (credentials.id ?? id) || secret !== (credentials.secret ?? secret)) {
      return { reason: 'enterprise_id or enterprise_secret is wrong' }
    }
    return this.host.hooks.refusal()
  }

  private accept({ id, prefetch, prefetchMissing }: Login): void {
    this.state = 'connected'
    this.context.counts.logins++
    const source = prefetchMissing ? ' (no prefetch_count given)' : ''
    this.host.log(`logged in as ${excerpt(id)}, at most ${prefetch} un-acked${source}`)
    this.host.sendQueue.send(loginReplyLine(true, 'ok'))
    this.host.sendQueue.open(prefetch)
    this.host.loggedIn(prefetch)
    for (const hook of this.host.hooks.loggedIn) hook()
    this.context.joined()
  }

  /** @param scenario the one that refuses, where it is not the client's fault */
  private refuse(reason: string, scenario?: string): void {
    this.context.counts.refusals++
    this.host.sendQueue.send(loginReplyLine(false, reason))
    this.host.close(
      `login refused: ${safeText(reason)}${scenario === undefined ? '' : ` (scenario ${scenario})`}`,
    )
  }

  private invalid(reason: string): void {
    const count = ++this.notUnderstood
    if (isLogged(count)) {
      this.host.log(`not understood: ${reason}${count > 5 ? ` (${count} such lines so far)` : ''}`)
    }
    this.host.sendQueue.send(invalidLine(reason))
  }
}
