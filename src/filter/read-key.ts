import { escapedAt, isSpace } from './escape.ts'
import { Fault } from './fault.ts'

/** Where a key ends: signs of operators, of other languages' operators, and spaces. */
const ends = '=!<>~:'
/** Signs that would have a meaning in a value, and none in a key. */
const reserved = '*?,"\''

/**
 * The key that begins at `at`: names of members, parted by dots. A backslash makes a dot, or any sign,
 * part of a name: `data.a\.b`.
 *
 * @throws Fault
 */
export function readKey(expression: string, at: number): { path: string[]; end: number } {
  const path: string[] = []
  let name = ''
  let nameStart = at
  const finishName = () => {
    if (name === '') throw missingName(expression, nameStart)
    path.push(name)
    name = ''
  }
  while (at < expression.length) {
    const sign = expression[at]!
    if (ends.includes(sign) || isSpace(sign) || isJoin(expression, at)) break
    if (sign === '\\') {
      const character = escapedAt(expression, at)
      name += character
      at += 1 + character.length
    } else if (sign === '.') {
      finishName()
      nameStart = ++at
    } else if (reserved.includes(sign)) {
      throw new Fault(expression, at, at + 1, `a key cannot hold ${sign} as it is`, reservedHint(sign))
    } else {
      name += sign
      at++
    }
  }
  finishName()
  return { path, end: at }
}

/** `&&` and `||`, which other languages join conditions with. */
export function isJoin(expression: string, at: number): boolean {
  const sign = expression[at]
  return (sign === '&' || sign === '|') && expression[at + 1] === sign
}

function reservedHint(sign: string): string {
  const literal = `one that belongs to the name is written \\${sign}`
  return sign === '"' || sign === "'" ? `quotes may stand around a value only; ${literal}` : literal
}

function missingName(expression: string, at: number): Fault {
  const what =
    expression[at] === '.' || expression[at - 1] === '.' ? 'a name is missing at a dot' : 'the key is missing'
  const end = at < expression.length ? at + 1 : at
  return new Fault(expression, at, end, what, 'a key is a name, or names parted by dots: did, data.temp')
}
