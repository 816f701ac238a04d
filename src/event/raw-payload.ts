import { isObject, type Json } from '../wire/exact-json.ts'

/**
 * The bytes of a `device_status_raw`: `data` is base64 as the document has it, or `{"raw": base64}` as real
 * servers send it. Undefined where it is neither, or not base64.
 *
 * @param isCut `data` is the beginning of what was sent, as `Event.members` has it: the last group may be cut, too
 */
export function rawPayload(data: Json | undefined, isCut = false): Buffer | undefined {
  const all = typeof data === 'string' ? data : rawMember(data)
  if (all === undefined) return undefined
  const text = isCut && all.endsWith('…') ? all.slice(0, all.length - 1 - ((all.length - 1) % 4)) : all
  const digits = text.length - (text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0)
  // One digit alone over a multiple of four carries six bits, which is no byte. Node takes both alphabets and
  // leaves out what is in neither: then there are fewer bytes than there should be.
  if (digits % 4 === 1) return undefined
  const bytes = Buffer.from(text, 'base64')
  return bytes.length === Math.floor((digits * 3) / 4) ? bytes : undefined
}

function rawMember(data: Json | undefined): string | undefined {
  const raw = isObject(data) && Object.hasOwn(data, 'raw') ? data.raw : undefined
  return typeof raw === 'string' ? raw : undefined
}
