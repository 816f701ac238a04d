/**
 * Pseudo-random numbers from a seed: a counter that is stepped by the golden ratio and mixed by the finalizer of
 * MurmurHash3. Both are published; the period is 2^32.
 */
export class Random {
  private readonly seed: number
  private state: number

  constructor(seed: number) {
    this.seed = mix((seed >>> 0) ^ mix(Math.floor(seed / 2 ** 32) >>> 0))
    this.state = this.seed
  }

  /** Returns a separate generator for `purpose`, so that numbers drawn from one do not change those of the other. */
  fork(purpose: string): Random {
    let hash = this.seed
    for (let i = 0; i < purpose.length; i++) hash = mix(hash ^ purpose.charCodeAt(i))
    return new Random(hash)
  }

  /** A number from 0 to 1, without 1. */
  next(): number {
    return this.bits() / 2 ** 32
  }

  /** An integer from `min` to `max`, both included. */
  int(min: number, max: number): number {
    return min + Math.floor(this.next() * (max - min + 1))
  }

  /** True with the given probability. */
  chance(probability: number): boolean {
    return this.next() < probability
  }

  pick<T>(list: readonly T[]): T {
    return list[this.int(0, list.length - 1)]!
  }

  /** Returns `length` characters of `alphabet`. */
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
