const [zero, minus, point] = [0x30, 0x2d, 0x2e] as const
/** Larger numbers are rare. */
const mostHundredths = 1e10
/** The most bytes that `writeNumber` takes. */
export const longestNumber = 12

/**
 * Writes a number at `out[at]` as `String` does, if it is not large and has two decimals at most. Returns where it ends; -1 if
 * it is another one, of which nothing is written.
 */
export function writeNumber(value: number, out: Uint8Array, at: number): number {
  const size = Math.abs(value)
  const hundredths = Math.round(size * 100)
  // No other number with so few digits is the same double.
  if (!(hundredths <= mostHundredths) || hundredths / 100 !== size) return -1
  if (value < 0) out[at++] = minus
  let rest = (hundredths / 100) | 0
  const decimals = hundredths - 100 * rest
  let end = at + 1
  for (let power = 10; power <= rest; power *= 10) end++
  for (let i = end - 1; i >= at; i--) {
    const tenth = (rest / 10) | 0
    out[i] = zero + rest - 10 * tenth
    rest = tenth
  }
  if (decimals === 0) return end
  const tenths = (decimals / 10) | 0
  out[end++] = point
  out[end++] = zero + tenths
  if (decimals > 10 * tenths) out[end++] = zero + decimals - 10 * tenths
  return end
}
