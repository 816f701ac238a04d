import { ObjectScanner } from '../wire/object-scanner.ts'
import type { Push } from '../wire/push.ts'

/** The members that are read of nearly every event, by their index in the result of `mainMembers`. */
export const main = { did: 0, data: 1, product_key: 2, event_id: 3, mac: 4 } as const

/** All members of nearly all events, and their index: those above, and those that are only found. */
export const mainNames: readonly string[] = [
  ...Object.keys(main),
  ...['cmd', 'delivery_id', 'msg_id', 'event_type', 'group_id', 'created_at', 'iccid', 'imsi'],
]

const brace = 0x7b
const space = 0x20
const scanner = new ObjectScanner(mainNames)
/** The bytes that a member takes besides its value: its name, quotes, a colon, a comma. */
const sizes = Int32Array.from(mainNames, name => name.length + 4)
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

/** Whether the line of a push is nothing but main members, each once, with at most a space between them, and before values. */
export function hasOnlyMainMembers(push: Push): boolean {
  const { bytes } = push
  const { from, to } = mainMembers(push)
  // Both braces, less the comma that the last member does not have.
  let size = 1
  for (let i = 0; i < from.length; i++) {
    const start = from[i]!
    if (start < 0) continue
    const gap = bytes[start - 1] === space ? 1 : 0
    const before = bytes[start - gap - sizes[i]!] === space ? 1 : 0
    size += to[i]! - start + sizes[i]! + gap + before
  }
  return size === push.end - push.start
}
