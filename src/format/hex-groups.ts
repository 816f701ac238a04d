/**
 * Bytes as hex, four to a group: `00000003 07000091 04010203`.
 *
 * @param most bytes that can be of use to the reader; the rest of a huge payload is not worth writing
 */
export function hexGroups(bytes: Buffer, most: number): string {
  const hex = bytes.toString('hex', 0, Math.min(most, bytes.length))
  let groups = hex.slice(0, 8)
  for (let at = 8; at < hex.length; at += 8) groups += ` ${hex.slice(at, at + 8)}`
  return groups
}
