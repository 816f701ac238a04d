/** The quote that is open at the end of a line. */
export type OpenQuote = '' | "'" | '"'

export interface SplitLine {
  /** The words before the last one, without quotes and redirections. */
  readonly words: readonly string[]
  /** The word that the line ends in; empty after a blank. */
  readonly last: string
  readonly openQuote: OpenQuote
  /** Whether the last word names the file of a redirection. */
  readonly redirects: boolean
}

/** Splits a line, which may end anywhere, into words as bash does. Expands nothing: `$(date)` is a word as it stands. */
export function splitLine(line: string): SplitLine {
  const words: string[] = []
  let last: string | undefined
  let openQuote: OpenQuote = ''
  let openParentheses = 0
  let redirects = false
  const endWord = () => {
    if (last === undefined) return
    if (!redirects) words.push(last)
    last = undefined
    redirects = false
  }
  for (let at = 0; at < line.length; at++) {
    const character = line[at]!
    const next = line[at + 1] ?? ''
    if (openQuote !== '') {
      if (character === openQuote) openQuote = ''
      else if (openQuote === '"' && character === '\\' && /["$`\\]/.test(next)) last += line[++at]!
      else last += character
    } else if (character === "'" || character === '"') {
      openQuote = character
      last ??= ''
    } else if (character === '\\') {
      last = (last ?? '') + next
      at++
    } else if (openParentheses === 0 && /[ \t\n]/.test(character)) endWord()
    else if (openParentheses === 0 && /[<>]/.test(character) && next !== '(') {
      // A number before it is a file descriptor.
      if (/^\d+$/.test(last ?? '')) last = undefined
      endWord()
      redirects = true
      while (/[<>&|]/.test(line[at + 1] ?? '')) at++
    } else {
      if (character === '(') openParentheses++
      if (character === ')') openParentheses--
      last = (last ?? '') + character
    }
  }
  return { words, last: last ?? '', openQuote, redirects }
}
