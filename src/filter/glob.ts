/** Any one character. */
export const anyOne = -1
/** Any run of characters, none too. */
export const anyRun = -2

/**
 * A pattern with wildcards, matched against all of a text. A character is a code point, so that one emoji is
 * one `?`.
 *
 * On a mismatch only the last run grows: earlier ones need never be tried again, because they already stand
 * as far left as they can. So the work is at most the text's length times the pattern's, with nothing nested.
 */
export class Glob {
  /** UTF-16 units, `anyOne`, `anyRun`. */
  private readonly tokens: readonly number[]

  constructor(tokens: readonly number[]) {
    this.tokens = tokens
  }

  matches(text: string): boolean {
    const { tokens } = this
    let at = 0
    let token = 0
    let run = -1
    let runEnd = 0
    while (at < text.length) {
      const wanted = tokens[token]
      if (wanted === anyRun) {
        run = token++
        runEnd = at
      } else if (wanted === anyOne) {
        at += unitsAt(text, at)
        token++
      } else if (wanted === text.charCodeAt(at)) {
        at++
        token++
      } else if (run >= 0) {
        runEnd += unitsAt(text, runEnd)
        at = runEnd
        token = run + 1
      } else return false
    }
    while (tokens[token] === anyRun) token++
    return token === tokens.length
  }
}

function unitsAt(text: string, at: number): number {
  return text.codePointAt(at)! > 0xffff ? 2 : 1
}
