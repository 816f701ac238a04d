import { ParseError } from './parse-error.ts'

const wordCharacter = /[\p{L}\p{N}]/u

/**
 * The character that the backslash at `expression[at]` makes literal. A letter or digit needs none, and who
 * writes one means something else: `\d`, `C:\temp`.
 *
 * @throws Fault
 */
export function escapedAt(expression: string, at: number): string {
  const code = expression.codePointAt(at + 1)
  if (code === undefined)
    throw new ParseError(
      expression,
      at,
      at + 1,
      'nothing follows the backslash',
      'a literal backslash is \\\\',
    )
  const character = String.fromCodePoint(code)
  if (wordCharacter.test(character)) {
    const hint = 'a literal backslash is \\\\; a regular expression follows =~ or !~'
    throw new ParseError(
      expression,
      at,
      at + 1 + character.length,
      `\\${character} has no meaning here; a backslash makes a sign literal: \\, \\* \\? \\\\ \\.`,
      hint,
    )
  }
  return character
}

export function isSpace(character: string | undefined): boolean {
  return character !== undefined && /\s/.test(character)
}

/** Where the spaces that begin at `at` end. */
export function afterSpaces(text: string, at: number): number {
  while (isSpace(text[at])) at++
  return at
}
