import type { Json } from '../wire/exact-json.ts'

/**
 * The bytes of a `device_status_raw`: `data` is base64 as the document has it, or `{"raw": base64}` as real
 * servers send it. Undefined where it is neither, or not base64.
 */
export function rawPayload(data: Json | undefined): Buffer | undefined {
  const text = typeof data === 'string' ? data : rawMember(data)
  // One letter alone over a multiple of four carries six bits, which is no byte.
  if (text === undefined || !base64.test(text) || text.replace(/=+$/, '').length % 4 === 1) return undefined
  return Buffer.from(text, 'base64')
}

/** Standard or URL alphabet, padded or not. */
const base64 = /^[A-Za-z0-9+/_-]*={0,2}$/

function rawMember(data: Json | undefined): string | undefined {
  if (typeof data !== 'object' || data === null || !Object.hasOwn(data, 'raw')) return undefined
  const raw = (data as { raw?: Json }).raw
  return typeof raw === 'string' ? raw : undefined
}
