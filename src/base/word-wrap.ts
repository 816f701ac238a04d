/**
 * Breaks `text` between words into lines of at most `width` cells. A word that is longer than a line, such as a path or an
 * address, gets a line of its own, so that it can be copied whole.
 *
 * @param indent spaces at the beginning of every line but the first, which count towards the width
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

/** The most cells that safe text may take on any terminal: many draw ambiguous characters, such as `…`, two cells wide. */
export function mostCells(text: string): number {
  let cells = 0
  for (const character of text) cells += character < '\u0300' ? 1 : 2
  return cells
}
