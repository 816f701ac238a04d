/** Returns which of `count` colours a device has: a hash of its did (FNV-1a), so that it is the same in every run. */
export function deviceColour(did: string, count: number): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < did.length; i++) hash = Math.imul(hash ^ did.charCodeAt(i), 0x01000193)
  // The low bits of FNV are weak, and similar dids would get similar colours.
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return ((hash ^ (hash >>> 16)) >>> 0) % count
}
