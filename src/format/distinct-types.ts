import { cutToCells, textCells } from '../base/text-width.ts'
import { shortType } from './short-type.ts'
import { shownWord } from './shown-text.ts'

/**
 * Event types, made safe, each in at most `room` cells (8 at least), so that different ones stay different: those
 * that are too long show their ends, or else their beginnings and ends, or in the end a number.
 */
export function distinctTypes(types: readonly string[], room: number): string[] {
  const shown = types.map(type => shownWord(type) || '-')
  const taken = new Set(shown.filter(type => textCells(type) <= room))
  return shown.map(type => {
    if (textCells(type) <= room) return type
    for (const short of shortForms(type, room)) {
      if (taken.has(short)) continue
      taken.add(short)
      return short
    }
    return type
  })
}

function* shortForms(type: string, room: number): Generator<string, void, undefined> {
  yield shortType(type, room)
  if (/^[!-~]*$/.test(type)) {
    for (let end = room - 2; end > 0; end--) yield `${type.slice(0, room - 1 - end)}*${type.slice(-end)}`
  }
  for (let n = 2; ; n++) yield `${cutToCells(type, room - 1 - String(n).length)}*${n}`
}
