import { eventMembers } from '../event/event-members.ts'
import { escapedAt, isSpace } from './escape.ts'
import { joinAt, joinHint } from './joins.ts'
import { ParseError } from './parse-error.ts'

/** Where a key ends: signs of operators, of other languages' operators, and spaces. */
const ends = '=!<>~:≥≤≠'
/** Signs that would have a meaning in a value or between conditions, and none in a key. */
const reserved = '*?,"\'()]'
/** A deeper key is none of an event's. */
const mostNames = 64

/**
 * The key that begins at `at`: names of members, parted by dots. A backslash makes a dot, or any sign,
 * part of a name: `data.a\.b`. Keys of jq and JSONPath are read as well: `.data.temp`, `$.did`, `data["temp"]`.
 *
 * @throws Fault
 */
export function readKey(expression: string, at: number): { path: string[]; end: number } {
  const path: string[] = []
  let name = ''
  /** Where the name begins that is being read; undefined after a bracket, where none need follow. */
  let nameStart: number | undefined = afterRoot(expression, at)
  const finishName = () => {
    if (nameStart === undefined) return
    if (name === '') throw missingName(expression, nameStart)
    path.push(name)
    name = ''
  }
  const start = at
  at = nameStart
  while (at < expression.length) {
    const sign = expression[at]!
    if (ends.includes(sign) || isSpace(sign) || joinAt(expression, at) > 0) break
    if (sign === '\\') {
      const character = escapedAt(expression, at)
      name += character
      at += 1 + character.length
    } else if (sign === '.') {
      finishName()
      nameStart = ++at
    } else if (sign === '[') {
      if (name !== '' || nameStart === undefined) finishName()
      const bracket = readBracket(expression, at)
      path.push(bracket.name)
      at = bracket.end
      nameStart = undefined
    } else if (reserved.includes(sign)) {
      throw new ParseError(
        expression,
        at,
        at + 1,
        `a key cannot hold ${sign} as it is`,
        reservedHint(sign, name),
      )
    } else {
      if (nameStart === undefined) throw missingDot(expression, at)
      name += sign
      at++
    }
  }
  finishName()
  if (path.length > mostNames)
    throw new ParseError(expression, start, at, `a key has at most ${mostNames} names`, keyForm)
  refuseEventRoot(expression, start, at, path)
  return { path, end: at }
}

/** Where the first name begins: `$.did`, `@.did` and `.did` are `did`. */
function afterRoot(expression: string, at: number): number {
  const root = /(?:[$@](?=[.[]))?(?:\.(?![.\s]|$))?/y
  root.lastIndex = at
  return at + root.exec(expression)![0].length
}

/** A name in brackets: `["temp"]`, `['temp']`, or the number of an item, `[0]`. */
function readBracket(expression: string, at: number): { name: string; end: number } {
  const bracket = /\[\s*(?:"([^"\\]+)"|'([^'\\]+)'|(\d+))\s*\]/y
  bracket.lastIndex = at
  const found = bracket.exec(expression)
  const name = found?.[1] ?? found?.[2] ?? found?.[3]
  if (name !== undefined) return { name, end: at + found![0].length }
  const hint = `${keyForm}, and items go by their number: data.list.0; a [ that belongs to the name is written \\[`
  throw new ParseError(expression, at, at + 1, 'brackets hold a name in quotes or a number', hint)
}

/** In `event.did` the event itself is named, as programs do. */
function refuseEventRoot(expression: string, from: number, to: number, path: readonly string[]): void {
  const [root, name] = path
  if (!/^event$/i.test(root!) || name === undefined) return
  if (name !== 'data' && !Object.hasOwn(eventMembers, name)) return
  const hint = `did you mean ${writtenKey(path.slice(1))}`
  throw new ParseError(expression, from, to, 'a key begins with a member of the event', hint)
}

/** How a key is written. */
export function writtenKey(path: readonly string[]): string {
  return path.map(name => name.replace(/[^\p{L}\p{N}_$@-]/gu, '\\$&')).join('.')
}

const keyForm = 'a key is a name, or names parted by dots: did, data.temp'

function reservedHint(sign: string, before: string): string {
  if (before === 'select') return 'write the condition alone, without select( ): did=x'
  const literal = `one that belongs to the name is written \\${sign}`
  if ('()'.includes(sign)) return `parentheses do not group conditions: ${joinHint}; ${literal}`
  return '"\''.includes(sign) ? `quotes may stand around a value only; ${literal}` : literal
}

function missingDot(expression: string, at: number): ParseError {
  return new ParseError(expression, at, at + 1, 'a dot or an operator must follow the bracket', keyForm)
}

function missingName(expression: string, at: number): ParseError {
  const what =
    expression[at] === '.' || expression[at - 1] === '.' ? 'a name is missing at a dot' : 'the key is missing'
  const end = at < expression.length ? at + 1 : at
  return new ParseError(expression, at, end, what, keyForm)
}
