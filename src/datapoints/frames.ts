import { commands, type Flag } from './protocol.ts'

interface Header {
  readonly command: number
  readonly flag: number
  /** The length that the envelope declares, from the flag to the end of the frame. */
  readonly declared: number
  /** The offset of the flag, which follows the length. */
  readonly flagAt: number
}

/** The header of a payload. */
export interface Envelope extends Header {
  readonly serial: number | undefined
  readonly deviceId: string | undefined
  /** The actual length, from the flag to the end of the frame. */
  readonly actual: number
}

/** A payload with or without an envelope. */
export interface Frame {
  readonly bytes: Buffer
  /** Undefined if the payload is bare, or the envelope is cut short. */
  readonly envelope: Envelope | undefined
  /** The offset of the payload's action byte, or of the part of the envelope that cannot be read. */
  readonly payloadAt: number
  /** What is wrong with the envelope. With `bad_envelope` or `unknown_command` there is no payload. */
  readonly flags: readonly Flag[]
}

const transportVersion = Buffer.from([0, 0, 0, 3])

/** Splits the bytes of an event: a bare payload, or one or more consecutive frames. */
export function framesOf(bytes: Buffer): Frame[] {
  if (!isEnveloped(bytes)) return [frameOf(bytes)]
  const frames: Frame[] = []
  let start = 0
  do {
    const rest = bytes.subarray(start)
    const size = sizeOfFirst(rest)
    frames.push(frameOf(rest.subarray(0, size)))
    start += size
  } while (start < bytes.length)
  return frames
}

/**
 * Returns the size of the first frame. Some firmware declares a wrong length, so the declared end counts only if it is the
 * end of the bytes or another frame begins there. Otherwise the frame ends before one that reaches exactly to the end.
 */
function sizeOfFirst(bytes: Buffer): number {
  const head = headerOf(bytes)
  if (!head) return bytes.length
  const end = head.flagAt + head.declared
  if (end === bytes.length || headerOf(bytes.subarray(end))) return end
  let at = bytes.indexOf(transportVersion, head.flagAt + 3)
  for (; at >= 0; at = bytes.indexOf(transportVersion, at + 1)) {
    const next = headerOf(bytes.subarray(at))
    if (next && commands[next.command] && at + next.flagAt + next.declared === bytes.length) return at
  }
  return bytes.length
}

/** Whether the bytes begin with the transport version. */
export function isEnveloped(bytes: Buffer): boolean {
  return bytes[0] === 0 && bytes[1] === 0 && bytes[2] === 0 && bytes[3] === 3
}

/** Returns undefined if the bytes do not begin with a complete header. */
function headerOf(bytes: Buffer): Header | undefined {
  if (!isEnveloped(bytes)) return undefined
  let declared = 0
  for (let at = 4; at < 8; at++) {
    const byte = bytes[at] ?? 0x80
    declared += (byte & 0x7f) * 2 ** (7 * (at - 4))
    const flagAt = at + 1
    if (byte < 0x80)
      return flagAt + 3 > bytes.length
        ? undefined
        : { declared, flagAt, flag: bytes[flagAt]!, command: bytes.readUInt16BE(flagAt + 1) }
  }
  return undefined
}

function frameOf(bytes: Buffer): Frame {
  const header = headerOf(bytes)
  if (!header) {
    const flags: Flag[] = isEnveloped(bytes) ? ['bad_envelope'] : []
    return { bytes, envelope: undefined, payloadAt: 0, flags }
  }
  const flags: Flag[] = []
  const actual = bytes.length - header.flagAt
  if (header.declared !== actual) flags.push('length_mismatch')
  const command = commands[header.command]
  let payloadAt = header.flagAt + 3
  let serial: number | undefined
  let deviceId: string | undefined
  if (!command) flags.push('unknown_command')
  else if (command.serial && payloadAt + 4 > bytes.length) flags.push('bad_envelope')
  else {
    if (command.serial) {
      serial = bytes.readUInt32BE(payloadAt)
      payloadAt += 4
    }
    deviceId = deviceIdAt(bytes, payloadAt)
    if (deviceId !== undefined) payloadAt += 2 + deviceId.length
  }
  const { command: number, flag, declared, flagAt } = header
  return {
    bytes,
    envelope: { command: number, flag, declared, flagAt, serial, deviceId, actual },
    payloadAt,
    flags,
  }
}

/** Reads two bytes of length and that many ASCII characters. The first byte is 0, which is not an action. */
function deviceIdAt(bytes: Buffer, at: number): string | undefined {
  if (bytes[at] !== 0 || at + 2 > bytes.length) return undefined
  const end = at + 2 + bytes[at + 1]!
  const id = bytes.toString('latin1', at + 2, end)
  return end <= bytes.length && /^[!-~]*$/.test(id) ? id : undefined
}
