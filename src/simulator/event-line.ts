import { words as cmd } from '../wire/noti1/words.ts'
import { ObjectScanner } from '../wire/object-scanner.ts'

/**
 * One line to be served, cut once where its `delivery_id` goes, so that a push is no more than a join.
 * All text here is bytes as latin1.
 */
export interface EventLine {
  /** Up to where the id goes; the whole line where it takes no id. */
  readonly head: string
  /** From behind the id to the end, without a line end. */
  readonly tail: string
  /** The id the line came with. */
  readonly ownId: string | undefined
  /** Whether it is an event to be acked. Anything else is sent as it is and forgotten. */
  readonly numbered: boolean
}

const scanner = new ObjectScanner(['cmd', 'delivery_id'])

/** Cuts a line (no line end in it): a push with a top-level `delivery_id` is an event, all else is verbatim. */
export function cutLine(line: string | Buffer): EventLine {
  const bytes = typeof line === 'string' ? Buffer.from(line) : line
  if (scanner.scan(bytes, 0, bytes.length) && scanner.from[1]! >= 0 && isPush(bytes)) {
    const [, idFrom] = scanner.from
    const [, idTo] = scanner.to
    return {
      head: bytes.toString('latin1', 0, idFrom),
      tail: bytes.toString('latin1', idTo),
      ownId: bytes.toString('latin1', idFrom, idTo),
      numbered: true,
    }
  }
  return { head: bytes.toString('latin1'), tail: '', ownId: undefined, numbered: false }
}

/** Text, or bytes, as bytes in latin1. */
export function latin1Of(text: string | Buffer): string {
  return (typeof text === 'string' ? Buffer.from(text) : text).toString('latin1')
}

function isPush(bytes: Buffer): boolean {
  const [from] = scanner.from
  return from! >= 0 && JSON.parse(bytes.toString('utf8', from, scanner.to[0])) === cmd.push
}
