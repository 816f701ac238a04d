import { clauses } from '../language/list-text.ts'
import { say } from '../language/say.ts'
import { ParseError } from './parse-error.ts'

const wordCharacter = /[\p{L}\p{N}]/u

/**
 * Returns the character that the backslash at `expression[at]` escapes. Letters and digits need no backslash, and one
 * before them means something else: `\d`, `C:\temp`.
 *
 * @throws ParseError
 */
export function escapedAt(expression: string, at: number): string {
  const code = expression.codePointAt(at + 1)
  if (code === undefined)
    throw new ParseError(
      expression,
      at,
      at + 1,
      say('nothing follows the backslash'),
      say('a literal backslash is \\\\'),
    )
  const character = String.fromCodePoint(code)
  if (wordCharacter.test(character)) {
    const hint = clauses([say('a literal backslash is \\\\'), say('a regular expression follows =~ or !~')])
    throw new ParseError(
      expression,
      at,
      at + 1 + character.length,
      say('{escape} has no meaning here; a backslash makes a special character literal: {examples}', {
        escape: `\\${character}`,
        examples: '\\, \\* \\? \\\\ \\.',
      }),
      hint,
    )
  }
  return character
}

export function isSpace(character: string | undefined): boolean {
  return character !== undefined && /\s/.test(character)
}

/** Returns the end of the spaces that begin at `at`. */
export function afterSpaces(text: string, at: number): number {
  while (isSpace(text[at])) at++
  return at
}
