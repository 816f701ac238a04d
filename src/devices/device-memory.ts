/** Bytes that are allocated at once. Of those, a single value keeps all from being freed. */
const chunkSize = 2048
/** More get memory of their own. */
const mostShared = chunkSize / 8

let chunk = Buffer.alloc(0)
let taken = 0

/**
 * Returns memory for what is known of a device, filled with anything. A few bytes are a part of what several devices share:
 * memory of their own would take some 250 bytes more.
 */
export function deviceMemory(size: number): Buffer {
  if (size > mostShared) return Buffer.allocUnsafeSlow(size)
  if (taken + size > chunk.length) {
    chunk = Buffer.allocUnsafeSlow(chunkSize)
    taken = 0
  }
  taken += size
  return chunk.subarray(taken - size, taken)
}
