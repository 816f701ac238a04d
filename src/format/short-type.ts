import { cutToCells, textCells } from '../base/text-width.ts'

/**
 * An event type in at most `room` cells: whole where it fits, else its end behind a `*`, as filters take it
 * (`*unbind`). Types begin alike, with `device_`, and differ in their last words; it begins with a word where that
 * leaves at least half of the room in use.
 *
 * @param type safe text
 */
export function shortType(type: string, room: number): string {
  if (textCells(type, room) <= room) return type
  // Other text than the names that programmers give has no words to be cut at, nor cells to be counted from its end.
  if (!/^[!-~]*$/.test(type)) return `${cutToCells(type, room - 1)}*`
  const start = type.length - Math.max(0, room - 1)
  const word = type.indexOf('_', start - 1) + 1
  const left = type.length - word
  return `*${type.slice(word > 0 && left * 2 >= room - 1 ? word : start)}`
}
