import { createHash } from 'node:crypto'
import { base64Bytes, isBase64 } from '../event/base64.ts'
import type { PayloadChange, StatusChanges } from '../event/event-history.ts'

/** The bytes of a payload that are kept and shown. A longer one is compared by a hash. */
const longestKept = 4096
/** The digits of base64 that are needed for them. */
const mostDigits = Math.ceil((longestKept * 4) / 3)

/** The last raw payload of a device whose values are not known. */
export class LastPayload {
  /** In base64, with no memory shared with others. */
  private text: string
  private hash: string | undefined

  constructor(payload: Buffer) {
    this.text = textOf(payload)
    this.hash = hashOf(payload)
  }

  /** Bytes of memory, roughly. */
  get weight(): number {
    return 100 + this.text.length
  }

  /** Compares a payload with the one before, and keeps it. */
  update(payload: Buffer): StatusChanges {
    const { text, hash } = this
    this.text = textOf(payload)
    this.hash = hashOf(payload)
    return changesOf(new Change(text, this.text, hash === this.hash))
  }

  /**
   * The same for a payload as the text `bytes[start, end)`, which is not decoded. Returns undefined, having done nothing, if
   * that is no base64, or it or the one before is too long.
   */
  updateFrom(bytes: Buffer, start: number, end: number): StatusChanges | undefined {
    const { text } = this
    if (end - start > mostDigits || this.hash !== undefined) return undefined
    if (!isAt(text, bytes, start, end)) {
      if (!isBase64(bytes, start, end)) return undefined
      this.text = bytes.toString('latin1', start, end)
    }
    return changesOf(new Change(text, this.text, true))
  }
}

/** A change that is decoded when it is asked for: only `--diff` shows it. */
class Change implements PayloadChange {
  private readonly old: string
  private readonly now: string
  private readonly sameHash: boolean
  private bytesBefore: Buffer | undefined
  private bytesAfter: Buffer | undefined

  constructor(old: string, now: string, sameHash: boolean) {
    this.old = old
    this.now = now
    this.sameHash = sameHash
  }

  get before(): Buffer {
    this.bytesBefore ??= bytesOf(this.old)
    return this.bytesBefore
  }

  get after(): Buffer {
    this.bytesAfter ??= bytesOf(this.now)
    return this.bytesAfter
  }

  /** The same bytes can be written in several ways. */
  get isSame(): boolean {
    return this.sameHash && (this.old === this.now || this.before.equals(this.after))
  }
}

function changesOf(payload: PayloadChange): StatusChanges {
  return { values: noValues, unchanged: 0, payload }
}

const noValues: StatusChanges['values'] = []

function isAt(text: string, bytes: Buffer, start: number, end: number): boolean {
  if (text.length !== end - start) return false
  // Backwards, since payloads tend to differ at the end.
  for (let i = text.length - 1; i >= 0; i--) if (text.charCodeAt(i) !== bytes[start + i]) return false
  return true
}

function textOf(payload: Buffer): string {
  return payload.toString('base64', 0, longestKept)
}

function bytesOf(base64: string): Buffer {
  return base64Bytes(base64) ?? Buffer.alloc(0)
}

function hashOf(payload: Buffer): string | undefined {
  return payload.length > longestKept ? createHash('sha256').update(payload).digest('base64') : undefined
}
