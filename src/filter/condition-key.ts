import { type KeySyntax, literalHint } from '../event/read-key.ts'
import { joinAt, joinHint } from './joins.ts'

/** Signs that end a key: those of operators, also of other languages. */
const ends = '=!<>~:≥≤≠'

/** How keys are written in conditions. */
export const conditionKey: KeySyntax = {
  endsAt: (text, at) => ends.includes(text[at]!) || joinAt(text, at) > 0,
  hint(sign, before) {
    if (before === 'select') return 'write the condition alone, without select( ): did=x'
    if ('()'.includes(sign)) return `parentheses do not group conditions: ${joinHint}; ${literalHint(sign)}`
    return '"\''.includes(sign) ? `only a value may be quoted; ${literalHint(sign)}` : undefined
  },
}
