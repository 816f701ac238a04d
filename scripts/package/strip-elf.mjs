const alloc = 2n
const noBits = 8
/** Offsets in the header of the file, and its size. */
const header = { size: 64, table: 0x28, entrySize: 0x3a, count: 0x3c, names: 0x3e }

/**
 * Returns a 64-bit ELF executable without symbols and debug sections, which are not needed to run it.
 *
 * `strip` does the same, but a machine may not have it, and seldom has it for another architecture. This way the same
 * Node gives the same bytes everywhere.
 *
 * What is needed is marked "alloc"; a linker puts the rest after it, in the file as in the table of sections. So the
 * file ends earlier, with the names of the sections and a shorter table. The numbers of the sections, by which they
 * refer to each other, do not change.
 *
 * @param {Buffer} bytes
 * @throws {Error} where it is no such file, or has another layout
 */
export function stripElf(bytes) {
  if (bytes.readUInt32BE(0) !== 0x7f454c46 || bytes[4] !== 2 || bytes[5] !== 1)
    throw new Error('no 64-bit little-endian ELF file: it begins with other bytes')
  const entrySize = bytes.readUInt16LE(header.entrySize)
  const table = Number(bytes.readBigUInt64LE(header.table))
  const sections = Array.from({ length: bytes.readUInt16LE(header.count) }, (_, i) =>
    sectionAt(bytes, table + i * entrySize),
  )
  const names = sections[bytes.readUInt16LE(header.names)]
  const kept = sections.findLastIndex(section => section.isAlloc) + 1
  const end = Math.max(header.size, ...sections.filter(section => section.isAlloc).map(endOf))
  const rest = sections.slice(kept).filter(section => section.size > 0)
  const isMixed = sections.slice(1, kept).some(section => !section.isAlloc)
  if (!names || isMixed || rest.some(section => section.offset < end))
    throw new Error('sections that are loaded and such that are not lie mixed: this ELF file cannot be cut')

  const namesAt = end
  const tableAt = (namesAt + names.size + 7) & ~7
  const cut = Buffer.alloc(tableAt + (kept + 1) * entrySize)
  bytes.copy(cut, 0, 0, end)
  bytes.copy(cut, namesAt, names.offset, names.offset + names.size)
  bytes.copy(cut, tableAt, table, table + kept * entrySize)
  names.entry.copy(cut, tableAt + kept * entrySize, 0, entrySize)
  cut.writeBigUInt64LE(BigInt(namesAt), tableAt + kept * entrySize + 0x18)
  cut.writeBigUInt64LE(BigInt(tableAt), header.table)
  cut.writeUInt16LE(kept + 1, header.count)
  cut.writeUInt16LE(kept, header.names)
  return cut
}

/**
 * Reads an entry of the table of sections.
 *
 * @param {Buffer} bytes
 * @param {number} at where the entry is
 */
function sectionAt(bytes, at) {
  return {
    entry: bytes.subarray(at),
    isAlloc: (bytes.readBigUInt64LE(at + 8) & alloc) !== 0n,
    isInFile: bytes.readUInt32LE(at + 4) !== noBits,
    offset: Number(bytes.readBigUInt64LE(at + 0x18)),
    size: Number(bytes.readBigUInt64LE(at + 0x20)),
  }
}

/** @param {{ offset: number, size: number, isInFile: boolean }} section */
function endOf({ offset, size, isInFile }) {
  return isInFile ? offset + size : offset
}
