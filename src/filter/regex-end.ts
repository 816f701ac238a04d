import { isSpace } from '../base/escape.ts'
import { foreignJoin, foreignJoinAfterTextAt, joinAfterTextAt } from './joins.ts'

const quotedText = /\\Q[\s\S]*?\\E/y
const characterClass = /\[\^?\]?(?:\\[\s\S]|\[:\^?\w+:\]|[^\]\\])*\]/y
const literalSpace = 'a space that belongs to the expression is written [ ]'

/**
 * Returns the end of the regular expression that begins at `from`: what joins the next condition, a closing parenthesis of
 * a group around the condition, or the end. Parentheses of the regular expression itself, and what is in them, in a
 * character class, in `\Q…\E` or after a backslash, end nothing. Spaces before a closing parenthesis do not belong to it.
 *
 * @param signs the expression with its full-width signs as ASCII
 * @throws ParseError if conditions are joined as in other languages
 */
export function regexEnd(expression: string, signs: string, from: number, isGrouped: boolean): number {
  let open = 0
  let canHaveClass = true
  let at = from
  while (at < expression.length) {
    const sign = expression[at]
    if (sign === '\\') at = endOf(quotedText, expression, at) ?? at + 2
    else if (sign === '[' && canHaveClass) {
      const end = endOf(characterClass, expression, at)
      // Where one is not closed, none after it is.
      canHaveClass = end !== undefined
      at = end ?? at + 1
    } else if (signs[at] === '(') {
      open++
      at++
    } else if (signs[at] === ')') {
      if (open === 0 && isGrouped) return endOfText(signs, from, at)
      open = Math.max(0, open - 1)
      at++
    } else {
      if (open === 0 && isSpace(signs[at])) {
        if (joinAfterTextAt(signs, at)) return at
        const foreign = foreignJoinAfterTextAt(signs, at)
        if (foreign > 0) throw foreignJoin(expression, signs, at, at + foreign, literalSpace)
      }
      at++
    }
  }
  return expression.length
}

function endOf(pattern: RegExp, text: string, at: number): number | undefined {
  pattern.lastIndex = at
  const found = pattern.exec(text)
  return found ? at + found[0].length : undefined
}

function endOfText(signs: string, from: number, to: number): number {
  return from + signs.slice(from, to).trimEnd().length
}
