const dos = { magic: 0x4d5a, pe: 0x3c }
const pe = { magic: 0x50450000, optional: 24 }
/** In the optional header of a 64-bit program. */
const optional = { magic: 0x20b, checksum: 64, signature: 112 + 4 * 8 }

/**
 * Returns a 64-bit Windows executable without its Authenticode signature: adding the program breaks it, and a broken
 * signature is worse than none. The signature is the end of the file, and one entry in its header.
 *
 * @param {Buffer} bytes
 * @throws {Error} where it is no such file, or something follows the signature
 */
export function stripSignature(bytes) {
  const header = bytes.length > 0x40 && bytes.readUInt16BE(0) === dos.magic ? bytes.readUInt32LE(dos.pe) : -1
  const at = header + pe.optional
  if (
    header < 0 ||
    at + optional.signature + 8 > bytes.length ||
    bytes.readUInt32BE(header) !== pe.magic ||
    bytes.readUInt16LE(at) !== optional.magic
  )
    throw new Error('no 64-bit Windows executable: it begins with other bytes')
  const entry = at + optional.signature
  const [offset, size] = [bytes.readUInt32LE(entry), bytes.readUInt32LE(entry + 4)]
  if (size === 0) return bytes
  if (offset + size !== bytes.length)
    throw new Error('its signature is not the end of the file: this executable cannot be cut')
  const cut = Buffer.from(bytes.subarray(0, offset))
  // Windows checks it for drivers only; none is better than a wrong one.
  cut.fill(0, entry, entry + 8)
  cut.fill(0, at + optional.checksum, at + optional.checksum + 4)
  return cut
}
