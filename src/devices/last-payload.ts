import { createHash } from 'node:crypto'
import type { StatusChanges } from '../event/event-history.ts'

/** The bytes of a payload that are kept and shown. A longer one is compared by a hash. */
const longestKept = 4096

/** The last raw payload of a device whose values are not known. */
export class LastPayload {
  /** The bytes as latin1, which on the heap takes a byte for each, and no memory shared with others. */
  private text: string
  private hash: string | undefined

  constructor(bytes: Buffer) {
    this.text = bytes.toString('latin1', 0, longestKept)
    this.hash = hashOf(bytes)
  }

  /** Bytes of memory, roughly. */
  get weight(): number {
    return 100 + this.text.length
  }

  /** Compares a payload with the one before, and keeps it. */
  update(bytes: Buffer): StatusChanges {
    const { text, hash } = this
    this.text = bytes.toString('latin1', 0, longestKept)
    this.hash = hashOf(bytes)
    const isSame = this.text === text && this.hash === hash
    const payload = { before: Buffer.from(text, 'latin1'), after: bytes.subarray(0, longestKept), isSame }
    return { values: noValues, unchanged: 0, payload }
  }
}

const noValues: StatusChanges['values'] = []

function hashOf(bytes: Buffer): string | undefined {
  return bytes.length > longestKept ? createHash('sha256').update(bytes).digest('base64') : undefined
}
