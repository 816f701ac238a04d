import { isObject, type Json } from '../wire/exact-json.ts'
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

/** The bytes of base64, in either alphabet, with padding or without; undefined where it is none. */
export function base64Bytes(text: string): Buffer | undefined {
  const digits = text.length - (text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0)
  // A single digit in the last group holds six bits, less than a byte. Node accepts both alphabets and skips all other
  // characters, which then shows in fewer bytes than there should be.
  if (digits % 4 === 1) return undefined
  const bytes = Buffer.from(text, 'base64')
  return bytes.length === Math.floor((digits * 3) / 4) ? bytes : undefined
}

function rawMember(data: Json | undefined): string | undefined {
  const raw = isObject(data) && Object.hasOwn(data, 'raw') ? data.raw : undefined
  return typeof raw === 'string' ? raw : undefined
}
