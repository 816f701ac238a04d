import { ParseError } from '../base/parse-error.ts'
import { parseFailure } from '../base/parse-failure.ts'
import { say } from '../language/say.ts'
import { isCondition } from './expression.ts'
import { parseExpression } from './parse-expression.ts'

/**
 * Returns the filter that an option with values of one key is short for. An expression that is invalid for another reason
 * is reported when it is compiled.
 *
 * @throws Failure `usage` if the values are joined with conditions, as by a value from elsewhere
 */
export function keyFilter(flag: string, key: string, values: string): { flag: string; expression: string } {
  const expression = `${key}=${values}`
  const word = joinIn(expression)
  if (!word) return { flag, expression }
  const what = say('only values may follow')
  const hint = say('and, or and not are for --filter; a value that contains them is quoted, {example}', {
    example: `${flag} '"…"'`,
  })
  throw parseFailure(new ParseError(expression, word.from, word.to, what, hint), flag)
}

function joinIn(expression: string) {
  try {
    const parsed = parseExpression(expression)
    return isCondition(parsed) || parsed.kind === 'not' ? undefined : parsed.word
  } catch (error) {
    if (error instanceof ParseError) return undefined
    throw error
  }
}
