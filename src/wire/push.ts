import { excerptOf } from '../base/safe-text.ts'
import { jsonBeginning, mostRead } from './json-beginning.ts'
import { isAt, KnownStrings } from './known-strings.ts'
import { plainNumber } from './plain-number.ts'
import { member, pushScanner, scannedRow } from './push-members.ts'
import { row, sureButInexact } from './quick-scan.ts'

const scanner = pushScanner([])
const types = new KnownStrings(256)

/**
 * One event as the server pushed it: a line of bytes, and the positions of the members that nearly all events have.
 * Nothing is decoded before it is asked for.
 */
export class Push {
  /** The line is `bytes[start, end)`; `bytes[end]` is its `\n`. */
  readonly bytes: Buffer
  readonly start: number
  readonly end: number
  /** The raw token of `delivery_id` is `bytes[idStart, idEnd)`; `idStart` is -1 if there is none. */
  readonly idStart: number
  readonly idEnd: number
  /** Where the members are, in the row at `rows[row]`: see `QuickScan`. The pushes of one read share `rows`. */
  private readonly rows: Int32Array
  private readonly row: number
  private parsed: unknown

  constructor(bytes: Buffer, rows: Int32Array, at: number) {
    const id = at + row.members + 2 * member.delivery_id
    this.bytes = bytes
    this.start = rows[at + row.start]!
    this.end = rows[at + row.end]!
    this.idStart = rows[id]!
    this.idEnd = rows[id + 1]!
    this.rows = rows
    this.row = at
  }

  /** Returns the push in a line that was received as one before. @param line with its `\n` */
  static of(line: Buffer): Push {
    const end = line.length - 1
    scanner.scan(line, 0, end)
    return new Push(line, scannedRow(scanner, 0, end), 0)
  }

  /** Whether some number in it, other than the ids and `created_at`, may not be what a double prints. */
  get inexact(): boolean {
    return this.rows[this.row + row.sure] === sureButInexact
  }

  /** Whether it has other members than those of `pushMembers`, or one of them twice. */
  get hasOthers(): boolean {
    return this.rows[this.row + row.others] === 1
  }

  /** Where the value of a member starts; -1 if there is none. @param index in `pushMembers` */
  from(index: number): number {
    return this.rows[this.row + row.members + 2 * index]!
  }

  /** Where it ends. */
  to(index: number): number {
    return this.rows[this.row + row.members + 2 * index + 1]!
  }

  /** Where the object `data` begins; -1 if there is none, or the line is long. */
  get openingOfData(): number {
    const at = this.from(member.data)
    return this.bytes[at] === 0x7b && !this.isLong ? at : -1
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
    const { bytes } = this
    const typeStart = this.from(member.event_type)
    const typeEnd = this.to(member.event_type)
    if (typeStart < 0 || bytes[typeStart] !== 0x22) return undefined
    if (typeEnd - typeStart > mostRead)
      return jsonBeginning(bytes, typeStart, typeEnd, mostRead).value as string
    return types.text(bytes, typeStart + 1, typeEnd - 1)
  }

  /** Whether `event_type` is `type`, written without escapes. Takes a fraction of the time of decoding it. */
  isOfType(type: Buffer): boolean {
    const start = this.from(member.event_type) + 1
    return this.to(member.event_type) - start === type.length + 1 && isAt(type, this.bytes, start)
  }

  /**
   * `created_at` in seconds since 1970, UTC; undefined if there is none, it is not a number, or it has more digits than
   * any time.
   */
  get createdAt(): number | undefined {
    const { bytes } = this
    const createdStart = this.from(member.created_at)
    const createdEnd = this.to(member.created_at)
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
  private readonly id: number

  /** @param id the index of the message id among the members in the row */
  constructor(id: number, ...push: ConstructorParameters<typeof Push>) {
    super(...push)
    this.id = id
  }

  override get messageIdStart(): number {
    return this.from(this.id)
  }

  override get messageIdEnd(): number {
    return this.to(this.id)
  }
}
