import { ObjectScanner } from '../wire/object-scanner.ts'
import type { Push } from '../wire/push.ts'

/** The members that are read of nearly every event, by their index in the result of `mainMembers`. */
export const main = { did: 0, data: 1, product_key: 2, event_id: 3 } as const

const brace = 0x7b
const scanner = new ObjectScanner(Object.keys(main))
let scanned: Push | undefined

/**
 * Returns where the main members of a push are: the value of member `i` is `bytes[from[i], to[i])`, and `from[i]` is -1 if
 * there is none. A push is scanned once. The result is that of the last push.
 */
export function mainMembers(push: Push): Pick<ObjectScanner, 'from' | 'to'> {
  if (push !== scanned) {
    scanner.scan(push.bytes, push.start, push.end)
    scanned = push
  }
  return scanner
}

/** Returns where the object `data` begins in the bytes of a push; -1 if there is none, or the line is long. */
export function openingOfData(push: Push): number {
  if (push.isLong) return -1
  const at = mainMembers(push).from[main.data]!
  return push.bytes[at] === brace ? at : -1
}
