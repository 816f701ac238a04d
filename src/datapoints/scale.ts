/** An exact decimal number: `digits / 10 ** decimals`. */
interface Decimal {
  readonly digits: bigint
  readonly decimals: number
}

/** The largest raw value, that of a `uint32`. */
const maxRaw = 2 ** 32 - 1
/** The largest power of ten up to which all are exact as numbers. */
const maxExactPower = 22

/**
 * Converts between raw numbers and values: `value = raw * ratio + addition`, rounded to the decimals of ratio and addition.
 * Raw 3 at a ratio of 0.1 is 0.3, not 0.30000000000000004.
 */
export class Scale {
  readonly ratio: number
  readonly addition: number
  /** Ratio and addition in units of `10 ** -decimals`. */
  private readonly factor: bigint
  private readonly offset: bigint
  private readonly decimals: number
  /** The same as numbers, if these are exact for every raw value. */
  private readonly exact: { factor: number; offset: number; divisor: number } | undefined

  constructor(ratio: number, addition: number) {
    this.ratio = ratio
    this.addition = addition
    const [one, other] = [decimalOf(ratio), decimalOf(addition)]
    this.decimals = Math.max(one.decimals, other.decimals)
    this.factor = one.digits * 10n ** BigInt(this.decimals - one.decimals)
    this.offset = other.digits * 10n ** BigInt(this.decimals - other.decimals)
    const most = Math.abs(Number(this.factor)) * maxRaw + Math.abs(Number(this.offset))
    if (most <= Number.MAX_SAFE_INTEGER && this.decimals <= maxExactPower) {
      this.exact = {
        factor: Number(this.factor),
        offset: Number(this.offset),
        divisor: 10 ** this.decimals,
      }
    }
  }

  /** Whether every value is the raw number. */
  get isIdentity(): boolean {
    return this.ratio === 1 && this.addition === 0
  }

  value(raw: number): number {
    const { exact } = this
    if (exact) return (raw * exact.factor + exact.offset) / exact.divisor
    return Number(`${BigInt(raw) * this.factor + this.offset}e-${this.decimals}`)
  }

  /** Returns the raw number with the nearest value. It may be negative or too large for the attribute. */
  raw(value: number): number {
    return Math.round((value - this.addition) / this.ratio)
  }
}

function decimalOf(value: number): Decimal {
  const [mantissa, exponent = '0'] = String(value).split('e') as [string, string?]
  const [whole, fraction = ''] = mantissa.split('.') as [string, string?]
  const decimals = fraction.length - Number(exponent)
  const digits = BigInt(whole + fraction)
  return decimals < 0 ? { digits: digits * 10n ** BigInt(-decimals), decimals: 0 } : { digits, decimals }
}
