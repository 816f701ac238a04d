import { mostCells } from '../base/word-wrap.ts'
import { shortType } from './short-type.ts'
import { shownWord } from './shown-text.ts'
import type { TextWidth } from './text-width.ts'

/** Judges without the tables of Unicode, which would have to be loaded: beyond Latin, a character takes two cells. */
const roughTextWidth: TextWidth = {
  cells: mostCells,
  cut(text, room) {
    let cells = 0
    let cut = ''
    for (const character of text) {
      cells += mostCells(character)
      if (cells > room) break
      cut += character
    }
    return cut
  },
}

/**
 * Event types, made safe, each in at most `room` cells (8 at least), so that different ones stay different: those
 * that are too long show their ends, or else their beginnings and ends, or in the end a number.
 */
export function distinctTypes(types: readonly string[], room: number): string[] {
  const shown = types.map(type => shownWord(type) || '-')
  const taken = new Set(shown.filter(type => mostCells(type) <= room))
  return shown.map(type => {
    if (mostCells(type) <= room) return type
    for (const short of shortForms(type, room)) {
      if (taken.has(short)) continue
      taken.add(short)
      return short
    }
    return type
  })
}

function* shortForms(type: string, room: number): Generator<string, void, undefined> {
  yield shortType(roughTextWidth, type, room)
  if (/^[!-~]*$/.test(type)) {
    for (let end = room - 2; end > 0; end--) yield `${type.slice(0, room - 1 - end)}*${type.slice(-end)}`
  }
  for (let n = 2; ; n++) yield `${roughTextWidth.cut(type, room - 1 - String(n).length)}*${n}`
}
