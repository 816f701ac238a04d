import { cutToCells, textCells } from '../base/text-width.ts'
import { shortType } from './short-type.ts'
import { shownWord } from './shown-text.ts'

/**
 * Makes event types safe and shortens each to at most `room` cells (8 or more) such that different types stay different.
 * Types that are too long show their end, or else their beginning and end, or else their beginning and a number.
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
