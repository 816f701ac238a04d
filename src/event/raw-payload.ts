import { isObject, type Json } from '../wire/exact-json.ts'
import { isAt } from '../wire/known-strings.ts'
import type { Push } from '../wire/push.ts'
import { member } from '../wire/push-members.ts'
import { base64At, base64Bytes } from './base64.ts'
import type { Event } from './event.ts'
import type { EventTypeName } from './event-map.ts'

/** The types of events whose `data` is a raw payload. */
export const rawTypes: ReadonlySet<string> = new Set<EventTypeName>(['device_status_raw', 'app2dev_raw'])

/**
 * Returns the bytes of a raw payload. `data` is base64, as documented, or `{"raw": base64}`, as real servers send
 * it; the result is undefined if it is neither.
 *
 * @param isCut whether `data` is only the beginning of what was sent, as in `Event.members`: its last group may be cut
 */
export function rawPayload(data: Json | undefined, isCut = false): Buffer | undefined {
  const all = typeof data === 'string' ? data : rawMember(data)
  if (all === undefined) return undefined
  return base64Bytes(isCut && all.endsWith('…') ? all.slice(0, all.length - 1 - ((all.length - 1) % 4)) : all)
}

/** Where text is in the bytes of a push. */
interface TextRange {
  readonly start: number
  readonly end: number
}

const quote = 0x22
/** What precedes it in an object, and with the space that some servers write. */
const rawBefore = ['{"raw":"', '{"raw": "'].map(text => Buffer.from(text))
const rawAfter = Buffer.from('"}')

/**
 * Returns where the base64 of a raw payload is, if `data` is written in one of the usual ways; undefined if it is not, or
 * the line is long. What is there need not be base64.
 */
export function base64Range(push: Push): TextRange | undefined {
  if (push.isLong) return undefined
  const { bytes } = push
  const start = push.from(member.data)
  const end = push.to(member.data)
  if (start < 0) return undefined
  if (bytes[start] === quote) return { start: start + 1, end: end - 1 }
  const before = isAt(rawBefore[0]!, bytes, start) ? rawBefore[0]! : rawBefore[1]!
  const [inner, last] = [start + before.length, end - rawAfter.length]
  const isRaw = inner <= last && isAt(before, bytes, start) && isAt(rawAfter, bytes, last)
  return isRaw ? { start: inner, end: last } : undefined
}

/** Returns the bytes of the raw payload of an event, which is parsed for it only if `data` is not written as usual. */
export function payloadOf(event: Event): Buffer | undefined {
  const { push } = event
  const range = base64Range(push)
  const bytes = range && base64At(push.bytes, range.start, range.end)
  return bytes ?? rawPayload(event.members.data, event.missing?.cut.has('data'))
}

function rawMember(data: Json | undefined): string | undefined {
  const raw = isObject(data) && Object.hasOwn(data, 'raw') ? data.raw : undefined
  return typeof raw === 'string' ? raw : undefined
}
