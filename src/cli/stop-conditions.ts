import { type IdleTimeout, idleTimeout } from '../app/idle-timeout.ts'
import type { TailEnd } from '../app/run-tail.ts'
import type { Clock } from '../base/clock.ts'
import { Failure } from '../base/failure.ts'
import type { Event } from '../event/event.ts'
import { say } from '../language/say.ts'
import type { Status } from '../session/status.ts'
import type { Assertion, AssertionName } from './assertions.ts'
import type { Console } from './console.ts'
import { decidesOver, type EndCauseName, endCode, endReport, type OpenAssertions } from './end-causes.ts'
import { exitCodes, signalCodes } from './exit-code.ts'
import { type Gap, GapWatch } from './gap-watch.ts'
import { limitText } from './limit-text.ts'
import type { LoginWatch } from './login-watch.ts'
import { matchText } from './match-text.ts'
import { onStopSignal } from './stop-signals.ts'

/**
 * Milliseconds that an end may take before unwritten output is given up. Whoever sends a signal is waiting for the
 * end; one that an option asked for leaves a slow reader more time.
 */
const limits = { signal: 2000, option: 30_000 } as const

export interface StopConditionsConfig {
  /** Milliseconds after which the run ends. */
  readonly duration: number | undefined
  /** Milliseconds without a shown event, counted from the first login, after which the run ends. */
  readonly timeout: number | undefined
  /** Milliseconds without a connection after which the run ends; undefined if they do not matter. */
  readonly maxGap?: number | undefined
  /** What ends the run at an event, the one that decides first. */
  readonly assertions: readonly Assertion[]
}

export interface StopConditionsDeps {
  readonly clock: Clock
  readonly log: Console
  /** Why there is no connection, if there should be one. */
  readonly login: Pick<LoginWatch, 'failure' | 'lost'>
  /** Ends the run: what was handed out is still written and acked. */
  halt(): void
  /** Called if that takes too long, because the output is blocked. */
  force(): void
}

/** Why a run ends. */
interface End {
  readonly cause: EndCauseName
  /** What ended it, such as `3s (--duration)`; undefined if it ended by itself. */
  readonly option?: string
  readonly failure?: Failure | undefined
  readonly signalCode?: number
}

/** What ends a run: signals, times, and events that meet an assertion. See `endCauses` for what each means. */
export class StopConditions {
  /** Returns whether a shown event ends the run; undefined if none does. Called once per shown event. */
  readonly endsAt: ((event: Event) => boolean) | undefined
  /** Whether the end took too long. */
  forced = false
  private readonly config: StopConditionsConfig
  private readonly deps: StopConditionsDeps
  private readonly cancels: (() => void)[] = []
  private readonly gap: GapWatch | undefined
  private idle: IdleTimeout | undefined
  private end: End | undefined

  constructor(config: StopConditionsConfig, deps: StopConditionsDeps) {
    const { duration, maxGap, assertions } = config
    this.config = config
    this.deps = deps
    this.cancels.push(
      onStopSignal(signal => this.halt({ cause: 'signal', signalCode: signalCodes[signal] }, limits.signal)),
    )
    if (duration !== undefined) {
      const option = limitText(duration, '--duration')
      this.cancels.push(deps.clock.after(duration, () => this.endBy('duration', option)))
    }
    if (maxGap !== undefined)
      this.gap = new GapWatch(deps.clock, maxGap, kind => this.gapExceeded(kind, maxGap))
    this.endsAt = assertions.length > 0 ? event => this.meets(event) : undefined
  }

  /** The exit code of what ended the run; undefined if nothing has. */
  get code(): number | undefined {
    const { end, failure } = this
    if (!end) return undefined
    if (failure) return exitCodes[failure.code]
    return end.signalCode ?? endCode(end.cause, this.open)
  }

  /** Why a run that was ended by an option has failed: there was no connection. */
  get failure(): Failure | undefined {
    return this.end?.failure
  }

  onStatus(status: Status): void {
    this.gap?.onStatus(status)
    const { timeout } = this.config
    if (status.kind !== 'connected' || timeout === undefined) return
    this.idle ??= idleTimeout(this.deps.clock, timeout, () => {
      const option = limitText(timeout, '--timeout')
      this.endBy('timeout', option)
      if (!this.failure) this.deps.log.info(say('no event was shown for {option}', { option }))
    })
  }

  /** Ends the run because a person asked for that. */
  quit(): void {
    this.halt({ cause: 'quit' }, limits.signal)
  }

  /** Must be called when an event was shown. */
  shown(): void {
    this.idle?.shown()
  }

  /** Must be called when something was received. */
  alive(): void {
    this.gap?.alive()
  }

  /** Must be called when the run has ended without a failure. Reports what that means for the assertions. */
  ended(end: TailEnd): void {
    if (end !== 'match') this.note({ cause: end })
    if (!this.end || this.failure) return
    const { cause, option } = this.end
    const report = endReport(cause, this.open, { option, longestGap: this.gap?.longest })
    if (report) this.deps.log[report.level](report.text)
  }

  /** Removes all listeners and timers. */
  close(): void {
    this.idle?.end()
    this.gap?.close()
    for (const cancel of this.cancels) cancel()
  }

  /** Which assertions there are that no event has met. */
  private get open(): OpenAssertions {
    const has = (name: AssertionName) => this.config.assertions.some(one => one.name === name)
    const { cause } = this.end ?? {}
    return { failOn: has('failOn') && cause !== 'failOn', until: has('until') && cause !== 'until' }
  }

  private meets(event: Event): boolean {
    const met = this.config.assertions.find(({ matches }) => matches(event))
    if (!met) return false
    this.note({ cause: met.name })
    this.deps.log[met.name === 'failOn' ? 'error' : 'info'](matchText(event, met))
    return true
  }

  private gapExceeded(kind: Gap, limit: number): void {
    const option = limitText(limit, '--max-gap')
    const { login } = this.deps
    const what = {
      lost: say('no connection for {option}', { option }),
      slept: say('this machine slept for longer than {option}', { option }),
    }[kind]
    const missed = say('{end}, so a match of --fail-on could have been missed', { end: what })
    const message =
      kind === 'lost' && login.lost ? say('{what}: {said}', { what: missed, said: login.lost }) : missed
    const failure = login.failure(option) ?? new Failure('unreachable', message)
    this.halt({ cause: 'maxGap', option, failure }, limits.option)
  }

  /** Ends the run because of an option. If there was never a login, that is a failure. */
  private endBy(cause: EndCauseName, option: string): void {
    const { log, login } = this.deps
    const failure = login.failure(option)
    if (!this.end && !failure && login.lost)
      log.warn(say('no connection at the end of {option}: {why}', { option, why: login.lost }))
    this.halt({ cause, option, failure }, limits.option)
  }

  private halt(end: End, limit: number): void {
    const { clock, halt, force } = this.deps
    this.note(end)
    this.cancels.push(
      clock.after(limit, () => {
        this.forced = true
        force()
      }),
    )
    halt()
  }

  /** Remembers why the run ends, unless something else decides. */
  private note(end: End): void {
    if (!this.end || decidesOver(end.cause, this.end.cause)) this.end = end
  }
}
