import { type JsonObject, setMember } from './exact-json.ts'
import { jsonBeginning } from './json-beginning.ts'
import { afterGap, JsonSteps } from './json-steps.ts'

/** The members of an object, as far as they were read. */
export interface MembersBeginning extends Missing {
  readonly members: JsonObject
}

/** What was not read of an object. */
export interface Missing {
  /** Names of the members whose values were cut. */
  readonly cut: ReadonlySet<string>
  /** Bytes of members, names and values, that were not read. */
  readonly leftOut: number
}

interface Range {
  /** The position of the name's opening quote. */
  readonly from: number
  readonly start: number
  readonly end: number
}

/**
 * Reads the JSON object that begins at `start`, which must be well-formed: at most `most` bytes of each member named in
 * `known`, and at most `most` bytes of all others together, in their order. If a name occurs several times, the last
 * member counts. A string that was cut ends in `…`.
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

/** Finds the members that may be read, which are few enough to be remembered, and the bytes of all members. */
function findMembers(bytes: Buffer, start: number, known: ReadonlySet<string>, most: number) {
  const ranges = new Map<string, Range>()
  const steps = new JsonSteps(bytes, afterGap(bytes, start))
  let size = 0
  let room = most
  while (steps.next()) {
    const from = steps.nameStart - 1
    const { end } = steps
    size += end - from
    // A longer name leaves no room for its value.
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
