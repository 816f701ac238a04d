/**
 * Bytes as hex, four to a group: `00000003 07000091 04010203`.
 *
 * @param most bytes that can be of use to the reader; the rest of a huge payload is not worth writing
 */
export function hexGroups(bytes: Buffer, most: number): string {
  return bytes
    .subarray(0, most)
    .toString('hex')
    .replace(/.{8}(?=.)/g, '$& ')
}
