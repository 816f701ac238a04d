import { type JsonObject, setMember } from './exact-json.ts'
import { jsonBeginning } from './json-beginning.ts'
import { afterGap, JsonSteps } from './json-steps.ts'

/** The members of an object, or as much of them as was read. */
export interface MembersBeginning extends Missing {
  readonly members: JsonObject
}

/** What was not read of an object. */
export interface Missing {
  /** Names of the members of which only the beginning was read. */
  readonly cut: ReadonlySet<string>
  /** Bytes of members, names and values, that were not read. */
  readonly leftOut: number
}

interface Range {
  /** Where the name's quote stands. */
  readonly from: number
  readonly start: number
  readonly end: number
}

/**
 * Reads the JSON object that begins at `start`, which must be well-formed: the members called as `known` has it
 * wherever they stand, `most` bytes of each, and of the others `most` bytes in all, in their order. Of several members of
 * one name the last counts. A string that was cut ends in `…`.
 */
export function membersBeginning(
  bytes: Buffer,
  start: number,
  known: ReadonlySet<string>,
  most: number,
): MembersBeginning {
  const members: JsonObject = {}
  const cut = new Set<string>()
  const { ranges, size } = findMembers(bytes, start, known, most)
  let leftOut = size
  let room = most
  for (const [name, range] of ranges) {
    const isKnown = known.has(name)
    if (!isKnown && room <= 0) continue
    const beginning = jsonBeginning(bytes, range.start, range.end, isKnown ? most : room, '…')
    if (beginning.value === undefined) continue
    const read = range.end - range.from - beginning.leftOut
    if (!isKnown) room -= read
    leftOut -= read
    setMember(members, name, beginning.value)
    if (beginning.leftOut > 0) cut.add(name)
  }
  return { members, cut, leftOut }
}

/** Where the members lie that may be read, few enough to be remembered, and how many bytes all members take. */
function findMembers(bytes: Buffer, start: number, known: ReadonlySet<string>, most: number) {
  const ranges = new Map<string, Range>()
  const steps = new JsonSteps(bytes, afterGap(bytes, start))
  let size = 0
  let room = most
  while (steps.next()) {
    const from = steps.nameStart - 1
    const { end } = steps
    size += end - from
    // A name that is longer could not be shown at all.
    if (steps.nameEnd - from > most) continue
    const { name } = steps
    if (!known.has(name) && !ranges.has(name)) {
      if (room <= 0) continue
      room -= end - from
    }
    ranges.set(name, { from, start: steps.start, end })
  }
  return { ranges, size }
}
