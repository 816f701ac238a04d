/** Numbers in each array: rows of some 500 lines. */
const usualLength = 16 * 1024

/**
 * Keeps rows in arrays that several reads share. A read brings some fifty lines, and an array of its own would take longer
 * to make than its rows take to copy.
 */
export class RowPool {
  /** The array that holds what was kept last. */
  rows = new Int32Array(0)
  private used = 0

  /** Keeps the first `length` of these numbers, and returns where in `rows` they are. */
  keep(numbers: Int32Array, length: number): number {
    if (this.used + length > this.rows.length) {
      // Not filled with zeros first.
      this.rows = new Int32Array(Buffer.allocUnsafeSlow(4 * Math.max(usualLength, length)).buffer)
      this.used = 0
    }
    const at = this.used
    this.rows.set(numbers.subarray(0, length), at)
    this.used += length
    return at
  }
}
