import { isSpace } from '../base/escape.ts'
import { ParseError } from '../base/parse-error.ts'
import { eventMembers } from '../event/event-members.ts'

/** The hint for `a=1 && b=2` or `a=1 and b=2`. */
export const joinHint =
  'give --filter once for each condition: all must hold; any of several values is a list, a,b'

const joinSigns = /&&|\|\|/y
const joinWord = /\s+(?:and|or|且|并且|或|或者|&&|\|\|)\s+/iuy
const joinWordAlone = /^(?:and|or|且|并且|或|或者|&&|\|\|)$/iu
const name = String.raw`[$.\p{L}_](?:[\p{L}\p{N}_.$-]|\[\s*(?:"[^"]*"|'[^']*'|\d+)\s*\])*`
const comparison = new RegExp(String.raw`((?:not\s+|[!(]\s*)*)(${name})\s*([!=]?[=~]|[<>≥≤≠])?`, 'iuy')

/**
 * Returns the length of the sign or word at `at` that joins conditions in other languages; 0 if there is none. `and` and
 * `or` count only before a comparison, since they may also be part of a text.
 *
 * @param signs the expression with its full-width signs as ASCII
 */
export function joinAt(signs: string, at: number): number {
  const sign = signs[at]
  if (sign === '&' || sign === '|') return matchAt(joinSigns, signs, at)?.[0].length ?? 0
  if (!isSpace(sign) || isSpace(signs[at - 1]) || signs[at - 1] === '\\') return 0
  const word = matchAt(joinWord, signs, at)?.[0]
  return word !== undefined && isComparisonAt(signs, at + word.length) ? word.length : 0
}

/** Whether `word` joins conditions in other languages. */
export function isJoinWord(word: string): boolean {
  return joinWordAlone.test(word)
}

/** @throws ParseError if conditions are joined at `from` or later, in an operand that has no quotes */
export function refuseJoins(expression: string, signs: string, from: number, literal: string): void {
  for (let at = from; at < signs.length; at++) {
    const length = isSpace(signs[at]) ? joinAt(signs, at) : 0
    if (length > 0) throw joinError(expression, at, at + length, literal)
  }
}

/** @param literal a hint how to write it as text */
export function joinError(expression: string, from: number, to: number, literal = ''): ParseError {
  const found = expression.slice(from, to)
  const start = from + (found.length - found.trimStart().length)
  const joined = found.trim()
  return new ParseError(
    expression,
    start,
    start + joined.length,
    `${joined} does not join conditions here`,
    `${joinHint}${literal}`,
  )
}

/** Whether a condition begins at `at`: a key with an operator, `!key`, or a documented key. */
export function isComparisonAt(signs: string, at: number): boolean {
  const [, before, key, operator] = matchAt(comparison, signs, at) ?? []
  return key !== undefined && (operator !== undefined || before!.includes('!') || isKnown(key))
}

/** Returns the length of a condition on a documented key within a list of values, as in `did=a, data.x>1`; 0 if there is none. */
export function listedConditionAt(signs: string, at: number): number {
  const separator = signs[at - 1]
  if (!(isSpace(separator) || separator === ',' || separator === ';') || signs[at - 2] === '\\') return 0
  const [condition, , key, operator] = matchAt(comparison, signs, at) ?? []
  return operator !== undefined && isKnown(key!) ? condition!.length : 0
}

function isKnown(key: string): boolean {
  return key.startsWith('data.') || Object.hasOwn(eventMembers, key)
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at
  return pattern.exec(text)
}
