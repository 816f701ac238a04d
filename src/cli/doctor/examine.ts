import { openTail } from '../../app/open-tail.ts'
import { readPush } from '../../app/reader.ts'
import type { Clock } from '../../base/clock.ts'
import { formatDuration } from '../../base/duration.ts'
import { Failure } from '../../base/failure.ts'
import { messageText } from '../../base/safe-text.ts'
import type { Event } from '../../event/event.ts'
import { isInMilliseconds } from '../../event/in-milliseconds.ts'
import { say } from '../../language/say.ts'
import type { Status } from '../../session/status.ts'
import { aboutServer } from '../about-server.ts'
import type { TailTarget } from '../tail-target.ts'
import { type FailingStep, Findings, type StepName } from './findings.ts'
import { type NetworkDeps, reachHost } from './reach-host.ts'
import { certificateLines, tlsText } from './tls-text.ts'

/** Milliseconds by which clocks may differ. */
const tolerance = 5000

export interface Examination {
  readonly target: Pick<TailTarget, 'server' | 'login' | 'where'>
  /** Milliseconds, for each of DNS, TCP, the proxy, TLS, the login and the ping. */
  readonly connectTimeout: number
  /** Milliseconds after the login at which a ping is sent. */
  readonly pingAfter: number
  /** Milliseconds to wait for an event after the login. */
  readonly wait: number
}

interface Deps extends NetworkDeps {
  /** Called when a step begins. */
  readonly busy: (name: StepName) => void
}

/**
 * Connects as a tail does, step by step, up to the first event or until there was none for a while. It acks nothing, and the
 * server sends one event at most.
 */
export async function examine(examination: Examination, deps: Deps): Promise<Findings> {
  const { server } = examination.target
  const findings = new Findings()
  const { proxy } = server
  if (!proxy) findings.add('proxy', null, 0, say('none'))
  deps.busy('dns')
  if (await reachHost(proxy ?? server, proxy !== undefined, examination.connectTimeout, findings, deps))
    await new LoginCheck(examination, findings, deps).run()
  return findings
}

/** Logs in by a session of the tail, and turns what it reports into findings. */
class LoginCheck {
  private readonly examination: Examination
  private readonly findings: Findings
  private readonly busy: Deps['busy']
  private readonly clock: Clock
  private step: FailingStep = 'tcp'
  private since: number
  private gotPong = false
  private gotEvent = false
  private waited = false
  private halt = () => {}
  private cancelWait = () => {}

  constructor(examination: Examination, findings: Findings, { busy, clock }: Deps) {
    this.examination = examination
    this.findings = findings
    this.busy = busy
    this.clock = clock
    this.since = clock.now()
  }

  async run(): Promise<void> {
    const { target, connectTimeout, pingAfter } = this.examination
    const tail = openTail({
      ...target.server,
      ...target.login,
      prefetch: 1,
      maxRetries: 0,
      pingInterval: pingAfter,
      pongTimeout: connectTimeout,
      connectTimeout,
      onStatus: status => this.onStatus(status),
    })
    this.halt = () => tail.halt()
    try {
      for await (const { deliveries } of tail.batches()) {
        if (!this.gotEvent) this.onEvent(readPush(deliveries[0]!))
        this.endIfDone()
      }
    } catch (error) {
      if (!(error instanceof Failure)) throw error
      this.findings.fail(this.step, this.elapsed, aboutServer(target.where, error))
    } finally {
      this.cancelWait()
    }
  }

  private onStatus(status: Status): void {
    switch (status.kind) {
      case 'phase':
        if (status.phase.startsWith('proxy')) this.enter('proxy')
        else if (status.phase === 'tls') {
          if (this.step === 'proxy') this.found(say('connected'))
          this.enter('tls')
        }
        break
      case 'secured':
        this.findings.add(
          'tls',
          status.peer.verified,
          this.elapsed,
          tlsText(status.peer),
          certificateLines(status.peer),
        )
        this.enter('login')
        break
      case 'connected':
        this.found(
          say('accepted by {where}, {dialect}', {
            where: this.examination.target.where,
            dialect: this.examination.target.login.dialect,
          }),
        )
        this.enter('ping')
        this.cancelWait = this.clock.after(this.examination.wait, () => this.onWaited())
        break
      case 'pong':
        this.findings.add('ping', true, status.roundTrip, say('answered'))
        this.gotPong = true
        this.step = 'event'
        this.endIfDone()
        break
      default:
    }
  }

  private onEvent(event: Event): void {
    this.gotEvent = true
    this.findings.add(
      'event',
      true,
      this.elapsed,
      say('{event}, left in the queue', { event: messageText(event.type, 40) || say('an event') }),
    )
    const [ok, text] = clockText(event.createdAt, this.clock.wall())
    this.findings.add('clock', ok, 0, text)
  }

  private onWaited(): void {
    this.waited = true
    if (!this.gotEvent) {
      const text = say('none within {time}: the queue is empty, or others take the events', {
        time: formatDuration(this.examination.wait),
      })
      this.findings.add('event', null, this.elapsed, text)
    }
    this.endIfDone()
  }

  private endIfDone(): void {
    if (this.gotPong && (this.gotEvent || this.waited)) this.halt()
  }

  private enter(step: FailingStep): void {
    if (this.step === step) return
    this.step = step
    this.since = this.clock.now()
    this.busy(step)
  }

  /** The present step is done. */
  private found(detail: string): void {
    this.findings.add(this.step, true, this.elapsed, detail)
  }

  private get elapsed(): number {
    return this.clock.now() - this.since
  }
}

/** What the time of one event says about the clock of this machine. An event may have been in the queue for days. */
function clockText(createdAt: number | undefined, now: number): [ok: boolean | null, text: string] {
  if (createdAt === undefined || isInMilliseconds(createdAt))
    return [null, say('the event does not say when it was created')]
  const age = now - createdAt * 1000
  if (age >= -tolerance)
    return [true, say('the event was created {time} ago', { time: formatDuration(Math.max(0, age)) })]
  return [
    false,
    say(
      'the event was created {time} in the future: the clock of this machine is behind, or that of the device ahead',
      { time: formatDuration(-age) },
    ),
  ]
}
