import { excerpt, safeText } from '../base/safe-text.ts'
import type { Request } from '../wire/request.ts'
import { isLogged } from './connection-log.ts'
import type { House } from './house.ts'
import type { Outflow } from './outflow.ts'
import type { Hooks } from './quirk-hooks.ts'
import { invalidLine, loginReplyLine, pongLine } from './reply.ts'

/** What a dialogue may do to its connection. */
interface Host {
  /** The connection's number. */
  readonly number: number
  readonly outflow: Outflow
  readonly hooks: Hooks
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
export class Dialogue {
  private readonly host: Host
  private readonly house: House
  private state: 'greeting' | 'answering' | 'live' = 'greeting'
  private notUnderstood = 0

  constructor(host: Host, house: House) {
    this.host = host
    this.house = house
  }

  /** How many requests were not understood, where the log does not have each of them. */
  get unreported(): string {
    return isLogged(this.notUnderstood) ? '' : `${this.notUnderstood} of its lines were not understood`
  }

  hear(request: Request): void {
    switch (request.kind) {
      case 'ack':
        if (this.state === 'live') this.settle(request.token)
        else this.invalid('log in first')
        return
      case 'ping':
        if (this.state !== 'live') this.invalid('log in first')
        else if (!this.host.hooks.ignorePings) this.host.outflow.say(pongLine)
        return
      case 'login':
      case 'bad-login':
        if (this.state !== 'greeting') this.invalid('logged in already')
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
    const { ledger, counts } = this.house
    const { number, outflow, hooks } = this.host
    if (outflow.settle(token)) {
      counts.acks++
      ledger?.ackedOn(number, token)
      for (const hook of hooks.afterAck) hook()
      return
    }
    counts.violations++
    ledger?.wrongAck(number, token)
    if (!outflow.stopPushing()) return
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
      this.host.outflow.turn()
    })
  }

  private reasonAgainst({ id, secret }: Login): { reason: string; scenario?: string } | undefined {
    const { credentials } = this.house
    if (id !== (credentials.id ?? id) || secret !== (credentials.secret ?? secret)) {
      return { reason: 'enterprise_id or enterprise_secret is wrong' }
    }
    return this.host.hooks.refusal()
  }

  private accept({ id, prefetch, prefetchMissing }: Login): void {
    this.state = 'live'
    this.house.counts.logins++
    const source = prefetchMissing ? ' (no prefetch_count given)' : ''
    this.host.log(`logged in as ${excerpt(id)}, at most ${prefetch} un-acked${source}`)
    this.host.outflow.say(loginReplyLine(true, 'ok'))
    this.host.outflow.open(prefetch)
    this.host.loggedIn(prefetch)
    for (const hook of this.host.hooks.loggedIn) hook()
    this.house.joined()
  }

  /** @param scenario the one that refuses, where it is not the client's fault */
  private refuse(reason: string, scenario?: string): void {
    this.house.counts.refusals++
    this.host.outflow.say(loginReplyLine(false, reason))
    this.host.close(
      `login refused: ${safeText(reason)}${scenario === undefined ? '' : ` (scenario ${scenario})`}`,
    )
  }

  private invalid(reason: string): void {
    const count = ++this.notUnderstood
    if (isLogged(count)) {
      this.host.log(`not understood: ${reason}${count > 5 ? ` (${count} such lines so far)` : ''}`)
    }
    this.host.outflow.say(invalidLine(reason))
  }
}
