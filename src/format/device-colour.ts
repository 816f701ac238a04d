const offset = 0x811c9dc5
const prime = 0x01000193

/** Returns which of `count` colours a device has: a hash of its did (FNV-1a), so that it is the same in every run. */
export function deviceColour(did: string, count: number): number {
  let hash = offset
  for (let i = 0; i < did.length; i++) hash = Math.imul(hash ^ did.charCodeAt(i), prime)
  return spread(hash) % count
}

/** The same for a did in ASCII, which is `bytes[start, end)`. */
export function asciiDeviceColour(bytes: Uint8Array, start: number, end: number, count: number): number {
  let hash = offset
  for (let at = start; at < end; at++) hash = Math.imul(hash ^ bytes[at]!, prime)
  return spread(hash) % count
}

/** The low bits of FNV are weak, and similar dids would get similar colours. */
function spread(hash: number): number {
  let spread = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  spread = Math.imul(spread ^ (spread >>> 13), 0xc2b2ae35)
  return (spread ^ (spread >>> 16)) >>> 0
}
