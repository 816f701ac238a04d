/** So many letters in a row are text, rather than bytes that happen to be letters. */
export const leastLetters = 4
const text = new RegExp(`[ -~]{${leastLetters}}`)

/**
 * Formats bytes as ASCII in quotes, with dots for all others; an empty string if there is no text among them.
 *
 * @param most bytes to format at most
 */
export function quotedAscii(bytes: Buffer, most: number): string {
  const ascii = bytes.toString('latin1', 0, Math.min(most, bytes.length))
  return text.test(ascii) ? `"${ascii.replace(/[^ -~]/g, '.')}"` : ''
}
