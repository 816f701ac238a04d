/**
 * Reads a field of a bit group. The group is one big-endian integer of `width` bytes at `start`; `offset` counts from
 * the lowest bit of its last byte and may exceed 7.
 *
 * @param length of the field in bits, 1 to 32
 */
export function readBits(
  bytes: Buffer,
  start: number,
  width: number,
  offset: number,
  length: number,
): number {
  let at = start + width - 1 - (offset >> 3)
  const shift = offset & 7
  let have = 8 - shift
  let value = bytes[at]! >> shift
  // Multiplied, not shifted: shifts wrap at 32 bits.
  for (; have < length; have += 8) value += bytes[--at]! * 2 ** have
  return value % 2 ** length
}

/** The reverse of `readBits`. The bits of the field must be 0. */
export function writeBits(
  bytes: Buffer,
  start: number,
  width: number,
  offset: number,
  length: number,
  value: number,
): void {
  let at = start + width - 1 - (offset >> 3)
  let rest = value * 2 ** (offset & 7)
  for (let left = (offset & 7) + length; left > 0; left -= 8) {
    bytes[at]! |= rest % 256
    rest = Math.floor(rest / 256)
    at--
  }
}

/** Returns whether one bit of such a group is set. */
export function hasBit(bytes: Buffer, start: number, width: number, offset: number): boolean {
  return readBits(bytes, start, width, offset, 1) === 1
}
