import type { Random } from './random.ts'

/** An IMSI of the network 001-01, which is for tests. */
export function madeUpImsi(random: Random): string {
  return `00101${random.text('0123456789', 10)}`
}
