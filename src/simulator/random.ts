/**
 * Numbers that look random and are the same for the same seed: a counter stepped by the golden ratio and
 * mixed by the finaliser of MurmurHash3 (both published; the period is 2^32).
 */
export class Random {
  private readonly seed: number
  private state: number

  constructor(seed: number) {
    this.seed = mix((seed >>> 0) ^ mix(Math.floor(seed / 2 ** 32) >>> 0))
    this.state = this.seed
  }

  /** A generator of its own for `purpose`, so that drawing more here does not change what comes there. */
  fork(purpose: string): Random {
    let hash = this.seed
    for (let i = 0; i < purpose.length; i++) hash = mix(hash ^ purpose.charCodeAt(i))
    return new Random(hash)
  }

  /** From 0, up to and without 1. */
  next(): number {
    return this.bits() / 2 ** 32
  }

  /** A whole number from `min` to `max`, both possible. */
  int(min: number, max: number): number {
    return min + Math.floor(this.next() * (max - min + 1))
  }

  /** True in a share `probability` of all cases. */
  chance(probability: number): boolean {
    return this.next() < probability
  }

  pick<T>(list: readonly T[]): T {
    return list[this.int(0, list.length - 1)]!
  }

  /** `length` characters of `alphabet`. */
  text(alphabet: string, length: number): string {
    let out = ''
    while (out.length < length) out += alphabet[this.int(0, alphabet.length - 1)]
    return out
  }

  /** A UUID of version 4. */
  uuid(): string {
    const hex = this.text('0123456789abcdef', 31)
    const variant = this.pick(['8', '9', 'a', 'b'])
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(12, 15)}-${variant}${hex.slice(15, 18)}-${hex.slice(18, 30)}`
  }

  private bits(): number {
    this.state = (this.state + 0x9e3779b9) >>> 0
    return mix(this.state)
  }
}

function mix(value: number): number {
  let z = value
  z = Math.imul(z ^ (z >>> 16), 0x85ebca6b)
  z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35)
  return (z ^ (z >>> 16)) >>> 0
}
