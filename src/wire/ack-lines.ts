import { cmd } from './noti1.ts'
import type { Push } from './push.ts'

const head = `{"cmd":"${cmd.ack}","delivery_id":`
const tail = '}\n'

/** Lines in a blank: a batch is seldom longer than some of these. */
const blankLines = 64
/** Longer ids are written without a blank. */
const longestKept = 32
const blanks: Buffer[] = []

/**
 * The acks of these events, a line each. Each `delivery_id` goes back as the bytes that came ("按原数据类型填写"):
 * no number or string in between could change it. All of them must have one.
 */
export function ackLines(pushes: readonly Push[]): Buffer {
  let length = pushes.length * (head.length + tail.length)
  for (const push of pushes) length += idLength(push)
  const lines = Buffer.allocUnsafe(length)
  let at = 0
  for (let i = 0; i < pushes.length; ) {
    // Ids of one connection count up, so those that follow one another are mostly of one length.
    const its = idLength(pushes[i]!)
    if (its > longestKept) {
      at = putLine(lines, at, pushes[i++]!)
      continue
    }
    const from = i
    const most = Math.min(pushes.length, i + blankLines)
    do i++
    while (i < most && idLength(pushes[i]!) === its)
    const size = head.length + its + tail.length
    lines.set(blankOf(its).subarray(0, (i - from) * size), at)
    for (let k = from; k < i; k++, at += size) putId(lines, at + head.length, pushes[k]!)
  }
  return lines
}

function idLength({ idStart, idEnd }: Push): number {
  return idEnd - idStart
}

/** By hand: so few bytes are there before a call of `Buffer.copy` has begun. */
function putId(lines: Buffer, at: number, { bytes, idStart, idEnd }: Push): void {
  for (let i = idStart; i < idEnd; i++) lines[at++] = bytes[i]!
}

/** An ack with an id of any length; returns where the next one begins. */
function putLine(lines: Buffer, at: number, { bytes, idStart, idEnd }: Push): number {
  at += lines.write(head, at)
  at += bytes.copy(lines, at, idStart, idEnd)
  return at + lines.write(tail, at)
}

/** Acks whose ids, of a given length, are still to be filled in. */
function blankOf(idLength: number): Buffer {
  const kept = blanks[idLength]
  if (kept) return kept
  const blank = Buffer.from(`${head}${'-'.repeat(idLength)}${tail}`.repeat(blankLines))
  blanks[idLength] = blank
  return blank
}
