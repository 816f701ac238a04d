/** A report, device to cloud. */
const command = [0x00, 0x91]
const transportVersion = [0x00, 0x00, 0x00, 0x03]
const flag = 0x00

/** `payload` in the envelope devices send it in: version, length (7 bits a byte, lowest first), flag, command. */
export function inEnvelope(payload: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from([flag, ...command]), payload])
  const length: number[] = []
  let left = body.length
  do {
    const more = left > 127
    length.push((left & 127) | (more ? 128 : 0))
    left >>= 7
  } while (left > 0)
  return Buffer.concat([Buffer.from([...transportVersion, ...length]), body])
}
