import type { PayloadChange } from '../event/event-history.ts'
import type { LineGlyphs } from './event-styles.ts'

/** Of a run of unchanged bytes that is longer, the middle is left out; so many stay on either side of it. */
const longestRun = 12
const around = 4

/**
 * Returns the bytes of a payload as hex, with what they were where they changed: `04[00→02]26`. Of many bytes that are
 * the same, some are left out, and counted: `00000003…24…0091[00→02]`. Bytes that one payload has more than the other are a change.
 */
export function changedHex({ before, after }: PayloadChange, { arrow, cut }: LineGlyphs): string {
  const both = Math.min(before.length, after.length)
  const longest = Math.max(before.length, after.length)
  const changed = (from: number, to: number) =>
    `[${hexOf(before, from, to)}${arrow}${hexOf(after, from, to)}]`
  const leftOut = (count: number) => `${cut}${count}${cut}`
  const same = (from: number, to: number) =>
    to - from > longestRun
      ? hexOf(after, from, from + around) + leftOut(to - from - 2 * around) + hexOf(after, to - around, to)
      : hexOf(after, from, to)
  let text = ''
  let at = 0
  while (at < both) {
    const from = at
    const isSame = before[at] === after[at]
    while (at < both && (before[at] === after[at]) === isSame) at++
    // What one has more belongs to the change that it follows.
    if (!isSame && at === both) at = from
    if (at === from) break
    text += isSame ? same(from, at) : changed(from, at)
  }
  return at < longest ? text + changed(at, longest) : text
}

const digits = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))

/** Like `bytes.toString('hex', from, to)`, which takes longer for a few bytes. */
function hexOf(bytes: Buffer, from: number, to: number): string {
  let text = ''
  for (let at = from; at < Math.min(to, bytes.length); at++) text += digits[bytes[at]!]
  return text
}
