import { ObjectScanner } from '../wire/object-scanner.ts'

/**
 * One line to be served, cut once where its `delivery_id` goes, so that a push only joins strings.
 * All text here is bytes as latin1, unless it says otherwise.
 */
export interface EventLine {
  /** The line up to the id; all of it if it takes no id. */
  readonly head: string
  /** The line after the id, without a line end. */
  readonly tail: string
  /** The id that the line came with. */
  readonly ownId: string | undefined
  /** Whether it is an event, to be acked. Any other line is sent once, as it is. */
  readonly isEvent: boolean
  /** `product_key` and `event_type` of an event as text; undefined if absent or not a string. */
  readonly productKey: string | undefined
  readonly eventType: string | undefined
}

const scanner = new ObjectScanner(['cmd', 'delivery_id', 'product_key', 'event_type'])

/**
 * Cuts `line`, which has no line end. A push with a top-level `delivery_id` is an event.
 *
 * @param push the `cmd` of a push
 */
export function cutLine(line: string | Buffer, push: string): EventLine {
  const bytes = typeof line === 'string' ? Buffer.from(line) : line
  if (scanner.scan(bytes, 0, bytes.length) && scanner.from[1]! >= 0 && stringAt(bytes, 0) === push) {
    const [, idFrom] = scanner.from
    const [, idTo] = scanner.to
    return {
      head: bytes.toString('latin1', 0, idFrom),
      tail: bytes.toString('latin1', idTo),
      ownId: bytes.toString('latin1', idFrom, idTo),
      isEvent: true,
      productKey: stringAt(bytes, 2),
      eventType: stringAt(bytes, 3),
    }
  }
  return {
    head: bytes.toString('latin1'),
    tail: '',
    ownId: undefined,
    isEvent: false,
    productKey: undefined,
    eventType: undefined,
  }
}

/** Returns text, or bytes, as bytes in latin1. */
export function latin1Of(text: string | Buffer): string {
  return (typeof text === 'string' ? Buffer.from(text) : text).toString('latin1')
}

/** The value of the scanner's `member`-th member if that is a string. */
function stringAt(bytes: Buffer, member: number): string | undefined {
  const from = scanner.from[member]!
  if (from < 0 || bytes[from] !== 0x22) return undefined
  return JSON.parse(bytes.toString('utf8', from, scanner.to[member]))
}
