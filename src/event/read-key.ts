import { escapedAt, isSpace } from '../base/escape.ts'
import { ParseError } from '../base/parse-error.ts'
import { clauses } from '../language/list-text.ts'
import { say } from '../language/say.ts'
import { eventMembers } from './event-members.ts'

/** What surrounds keys, in a filter or in a template. */
export interface KeySyntax {
  /** Whether a key ends at `at`. It also ends at a space, and at the end of the text. */
  endsAt(text: string, at: number): boolean
  /**
   * Returns a hint about a reserved sign in a key; undefined if there is none but how to write it.
   *
   * @param before the part of the name before it
   */
  hint?(sign: string, before: string): string | undefined
}

/** Signs that have a meaning beside keys, but not in one. */
const reserved = '*?,"\'()]'
/** The most names in a key. No event is nested as deep. */
const mostNames = 64

/**
 * Reads the key that begins at `at`: names of members, separated by dots. A backslash makes a dot, or any sign, part of a
 * name: `data.a\.b`. Keys of jq and JSONPath are accepted, too: `.data.temp`, `$.did`, `data["temp"]`.
 *
 * @throws ParseError
 */
export function readKey(expression: string, at: number, syntax: KeySyntax): { path: string[]; end: number } {
  const path: string[] = []
  let name = ''
  /** The start of the current name; undefined after a bracket, where no name need follow. */
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
    if (isSpace(sign) || syntax.endsAt(expression, at)) break
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
        say('a key cannot contain an unescaped {sign}', { sign }),
        syntax.hint?.(sign, name) ?? literalHint(sign),
      )
    } else {
      if (nameStart === undefined) throw missingDot(expression, at)
      name += sign
      at++
    }
  }
  finishName()
  if (path.length > mostNames)
    throw new ParseError(
      expression,
      start,
      at,
      say('a key has at most {n} names', { n: mostNames }),
      say(keyForm),
    )
  refuseEventRoot(expression, start, at, path)
  return { path, end: at }
}

/** Returns the start of the first name: `$.did`, `@.did` and `.did` are `did`. */
function afterRoot(expression: string, at: number): number {
  const root = /(?:[$@](?=[.[]))?(?:\.(?![.\s]|$))?/y
  root.lastIndex = at
  return at + root.exec(expression)![0].length
}

/** Reads a name in brackets: `["temp"]`, `['temp']`, or the index of an item, `[0]`. */
function readBracket(expression: string, at: number): { name: string; end: number } {
  const bracket = /\[\s*(?:"([^"\\]+)"|'([^'\\]+)'|(\d+))\s*\]/y
  bracket.lastIndex = at
  const found = bracket.exec(expression)
  const name = found?.[1] ?? found?.[2] ?? found?.[3]
  if (name !== undefined) return { name, end: at + found![0].length }
  const hint = clauses([
    say(keyForm),
    say('an item of a list is named by its number: data.list.0'),
    say('a [ that belongs to the name is written \\['),
  ])
  throw new ParseError(expression, at, at + 1, say('brackets must contain a quoted name or a number'), hint)
}

/** Rejects `event.did`, which names the event itself, as programs do. */
function refuseEventRoot(expression: string, from: number, to: number, path: readonly string[]): void {
  const [root, name] = path
  if (!/^event$/i.test(root!) || name === undefined) return
  if (name !== 'data' && !Object.hasOwn(eventMembers, name)) return
  const hint = say('did you mean {near}', { near: writtenKey(path.slice(1)) })
  throw new ParseError(expression, from, to, say('a key begins with a member of the event'), hint)
}

/** Returns how a key is written in an expression. */
export function writtenKey(path: readonly string[]): string {
  // As a name of its own, `$` or `@` would be the event.
  return path.map(name => name.replace(/^[$@]$|[^\p{L}\p{N}_$@-]/gu, '\\$&')).join('.')
}

const keyForm = 'a key is a name, or names separated by dots: did, data.temp'

/** A hint how to write a reserved sign that belongs to a name. */
export function literalHint(sign: string): string {
  return say('one that belongs to the name is written {escape}', { escape: `\\${sign}` })
}

function missingDot(expression: string, at: number): ParseError {
  const what = say('a dot or an operator must follow the bracket')
  return new ParseError(expression, at, at + 1, what, say(keyForm))
}

function missingName(expression: string, at: number): ParseError {
  const what =
    expression[at] === '.' || expression[at - 1] === '.'
      ? say('a name is missing at a dot')
      : say('the key is missing')
  const end = at < expression.length ? at + 1 : at
  return new ParseError(expression, at, end, what, say(keyForm))
}
