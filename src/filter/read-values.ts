import { afterSpaces, escapedAt, isSpace } from './escape.ts'
import { Fault } from './fault.ts'
import { anyOne, anyRun, Glob } from './glob.ts'
import { isJoin } from './read-key.ts'
import type { Value } from './value-tests.ts'

/** What to say to someone who writes `a=1 && b=2`. */
export const joinHint =
  'give --filter once for each condition: all must hold; any of several values is a list, a,b'

/**
 * The list of values from `at` to the end, one at least, parted by commas. Spaces around a value are dropped.
 * Quotes around a value, single or double, make all in it literal; they say nothing of its type. Elsewhere a
 * backslash does that for the sign behind it. No text at all is the empty value.
 *
 * @throws Fault
 */
export function readValues(expression: string, at: number): Value[] {
  const values: Value[] = []
  for (;;) {
    at = afterSpaces(expression, at)
    const isQuoted = expression[at] === '"' || expression[at] === "'"
    const { value, end } = isQuoted ? readQuoted(expression, at) : readPlain(expression, at)
    values.push(value)
    if (end === expression.length) return values
    at = end + 1
  }
}

/** A value, and where it ends: at a comma or the expression's end. */
interface Read {
  value: Value
  end: number
}

function readPlain(expression: string, at: number): Read {
  const tokens: number[] = []
  /** Spaces from here on were not escaped, and are dropped if nothing follows them. */
  let kept = 0
  while (at < expression.length && expression[at] !== ',') {
    const sign = expression[at]!
    if (isJoin(expression, at))
      throw new Fault(expression, at, at + 2, `${sign}${sign} does not join conditions here`, joinHint)
    let literal = sign
    if (sign === '\\') {
      literal = escapedAt(expression, at)
      at += literal.length
    }
    if (sign === '*') tokens.push(anyRun)
    else if (sign === '?') tokens.push(anyOne)
    else for (let k = 0; k < literal.length; k++) tokens.push(literal.charCodeAt(k))
    at++
    if (!isSpace(sign)) kept = tokens.length
  }
  tokens.length = kept
  return { value: literalOrGlob(tokens), end: at }
}

function literalOrGlob(tokens: readonly number[]): Value {
  if (tokens.includes(anyOne) || tokens.includes(anyRun)) return new Glob(tokens)
  let text = ''
  for (const unit of tokens) text += String.fromCharCode(unit)
  return text
}

function readQuoted(expression: string, start: number): Read {
  const quote = expression[start]
  let value = ''
  let at = start + 1
  while (expression[at] !== quote) {
    if (at >= expression.length)
      throw new Fault(expression, start, start + 1, 'the quote is not closed', `a literal one is \\${quote}`)
    const isEscape = expression[at] === '\\'
    const character = isEscape ? escapedAt(expression, at) : expression[at]!
    value += character
    at += character.length + (isEscape ? 1 : 0)
  }
  const end = afterSpaces(expression, at + 1)
  if (end < expression.length && expression[end] !== ',')
    throw new Fault(
      expression,
      end,
      expression.length,
      'after a closing quote only a comma may follow',
      joinHint,
    )
  return { value, end }
}
