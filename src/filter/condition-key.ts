import { type KeySyntax, literalHint } from '../event/read-key.ts'
import { clauses } from '../language/list-text.ts'
import { say } from '../language/say.ts'
import { foreignJoinAfterTextAt } from './joins.ts'
import { parenthesisHint } from './parentheses.ts'

/** Signs that end a key: those of operators, also of other languages. */
const ends = '=!<>~:≥≤≠'

const alone: KeySyntax = {
  endsAt: (text, at) => ends.includes(text[at]!) || foreignJoinAfterTextAt(text, at) > 0,
  hint(sign, before) {
    if (before === 'select') return say('write the condition alone, without select( ): did=x')
    if (sign === '(' && before === '') return say('a group is negated by not: not (a=1 or b=2)')
    if ('()'.includes(sign)) return say(parenthesisHint)
    return '"\''.includes(sign) ? clauses([say('only a value may be quoted'), literalHint(sign)]) : undefined
  },
}
const grouped: KeySyntax = { ...alone, endsAt: (text, at) => text[at] === ')' || alone.endsAt(text, at) }

/**
 * Returns how keys are written in conditions.
 *
 * @param isGrouped whether a closing parenthesis ends the key
 */
export function conditionKey(isGrouped: boolean): KeySyntax {
  return isGrouped ? grouped : alone
}
