const characters: Record<string, string> = {
  '\\': '\\e',
  '-': '\\-',
  '’': '\\(cq',
  '…': '...',
  '`': '\\(ga',
  '~': '\\(ti',
  '^': '\\(ha',
  "'": '\\(aq',
}

/** Escapes text so that man(7) shows it unchanged. */
export function escaped(text: string): string {
  return text
    .replaceAll(/[\\\-’…`~^']/g, character => characters[character]!)
    .replaceAll(
      /[^\0-\x7f]/gu,
      character => `\\[u${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}]`,
    )
}

export function bold(text: string): string {
  return `\\fB${escaped(text)}\\fR`
}

export function italic(text: string): string {
  return `\\fI${escaped(text)}\\fR`
}

export function section(name: string, ...parts: readonly string[]): string {
  return `.SH ${quoted(name)}\n${joined(parts)}`
}

export function subsection(name: string, ...parts: readonly string[]): string {
  return `.SS ${quoted(name)}\n${joined(parts)}`
}

/** Joins what is below a heading, which starts the first paragraph by itself. */
function joined(parts: readonly string[]): string {
  return parts.join('\n').replace(/^\.PP\n/, '')
}

export function paragraph(text: string): string {
  return `.PP\n${filled(text)}`
}

/**
 * A term and its description.
 *
 * @param term in roff
 */
export function tagged(term: string, text: string): string {
  return `.TP\n${term}\n${filled(text)}`
}

/** Lines that are not filled. */
export function example(...lines: readonly string[]): string {
  return ['.PP', '.EX', '.RS 4', ...lines.map(line => lineOf(escaped(line))), '.RE', '.EE'].join('\n')
}

/**
 * Source lines of at most 78 bytes. Each sentence starts a new line, so that roff decides on the space between
 * sentences.
 */
export function filled(text: string): string {
  const lines: string[] = ['']
  for (const plain of text.split(' ')) {
    const word = unhyphenated(plain)
    const line = lines.at(-1)!
    if (line === '') lines[lines.length - 1] = word
    else if (/[.!?]\)?$/.test(line) || line.length + 1 + word.length > 78) lines.push(word)
    else lines[lines.length - 1] = `${line} ${word}`
  }
  return lines.map(lineOf).join('\n')
}

/** People copy names, so they must not be hyphenated. */
function unhyphenated(word: string): string {
  return /^-|[_=/]|\.\w/.test(word) ? `\\%${escaped(word)}` : escaped(word)
}

/** A line that begins with a dot or a quote would be a request of roff. */
function lineOf(line: string): string {
  return /^[.']/.test(line) ? `\\&${line}` : line
}

function quoted(text: string): string {
  return text.includes(' ') ? `"${escaped(text)}"` : escaped(text)
}
