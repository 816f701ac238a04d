import type { PayloadChange } from '../event/event-history.ts'
import type { LineGlyphs } from './event-styles.ts'

/** Of a run of unchanged bytes that is longer, the middle is left out; so many stay on either side of it. */
const longestRun = 12
const around = 4

/** Where the text of a change is put, piece by piece. */
export interface HexSink {
  putText(text: string): void
  /** Puts the bytes from `from` to `to` as hex, as far as there are any. */
  putHex(bytes: Buffer, from: number, to: number): void
}

/** Returns what `putChangedHex` puts. */
export function changedHex(change: PayloadChange, glyphs: LineGlyphs): string {
  let all = ''
  putChangedHex(change, glyphs, {
    putText: text => {
      all += text
    },
    putHex: (bytes, from, to) => {
      all += hexOf(bytes, from, to)
    },
  })
  return all
}

/**
 * Puts the bytes of a payload as hex, with what they were where they changed: `04[00→02]26`. Of many bytes that are
 * the same, some are left out, and counted: `00000003…24…0091[00→02]`. Bytes that one payload has more than the other are a change.
 */
export function putChangedHex(
  { before, after }: PayloadChange,
  { arrow, cut }: LineGlyphs,
  sink: HexSink,
): void {
  const both = Math.min(before.length, after.length)
  const longest = Math.max(before.length, after.length)
  const changed = (from: number, to: number) => {
    sink.putText('[')
    sink.putHex(before, from, to)
    sink.putText(arrow)
    sink.putHex(after, from, to)
    sink.putText(']')
  }
  const same = (from: number, to: number) => {
    const leftOut = to - from > longestRun ? to - from - 2 * around : 0
    if (leftOut > 0) {
      sink.putHex(after, from, from + around)
      sink.putText(`${cut}${leftOut}${cut}`)
    }
    sink.putHex(after, leftOut > 0 ? to - around : from, to)
  }
  let at = 0
  while (at < both) {
    const from = at
    const isSame = before[at] === after[at]
    while (at < both && (before[at] === after[at]) === isSame) at++
    // What one has more belongs to the change that it follows.
    if (!isSame && at === both) at = from
    if (at === from) break
    if (isSame) same(from, at)
    else changed(from, at)
  }
  if (at < longest) changed(at, longest)
}

const digits = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))

/** Like `bytes.toString('hex', from, to)`, which takes longer for a few bytes. */
function hexOf(bytes: Buffer, from: number, to: number): string {
  let text = ''
  for (let at = from; at < Math.min(to, bytes.length); at++) text += digits[bytes[at]!]
  return text
}
