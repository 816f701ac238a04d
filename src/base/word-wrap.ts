/**
 * `text` in lines of at most `width` cells, broken between words alone: a word that is longer than a line, a
 * path or an address, keeps its line to itself and can be copied whole.
 *
 * @param indent spaces at the beginning of every line but the first, within the width
 */
export function wrapWords(text: string, width: number, indent = 0): string[] {
  const lines: string[] = []
  let line = ''
  let cells = 0
  for (const word of text.split(' ')) {
    const wide = mostCells(word)
    if (line === '' || cells + 1 + wide <= width) {
      cells += line === '' ? wide : 1 + wide
      line = line === '' ? word : `${line} ${word}`
    } else {
      lines.push(line)
      line = ' '.repeat(indent) + word
      cells = indent + wide
    }
  }
  return [...lines, line]
}

/** Cells that safe text may take, judged without the tables of Unicode: two for all beyond Latin. */
export function mostCells(text: string): number {
  let cells = 0
  for (const character of text) cells += character < '\u0300' ? 1 : 2
  return cells
}
