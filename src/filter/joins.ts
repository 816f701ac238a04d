import { isSpace } from '../base/escape.ts'
import { ParseError } from '../base/parse-error.ts'
import { eventMembers } from '../event/event-members.ts'
import { clauses } from '../language/list-text.ts'
import { say, type Text } from '../language/say.ts'

/** What joins conditions. */
export type Join = 'and' | 'or'

/** The hint for conditions that nothing joins. */
export const joinHint =
  'conditions are joined by and, or, not and parentheses; any of several values is a list, a,b'

/** What joins conditions in other languages. */
const foreign: Readonly<Record<string, Join>> = {
  '&&': 'and',
  '||': 'or',
  且: 'and',
  并且: 'and',
  或: 'or',
  或者: 'or',
}

const joinAfterText = /\s+(and|or)\s+/iuy
const joinWord = /(and|or)(?=[\s(]|$)/iuy
const foreignWord = /(?:&&|\|\||且|并且|或者|或)(?=[\s(]|$)/uy
const foreignSigns = /&&|\|\|/y
const foreignAfterText = /\s+(?:且|并且|或|或者|&&|\|\|)\s+/uy
const name = String.raw`[$.\p{L}_](?:[\p{L}\p{N}_.$-]|\[\s*(?:"[^"]*"|'[^']*'|\d+)\s*\])*`
const comparison = new RegExp(String.raw`((?:not\s+|[!(]\s*)*)(${name})\s*([!=]?[=~]|[<>≥≤≠])?`, 'iuy')

/** What joins conditions, and where the next condition begins. */
export interface FoundJoin {
  readonly join: Join
  readonly end: number
}

/**
 * Returns what joins conditions at `at`, after a text without quotes. Since `and` and `or` may also be part of the text,
 * they join only if a comparison follows.
 *
 * @param signs the expression with its full-width signs as ASCII
 */
export function joinAfterTextAt(signs: string, at: number): FoundJoin | undefined {
  if (!isSpace(signs[at]) || isSpace(signs[at - 1]) || signs[at - 1] === '\\') return undefined
  const found = foundJoin(joinAfterText, signs, at)
  return found && isComparisonAt(signs, found.end) ? found : undefined
}

/** Whether a text without quotes has words in it that would join conditions if one followed. */
export function hasJoinWords(text: string): boolean {
  return /(?<!\\)\s(?:and|or)(?=[\s(]|$)/i.test(text)
}

/** Returns what joins conditions at `at`, after something that cannot contain it. */
export function joinAt(signs: string, at: number): FoundJoin | undefined {
  return foundJoin(joinWord, signs, at)
}

function foundJoin(pattern: RegExp, signs: string, at: number): FoundJoin | undefined {
  const found = matchAt(pattern, signs, at)
  return found ? { join: found[1]!.toLowerCase() as Join, end: at + found[0].length } : undefined
}

/** Like `joinAt`, for what joins conditions in other languages. Returns its length; 0 if there is nothing. */
export function foreignJoinAt(signs: string, at: number): number {
  return matchAt(foreignWord, signs, at)?.[0].length ?? 0
}

/** Like `joinAfterTextAt`, for what joins conditions in other languages. Returns its length; 0 if there is nothing. */
export function foreignJoinAfterTextAt(signs: string, at: number): number {
  const sign = signs[at]
  if (sign === '&' || sign === '|') return matchAt(foreignSigns, signs, at)?.[0].length ?? 0
  if (!isSpace(sign) || isSpace(signs[at - 1]) || signs[at - 1] === '\\') return 0
  const found = matchAt(foreignAfterText, signs, at)?.[0]
  return found !== undefined && isComparisonAt(signs, at + found.length) ? found.length : 0
}

/** Whether a word joins conditions in other languages. */
export function isForeignJoin(word: string): boolean {
  return Object.hasOwn(foreign, word)
}

/** @param literal how to write it as text */
export function foreignJoin(
  expression: string,
  signs: string,
  from: number,
  to: number,
  literal?: Text,
): ParseError {
  const found = signs.slice(from, to)
  const start = from + (found.length - found.trimStart().length)
  const end = start + found.trim().length
  const what = say('{word} does not join conditions', { word: expression.slice(start, end) })
  const hint = [say('write {join}', { join: foreign[found.trim()]! })]
  if (literal) hint.push(say(literal))
  return new ParseError(expression, start, end, what, clauses(hint))
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
