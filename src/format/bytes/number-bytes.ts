const [zero, minus, point] = [0x30, 0x2d, 0x2e] as const
/** Larger numbers are rare. */
const mostTenths = 1e9
/** The most bytes that `writeNumber` takes. */
export const longestNumber = 12

/**
 * Writes a number at `out[at]` as `String` does, if it is not large and has one decimal at most. Returns where it ends; -1 if
 * it is another one, of which nothing is written.
 */
export function writeNumber(value: number, out: Uint8Array, at: number): number {
  const size = Math.abs(value)
  const tenths = Math.round(size * 10)
  // No other number with so few digits is the same double.
  if (!(tenths <= mostTenths) || tenths / 10 !== size) return -1
  if (value < 0) out[at++] = minus
  let rest = Math.floor(tenths / 10)
  const tenth = tenths - 10 * rest
  let end = at + 1
  for (let power = 10; power <= rest; power *= 10) end++
  for (let i = end - 1; i >= at; i--) {
    out[i] = zero + (rest % 10)
    rest = Math.floor(rest / 10)
  }
  if (tenth === 0) return end
  out[end] = point
  out[end + 1] = zero + tenth
  return end + 2
}
