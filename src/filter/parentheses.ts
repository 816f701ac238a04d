import { ParseError } from '../base/parse-error.ts'

/** A hint how to write a parenthesis that is text. */
export const parenthesisHint = 'one that belongs to a name or a value is written \\( or \\), or within quotes'

/** The error for a closing parenthesis that closes nothing. */
export function strayParenthesis(expression: string, at: number): ParseError {
  return new ParseError(expression, at, at + 1, 'this parenthesis has no opening one', parenthesisHint)
}
