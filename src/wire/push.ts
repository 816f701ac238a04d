import { excerptOf } from '../base/safe-text.ts'
import { jsonBeginning, mostRead } from './json-beginning.ts'
import { isAt, KnownStrings } from './known-strings.ts'
import { plainNumber } from './plain-number.ts'

const types = new KnownStrings(256)

/**
 * One event as the server pushed it: a line of bytes, and the positions of the few members in it that are always needed.
 * Nothing is decoded before it is asked for.
 */
export class Push {
  /** The line is `bytes[start, end)`; `bytes[end]` is its `\n`. */
  readonly bytes: Buffer
  readonly start: number
  readonly end: number
  /** Whether some number in it, other than the ids and `created_at`, may not be what a double prints. */
  readonly inexact: boolean
  /** The raw token of `delivery_id` is `bytes[idStart, idEnd)`; `idStart` is -1 if there is none. */
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

  /** How many numbers `places` are. */
  static readonly placeCount = 7

  /** What is known of the line besides its bytes, but for its message id. Positions are counted from its beginning. */
  get places(): readonly number[] {
    const { start, inexact, idStart, idEnd, typeStart, typeEnd, createdStart, createdEnd } = this
    const positions = [idStart, idEnd, typeStart, typeEnd, createdStart, createdEnd]
    return [inexact ? 1 : 0, ...positions.map(position => (position < 0 ? position : position - start))]
  }

  /** Returns a push with the `places` of another one, whose line, with its `\n`, is all of `bytes`. */
  static at(bytes: Buffer, places: readonly number[]): Push {
    const [inexact, ...positions] = places
    const [idStart, idEnd, typeStart, typeEnd, createdStart, createdEnd] = positions as [
      ...[idStart: number, idEnd: number, typeStart: number, typeEnd: number],
      ...[createdStart: number, createdEnd: number],
    ]
    const end = bytes.length - 1
    const isInexact = inexact === 1
    return new Push(bytes, 0, end, isInexact, idStart, idEnd, typeStart, typeEnd, createdStart, createdEnd)
  }

  /** The raw token of `delivery_id`, its bytes as latin1; undefined if the event has none, or null. */
  get deliveryId(): string | undefined {
    return this.hasDeliveryId ? this.bytes.toString('latin1', this.idStart, this.idEnd) : undefined
  }

  /** The raw token of the message id is `bytes[messageIdStart, messageIdEnd)`; both are -1 if there is none. */
  get messageIdStart(): number {
    return -1
  }

  get messageIdEnd(): number {
    return -1
  }

  get kind(): 'push' {
    return 'push'
  }

  /** Whether the event can be acked: null is not an id. */
  get hasDeliveryId(): boolean {
    return this.idStart >= 0 && this.bytes[this.idStart] !== 0x6e
  }

  /** `event_type` as text, at most 256 KB of it; undefined if there is none or it is not a string. */
  get eventType(): string | undefined {
    const { bytes, typeStart, typeEnd } = this
    if (typeStart < 0 || bytes[typeStart] !== 0x22) return undefined
    if (typeEnd - typeStart > mostRead)
      return jsonBeginning(bytes, typeStart, typeEnd, mostRead).value as string
    return types.text(bytes, typeStart + 1, typeEnd - 1)
  }

  /** Whether `event_type` is `type`, written without escapes. Takes a fraction of the time of decoding it. */
  isOfType(type: Buffer): boolean {
    const { typeStart, typeEnd } = this
    return typeEnd - typeStart === type.length + 2 && isAt(type, this.bytes, typeStart + 1)
  }

  /**
   * `created_at` in seconds since 1970, UTC; undefined if there is none, it is not a number, or it has more digits than
   * any time.
   */
  get createdAt(): number | undefined {
    const { bytes, createdStart, createdEnd } = this
    if (createdStart < 0 || createdEnd - createdStart > mostRead) return undefined
    const plain = plainNumber(bytes, createdStart, createdEnd)
    if (!Number.isNaN(plain)) return plain
    const seconds = Number(bytes.toString('latin1', createdStart, createdEnd))
    return Number.isFinite(seconds) && bytes[createdStart]! <= 0x39 ? seconds : undefined
  }

  /** Whether the line has more than 256 KB. Only the beginning of each value of such a line is read, here and in `Event`. */
  get isLong(): boolean {
    return this.end - this.start > mostRead
  }

  /**
   * The line as parsed by `JSON.parse`, once and completely: a nested line takes up to 60 times its bytes of memory.
   * Numbers that a double cannot hold are rounded.
   */
  get json(): unknown {
    this.parsed ??= JSON.parse(this.text)
    return this.parsed
  }

  /** The beginning of the line, safe to show, and how many bytes are left out. */
  get excerpt(): string {
    return excerptOf(this.bytes, this.start, this.end)
  }

  /** The whole line as text, without its `\n`. */
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
