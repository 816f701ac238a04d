import { ObjectScanner } from './object-scanner.ts'
import { row, sure, sureButInexact } from './quick-scan.ts'

/** All members of nearly all events. Their places are found when the line is read. */
export const pushMembers = [
  ...(['cmd', 'delivery_id', 'event_type', 'created_at', 'msg_id', 'did', 'data'] as const),
  ...(['product_key', 'event_id', 'mac', 'group_id', 'iccid', 'imsi'] as const),
]

/** The index of each. */
export const member = Object.fromEntries(pushMembers.map((name, i) => [name, i])) as Readonly<
  Record<(typeof pushMembers)[number], number>
>

/**
 * Returns a scanner of events. It finds other ids after the members above, if they are none of these. Ids and `created_at`
 * are read from their own bytes, so that they do not make a line inexact.
 */
export function pushScanner(ids: readonly string[]): ObjectScanner {
  return new ObjectScanner([...new Set([...pushMembers, ...ids])], ['delivery_id', 'created_at', ...ids])
}

/** Returns what a scanner has found in the line at `[start, end)`, as a row of `QuickScan`. */
export function scannedRow(
  { from, to, inexact, hasOthers }: ObjectScanner,
  start: number,
  end: number,
): Int32Array {
  const found = new Int32Array(row.members + 2 * from.length)
  found[row.start] = start
  found[row.end] = end
  found[row.sure] = inexact ? sureButInexact : sure
  found[row.others] = hasOthers ? 1 : 0
  for (let i = 0; i < from.length; i++) {
    found[row.members + 2 * i] = from[i]!
    found[row.members + 2 * i + 1] = to[i]!
  }
  return found
}
