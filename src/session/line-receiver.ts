import { excerpt } from '../base/safe-text.ts'
import type { InvalidMeaning, SessionDialect } from '../wire/dialect.ts'
import { otherService } from '../wire/dialects.ts'
import type { LoginReply, SkippedLine } from '../wire/message.ts'
import type { Push } from '../wire/push.ts'
import type { AckChannel } from './ack-channel.ts'
import type { DeliveryBuffer } from './delivery-buffer.ts'
import { OtherService } from './other-service.ts'
import { noHeartbeat, rejected, tooManyEarly } from './server-failures.ts'
import type { Input, StateName } from './session-state.ts'
import type { ProtocolWarning, Status } from './status.ts'

/** The warning for each kind of skipped line. */
const skippedAs = { invalid: 'invalid-msg', unknown: 'unknown-cmd', malformed: 'malformed' } as const

export interface LineReceiverDeps {
  readonly dialect: SessionDialect
  readonly buffer: Pick<DeliveryBuffer, 'put' | 'overflowed'>
  readonly report: (status: Status) => void
  /** Returns the name of the session's present state. */
  readonly state: () => StateName
  readonly step: (input: Input) => void
}

/** Turns what the server says into events in the buffer, inputs of the session, and warnings. */
export class LineReceiver {
  private readonly deps: LineReceiverDeps

  constructor(deps: LineReceiverDeps) {
    this.deps = deps
  }

  push(push: Push, ackChannel: AckChannel): void {
    this.deps.buffer.put(push, ackChannel)
    if (this.loggingIn) this.early(push)
    if (!push.hasDeliveryId) this.warn('no-delivery-id', push.excerpt)
  }

  loginReply({ accepted, text, oddResult }: LoginReply): void {
    const { step } = this.deps
    if (!this.loggingIn) this.warn('stray-login-reply', text)
    else if (!accepted) step({ kind: 'refused', text, oddResult })
    else {
      if (oddResult !== undefined) this.warn('odd-login-reply', oddResult)
      step({ kind: 'accepted' })
    }
  }

  noHeartbeat(): void {
    this.deps.step({ kind: 'lost', failure: noHeartbeat() })
  }

  skipped(line: SkippedLine): void {
    const { dialect, step } = this.deps
    const { kind, text, events } = line
    const other = this.loggingIn ? otherService(dialect, line) : undefined
    if (other) {
      step({ kind: 'unusable', failure: new OtherService(dialect, other, text) })
      return
    }
    this.warn(skippedAs[kind], text, events)
    if (kind === 'invalid') this.react(dialect.invalid(line.code), text)
  }

  /** Counts as one event, for nearly all that a server sends is events. */
  tooLong(length: number, head: string): void {
    this.warn('too-long', excerpt(`${length} bytes: ${head}`), 1)
  }

  private react(meaning: InvalidMeaning, text: string): void {
    const { step } = this.deps
    switch (meaning) {
      case 'reconnect':
        step({ kind: 'lost', failure: rejected(text) })
        break
      case 'refused':
        step({ kind: 'refused', text })
        break
      case 'note':
    }
  }

  private get loggingIn(): boolean {
    return this.deps.state() === 'loggingIn'
  }

  /** The server pushes before it replies to the login. */
  private early(push: Push): void {
    const { buffer, step } = this.deps
    this.warn('early-event', push.excerpt)
    if (buffer.overflowed) step({ kind: 'lost', failure: tooManyEarly() })
  }

  private warn(warning: ProtocolWarning, text: string, skippedEvents = 0): void {
    this.deps.report({ kind: 'protocol-warning', warning, text, skippedEvents })
  }
}
