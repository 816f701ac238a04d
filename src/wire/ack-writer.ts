import { newView, viewOf } from '../base/view-of.ts'
import type { Push } from './push.ts'
import type { Words } from './words.ts'

/** Acks in a template: most batches take no more than a few of these. */
const templateLines = 64
/** Bytes of the longest id for which a template is kept. */
const longestKept = 32
const tail = '}\n'

/** Acks with room for ids of certain lengths. */
interface Template {
  readonly lines: Buffer
  /** Bytes per ack. */
  readonly size: number
  /** Offsets of the ids in an ack. */
  readonly messageIdAt: number
  readonly idAt: number
}

/**
 * Writes acks, one per line, for any dialect of JSON lines. An ack repeats the bytes of the ids, so that their data type
 * and digits are preserved. Acks with ids of equal length differ only in these bytes, which are copied into a template.
 */
export class AckWriter {
  private readonly idHead: string
  /** What precedes the message id of a push that has one, and its `delivery_id` then. */
  private readonly messageIdHead: string
  private readonly idHeadAfterMessageId = ',"delivery_id":'
  /** Templates by the lengths of both ids, where 0 means no message id. */
  private readonly templates: Template[] = []

  constructor({ ack, messageId }: Words) {
    this.idHead = `{"cmd":"${ack}","delivery_id":`
    this.messageIdHead = `{"cmd":"${ack}",${JSON.stringify(messageId ?? '')}:`
  }

  /** Returns the acks of these events, in order. Each of them must have a `delivery_id`. */
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
      const most = Math.min(pushes.length, i + templateLines)
      do i++
      while (i < most && idLength(pushes[i]!) === length && messageIdLength(pushes[i]!) === messageLength)
      const template = this.templateOf(messageLength, length)
      const { size, messageIdAt, idAt } = template
      lines.set(template.lines.subarray(0, (i - from) * size), at)
      if (messageLength > 0) {
        const to = newView(lines)
        for (let k = from, idTo = at + messageIdAt; k < i; k++, idTo += size) {
          const push = pushes[k]!
          putLong(to, idTo, viewOf(push.bytes), push.messageIdStart, push.messageIdEnd)
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

  private templateOf(messageLength: number, length: number): Template {
    const key = messageLength * (longestKept + 1) + length
    this.templates[key] ??= this.newTemplate(messageLength, length)
    return this.templates[key]
  }

  private newTemplate(messageLength: number, length: number): Template {
    const head =
      messageLength > 0
        ? this.messageIdHead + '-'.repeat(messageLength) + this.idHeadAfterMessageId
        : this.idHead
    const line = head + '-'.repeat(length) + tail
    return {
      lines: Buffer.from(line.repeat(templateLines)),
      size: line.length,
      messageIdAt: this.messageIdHead.length,
      idAt: head.length,
    }
  }
}

function idLength({ idStart, idEnd }: Push): number {
  return idEnd - idStart
}

/** 0 if the push has no message id. */
function messageIdLength({ messageIdStart, messageIdEnd }: Push): number {
  return messageIdEnd - messageIdStart
}

/** Copies byte by byte, which is faster than `Buffer.copy` for so few bytes. */
function put(lines: Buffer, at: number, bytes: Buffer, start: number, end: number): void {
  for (let i = start; i < end; i++) lines[at++] = bytes[i]!
}

/** Copies four bytes at a time: message ids are some 20 bytes long. */
function putLong(to: DataView, at: number, source: DataView, start: number, end: number): void {
  let i = start
  for (; i <= end - 4; i += 4, at += 4) to.setUint32(at, source.getUint32(i))
  for (; i < end; i++) to.setUint8(at++, source.getUint8(i))
}
