import type { Push } from './push.ts'
import type { Words } from './words.ts'

/** Acks in a blank: most batches are no longer than a few of these. */
const blankLines = 64
/** Longer ids are written without a blank. */
const longestKept = 32
const tail = '}\n'

/** Acks whose ids are still to be filled in. */
interface Blank {
  readonly lines: Buffer
  /** Bytes per ack. */
  readonly size: number
  /** Where in an ack the ids begin. */
  readonly messageIdAt: number
  readonly idAt: number
}

/**
 * Writes acks, one per line, in any dialect of JSON lines. Each id goes back as the bytes that came: the document asks
 * for the original data type, and no number or string in between can change bytes. Acks whose ids are equally long
 * differ in nothing but the ids, so that these are copied into prepared lines.
 */
export class AckWriter {
  private readonly idHead: string
  /** What precedes the message id of a push that has one, and what then precedes its `delivery_id`. */
  private readonly messageIdHead: string
  private readonly idHeadAfterMessageId = ',"delivery_id":'
  /** By the lengths of both ids; 0 for no message id. */
  private readonly blanks: Blank[] = []

  constructor({ ack, messageId }: Words) {
    this.idHead = `{"cmd":"${ack}","delivery_id":`
    this.messageIdHead = `{"cmd":"${ack}",${JSON.stringify(messageId ?? '')}:`
  }

  /** The acks of these events, in order; each of them must have a `delivery_id`. */
  write(pushes: readonly Push[]): Buffer {
    const lines = Buffer.allocUnsafe(this.size(pushes))
    let at = 0
    for (let i = 0; i < pushes.length; ) {
      const length = idLength(pushes[i]!)
      const messageLength = messageIdLength(pushes[i]!)
      if (length > longestKept || messageLength > longestKept) {
        at = this.putLine(lines, at, pushes[i++]!)
        continue
      }
      // Ids of one connection count up, so that consecutive ones mostly have one length.
      const from = i
      const most = Math.min(pushes.length, i + blankLines)
      do i++
      while (i < most && idLength(pushes[i]!) === length && messageIdLength(pushes[i]!) === messageLength)
      const blank = this.blankOf(messageLength, length)
      const { size, messageIdAt, idAt } = blank
      lines.set(blank.lines.subarray(0, (i - from) * size), at)
      if (messageLength > 0) {
        for (let k = from, to = at + messageIdAt; k < i; k++, to += size) {
          const { bytes, messageIdStart, messageIdEnd } = pushes[k]!
          put(lines, to, bytes, messageIdStart, messageIdEnd)
        }
      }
      for (let k = from; k < i; k++, at += size) {
        const { bytes, idStart, idEnd } = pushes[k]!
        put(lines, at + idAt, bytes, idStart, idEnd)
      }
    }
    return lines
  }

  private size(pushes: readonly Push[]): number {
    const more = this.messageIdHead.length + this.idHeadAfterMessageId.length - this.idHead.length
    let size = pushes.length * (this.idHead.length + tail.length)
    for (const push of pushes) {
      const messageLength = messageIdLength(push)
      size += idLength(push) + (messageLength > 0 ? messageLength + more : 0)
    }
    return size
  }

  /** Writes an ack with ids of any length; returns where the next one begins. */
  private putLine(lines: Buffer, at: number, push: Push): number {
    const { bytes, idStart, idEnd, messageIdStart, messageIdEnd } = push
    if (messageIdLength(push) > 0) {
      at += lines.write(this.messageIdHead, at)
      at += bytes.copy(lines, at, messageIdStart, messageIdEnd)
      at += lines.write(this.idHeadAfterMessageId, at)
    } else at += lines.write(this.idHead, at)
    at += bytes.copy(lines, at, idStart, idEnd)
    return at + lines.write(tail, at)
  }

  private blankOf(messageLength: number, length: number): Blank {
    const key = messageLength * (longestKept + 1) + length
    this.blanks[key] ??= this.newBlank(messageLength, length)
    return this.blanks[key]
  }

  private newBlank(messageLength: number, length: number): Blank {
    const head =
      messageLength > 0
        ? this.messageIdHead + '-'.repeat(messageLength) + this.idHeadAfterMessageId
        : this.idHead
    const line = head + '-'.repeat(length) + tail
    return {
      lines: Buffer.from(line.repeat(blankLines)),
      size: line.length,
      messageIdAt: this.messageIdHead.length,
      idAt: head.length,
    }
  }
}

function idLength({ idStart, idEnd }: Push): number {
  return idEnd - idStart
}

/** 0 where the push has no message id. */
function messageIdLength({ messageIdStart, messageIdEnd }: Push): number {
  return messageIdEnd - messageIdStart
}

/** Byte by byte: for so few bytes that is faster than a call of `Buffer.copy`. */
function put(lines: Buffer, at: number, bytes: Buffer, start: number, end: number): void {
  for (let i = start; i < end; i++) lines[at++] = bytes[i]!
}
