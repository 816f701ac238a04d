const notDigit = 0xff
/** The six bits of each digit, in both alphabets. */
const digits = new Uint8Array(256).fill(notDigit)
for (const alphabet of ['+/', '-_'])
  for (const [bits, digit] of [
    ...`ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789${alphabet}`,
  ].entries())
    digits[digit.charCodeAt(0)] = bits

const equals = 0x3d
/** Bytes of the longest payload that is read. */
const most = 1024

/** Reads base64 of a line into memory that is used again. */
export class Base64Reader {
  private readonly room = Buffer.alloc(most)
  /** Views of the first bytes, by their number: devices have few lengths of payloads, and making a view takes long. */
  private readonly views: (Buffer | undefined)[] = []

  /**
   * Returns the bytes of the base64 digits `source[from, to)`, until the next call; undefined if there are other characters,
   * or too many.
   */
  read(source: Buffer, from: number, to: number): Buffer | undefined {
    let end = to
    if (end > from && source[end - 1] === equals) end -= source[end - 2] === equals ? 2 : 1
    const left = (end - from) & 3
    const length = Math.floor(((end - from) * 3) / 4)
    if (left === 1 || length > most) return undefined
    const { room } = this
    let all = 0
    let at = 0
    let bits = 0
    for (let i = from; i < end; i++) {
      const six = digits[source[i]!]!
      all |= six
      bits = (bits << 6) | six
      if (((i - from) & 3) === 3) {
        room[at++] = bits >> 16
        room[at++] = bits >> 8
        room[at++] = bits
        bits = 0
      }
    }
    if (all > 0x3f) return undefined
    if (left > 1) room[at++] = bits >> (left === 2 ? 4 : 10)
    if (left === 3) room[at] = bits >> 2
    this.views[length] ??= room.subarray(0, length)
    return this.views[length]
  }
}
