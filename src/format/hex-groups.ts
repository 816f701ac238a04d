/**
 * Formats bytes as hex in groups of four: `00000003 07000091 04010203`.
 *
 * @param most bytes to format at most, since a huge payload does not fit on a line anyway
 */
export function hexGroups(bytes: Buffer, most: number): string {
  const hex = bytes.toString('hex', 0, Math.min(most, bytes.length))
  let groups = hex.slice(0, 8)
  for (let at = 8; at < hex.length; at += 8) groups += ` ${hex.slice(at, at + 8)}`
  return groups
}
