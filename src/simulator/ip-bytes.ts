import { isIPv4 } from 'node:net'

/**
 * Returns the 4 or 16 bytes of an IP address; undefined if it is none. The zone of an address, as of `fe80::1%eth0`, means
 * something on one machine only, and is not part of it.
 */
export function ipBytes(text: string): Buffer | undefined {
  if (isIPv4(text)) return Buffer.from(text.split('.').map(Number))
  // A URL writes the last 32 bits in hex, even if they are given as an IPv4 address. `isIPv6` takes 4 ms to load.
  const url = `http://[${text.replace(/%.*/, '')}]`
  if (!text.includes(':') || !URL.canParse(url)) return undefined
  const [before = [], after = []] = new URL(url).hostname.slice(1, -1).split('::').map(groupsOf)
  const missing = Array<number>(8 - before.length - after.length).fill(0)
  return Buffer.from([...before, ...missing, ...after].flatMap(group => [group >> 8, group & 0xff]))
}

/** @param text groups of hex digits */
function groupsOf(text: string): number[] {
  return text === '' ? [] : text.split(':').map(group => Number.parseInt(group, 16))
}
