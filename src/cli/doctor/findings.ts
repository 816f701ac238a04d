import type { Failure } from '../../base/failure.ts'
import { say } from '../../language/say.ts'

/** The steps of a connection, in order. */
export const stepNames = ['dns', 'tcp', 'proxy', 'tls', 'login', 'ping', 'event', 'clock'] as const

export type StepName = (typeof stepNames)[number]

/** The steps at which a connection can fail. */
export type FailingStep = Exclude<StepName, 'clock'>

/** What was found out about one step. Its texts are safe to show. */
export interface Step {
  readonly name: StepName
  /** Null if it was not tried, or proves nothing. */
  readonly ok: boolean | null
  readonly ms: number
  readonly detail: string
  /** More lines, such as what a certificate says. */
  readonly more: readonly string[]
}

/** Why there is no connection, and at which step. */
export interface Fault {
  readonly step: FailingStep
  readonly failure: Failure
}

/** What a check of a connection has found out, step by step. */
export class Findings {
  fault: Fault | undefined
  private readonly found = new Map<StepName, Step>()

  add(name: StepName, ok: boolean | null, ms: number, detail: string, more: readonly string[] = []): void {
    this.found.set(name, { name, ok, ms: Math.round(ms), detail, more })
  }

  /** The step at which it ends. */
  fail(name: FailingStep, ms: number, failure: Failure): void {
    this.fault = { step: name, failure }
    this.add(name, false, ms, failure.message, failure.details)
  }

  /** All steps, with those that were not tried. */
  get steps(): Step[] {
    return stepNames.map(
      name => this.found.get(name) ?? { name, ok: null, ms: 0, detail: say('not tried'), more: [] },
    )
  }

  /** Whether nothing is wrong. */
  get ok(): boolean {
    return this.steps.every(({ ok }) => ok !== false)
  }
}
