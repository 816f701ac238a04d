import { cutToCells, textCells } from '../base/text-width.ts'
import { paint, type Style } from './style.ts'

/** Safe text in one style. */
export type StyledText = readonly [style: Style, text: string]

export function paintAll(texts: readonly StyledText[]): string {
  return texts.map(([style, text]) => paint(style, text)).join('')
}

/** Cuts text into lines of at most `room` cells, at any character. */
export function cutLines(text: string, room: number): string[] {
  const lines: string[] = []
  let rest = text
  while (textCells(rest, room) > room) {
    // A single character may be wider than the room.
    const line = cutToCells(rest, room) || String.fromCodePoint(rest.codePointAt(0)!)
    lines.push(line)
    rest = rest.slice(line.length)
  }
  return [...lines, rest]
}

/** Wraps texts into lines of at most `room` cells, between texts if possible. */
export function wrapTexts(texts: readonly StyledText[], room: number): StyledText[][] {
  const lines: StyledText[][] = [[]]
  let left = room
  const beginLine = () => {
    lines.push([])
    left = room
  }
  for (const [style, text] of texts) {
    const fits = left === room || textCells(text) <= left
    if (!fits) beginLine()
    for (const [i, part] of cutLines(fits ? text : text.trimStart(), left).entries()) {
      if (i > 0) beginLine()
      lines.at(-1)!.push([style, part])
      left -= textCells(part)
    }
  }
  return lines
}
