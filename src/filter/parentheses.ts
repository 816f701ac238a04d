import { ParseError } from '../base/parse-error.ts'
import { say } from '../language/say.ts'

/** A hint how to write a parenthesis that is text. */
export const parenthesisHint = 'one that belongs to a name or a value is written \\( or \\), or within quotes'

/** The error for a closing parenthesis that closes nothing. */
export function strayParenthesis(expression: string, at: number): ParseError {
  const what = say('this parenthesis has no opening one')
  return new ParseError(expression, at, at + 1, what, say(parenthesisHint))
}
