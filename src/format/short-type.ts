import { cutToCells, textCells } from '../base/text-width.ts'

/**
 * Shortens an event type to at most `room` cells. If it does not fit, it becomes `*` and its end, which filters accept
 * (`*unbind`): most types begin with `device_` and differ in their last words. The end begins with a word if that uses at
 * least half of the room.
 *
 * @param type safe text
 */
export function shortType(type: string, room: number): string {
  if (textCells(type, room) <= room) return type
  // Text other than ASCII has no words to cut at, and its cells cannot be counted from the end.
  if (!/^[!-~]*$/.test(type)) return `${cutToCells(type, room - 1)}*`
  const start = type.length - Math.max(0, room - 1)
  const word = type.indexOf('_', start - 1) + 1
  const left = type.length - word
  return `*${type.slice(word > 0 && left * 2 >= room - 1 ? word : start)}`
}
