import { base64Bytes } from '../event/base64.ts'

/** How a payload is written. */
export type PayloadForm = 'hex' | 'base64'

/**
 * Decodes the text of a payload. An even number of hex digits, with optional white space and `0x`, is hex; anything else is
 * base64. Its padding may only be missing if `form` is base64.
 *
 * @param form the required form; undefined accepts both
 * @returns undefined if the text is in neither form, or not in the required one
 */
export function payloadBytes(text: string, form?: PayloadForm): Buffer | undefined {
  const trimmed = text.trim()
  const digits = trimmed.replace(/(?:^|\s+)(?:0x)?/gi, '')
  const isHex = /^(?:[0-9a-f]{2})*$/i.test(digits)
  if (isHex && form !== 'base64') return Buffer.from(digits, 'hex')
  if (form === 'hex') return undefined
  // Without padding it is more likely mistyped hex, and with characters of both alphabets a path.
  const isPadded = trimmed.length % 4 === 0 || form === 'base64'
  const isMixed = /[+/]/.test(trimmed) && /[-_]/.test(trimmed)
  return isPadded && !isMixed ? base64Bytes(trimmed) : undefined
}
