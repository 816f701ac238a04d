import { excerptOf } from '../base/safe-text.ts'
import { jsonBeginning, mostRead } from './json-beginning.ts'
import { KnownStrings } from './known-strings.ts'

const types = new KnownStrings()

/**
 * One event as the server pushed it: a line of bytes, and where in it the few members lie that are needed
 * before anybody asks what the event says. Nothing is decoded until it is asked for.
 */
export class Push {
  /** The line is `bytes[start, end)`; `bytes[end]` is its `\n`. */
  readonly bytes: Buffer
  readonly start: number
  readonly end: number
  /** Some number in it, `created_at` aside, is not what a double would print. */
  readonly inexact: boolean
  /** The raw token of `delivery_id` is `bytes[idStart, idEnd)`; `idStart` is below zero where there is none. */
  readonly idStart: number
  readonly idEnd: number
  private readonly typeStart: number
  private readonly typeEnd: number
  private readonly createdStart: number
  private readonly createdEnd: number
  private parsed: unknown

  constructor(
    bytes: Buffer,
    start: number,
    end: number,
    inexact: boolean,
    idStart: number,
    idEnd: number,
    typeStart: number,
    typeEnd: number,
    createdStart: number,
    createdEnd: number,
  ) {
    this.bytes = bytes
    this.start = start
    this.end = end
    this.inexact = inexact
    this.idStart = idStart
    this.idEnd = idEnd
    this.typeStart = typeStart
    this.typeEnd = typeEnd
    this.createdStart = createdStart
    this.createdEnd = createdEnd
  }

  /** The raw token of `delivery_id`, its bytes as latin1; undefined where the event has none, or null. */
  get deliveryId(): string | undefined {
    return this.hasDeliveryId ? this.bytes.toString('latin1', this.idStart, this.idEnd) : undefined
  }

  /** The raw token of a message id, which the ack repeats, is `bytes[messageIdStart, messageIdEnd)`; both -1 without one. */
  get messageIdStart(): number {
    return -1
  }

  get messageIdEnd(): number {
    return -1
  }

  get kind(): 'push' {
    return 'push'
  }

  /** Whether there is something to ack it by: null is no id. */
  get hasDeliveryId(): boolean {
    return this.idStart >= 0 && this.bytes[this.idStart] !== 0x6e
  }

  /** `event_type` as text, its first 256 KB; undefined where there is none or it is no string. */
  get eventType(): string | undefined {
    const { bytes, typeStart, typeEnd } = this
    if (typeStart < 0 || bytes[typeStart] !== 0x22) return undefined
    if (typeEnd - typeStart > mostRead)
      return jsonBeginning(bytes, typeStart, typeEnd, mostRead).value as string
    return types.text(bytes, typeStart + 1, typeEnd - 1)
  }

  /**
   * `created_at` in seconds since 1970, UTC; undefined where there is none, it is no number, or it has so many digits
   * that it can be no time.
   */
  get createdAt(): number | undefined {
    const { bytes, createdStart, createdEnd } = this
    if (createdStart < 0 || createdEnd - createdStart > mostRead) return undefined
    const seconds = Number(bytes.toString('latin1', createdStart, createdEnd))
    return Number.isFinite(seconds) && bytes[createdStart]! <= 0x39 ? seconds : undefined
  }

  /** More than 256 KB: what is made of such a line is bounded, here as in `Event`. */
  get isLong(): boolean {
    return this.end - this.start > mostRead
  }

  /**
   * The line as `JSON.parse` reads it, parsed once, however long it is: nested, it takes 60 times its bytes of memory.
   * Numbers beyond a double's reach are rounded.
   */
  get json(): unknown {
    this.parsed ??= JSON.parse(this.text)
    return this.parsed
  }

  /** The beginning of the line, safe to show, and how much is left out. */
  get excerpt(): string {
    return excerptOf(this.bytes, this.start, this.end)
  }

  /** The line as text, all of it, without its end. */
  get text(): string {
    return this.bytes.toString('utf8', this.start, this.end)
  }
}

/** A push with a message id. A class of its own, so that pushes of dialects without one are no larger for it. */
export class PushWithMessageId extends Push {
  private readonly secondStart: number
  private readonly secondEnd: number

  constructor(messageIdStart: number, messageIdEnd: number, ...push: ConstructorParameters<typeof Push>) {
    super(...push)
    this.secondStart = messageIdStart
    this.secondEnd = messageIdEnd
  }

  override get messageIdStart(): number {
    return this.secondStart
  }

  override get messageIdEnd(): number {
    return this.secondEnd
  }
}
