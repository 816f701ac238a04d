/** Where a line can be broken inside any word: after a Chinese mark between clauses, but not before a mark that closes. */
const afterClauses =
  /(?<=[\u3001\u3002\uff01\uff0c\uff1a\uff1b\uff1f])(?![\u2019\u201d\u2026\u3001\u3002\u300b\u300d\uff01\uff09\uff0c\uff1a\uff1b\uff1f])/

/**
 * Where a line can be broken inside a word without a slash: between two Chinese characters, but not before a mark that
 * closes or after one that opens, and before a parenthesis. A word with a slash may be a path, which stays whole.
 */
const insideWords =
  /(?<=[\u2018-\u201d\u2026\u3001-\u9fff\uff01-\uff60])(?<![\u2018\u201c\u300a\u300c\uff08])(?![\u2019\u201d\u2026\u3001\u3002\u300b\u300d\uff01\uff09\uff0c\uff1a\uff1b\uff1f])(?=[\u2018-\u201d\u3001-\u9fff\uff01-\uff60])|(?<![\u2018\u201c\u300a\u300c\uff08])(?=\uff08)/

/**
 * Breaks `text` between words, and between Chinese characters, into lines of at most `width` cells. A word that is longer
 * than a line, such as a path or an address, gets a line of its own, so that it can be copied whole.
 *
 * @param indent spaces at the beginning of every line but the first, which count towards the width
 */
export function wrapWords(text: string, width: number, indent = 0): string[] {
  const lines: string[] = []
  let line = ''
  let cells = 0
  for (const word of text.split(' ')) {
    let space = line === '' ? '' : ' '
    for (const part of partsOf(word)) {
      const wide = mostCells(part)
      if (line === '' || cells + space.length + wide <= width) {
        cells += space.length + wide
        line += space + part
      } else {
        lines.push(line)
        line = ' '.repeat(indent) + part
        cells = indent + wide
      }
      space = ''
    }
  }
  return [...lines, line]
}

function partsOf(word: string): string[] {
  return word.split(afterClauses).flatMap(part => (/[/\\]/.test(part) ? [part] : part.split(insideWords)))
}

/** The most cells that safe text may take on any terminal: many draw ambiguous characters, such as `…`, two cells wide. */
export function mostCells(text: string): number {
  let cells = 0
  for (const character of text) cells += character < '\u0300' ? 1 : 2
  return cells
}
