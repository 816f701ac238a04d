import { afterSpaces, escapedAt, isSpace } from './escape.ts'
import { asciiSigns } from './full-width.ts'
import { anyOne, anyRun, Glob } from './glob.ts'
import { joinAt, joinError, joinHint, listedConditionAt } from './joins.ts'
import { ParseError } from './parse-error.ts'
import type { Value } from './value-tests.ts'

/** For each quote, those that close it: a Chinese keyboard has no opening and closing key. */
const closing: Readonly<Record<string, string>> = {
  '"': '"',
  "'": "'",
  '＂': '＂',
  '＇': '＇',
  '“': '”“',
  '”': '”“',
  '‘': '’‘',
  '’': '’‘',
}
const wildcards: Readonly<Record<string, number>> = { '*': anyRun, '＊': anyRun, '?': anyOne, '？': anyOne }
const quoted = '; in quotes it is text'

/**
 * The list of values from `at` to the end, one at least, parted by commas. Spaces around a value are dropped.
 * Quotes around a value, single or double, make all in it literal; they say nothing of its type. Elsewhere a
 * backslash does that for the sign behind it. The empty text is written in quotes: without them it is a variable of the
 * shell that is not set.
 *
 * Full-width commas part values where all else is ASCII; in Chinese text they may belong to it.
 *
 * @throws Fault
 */
export function readValues(expression: string, at: number): Value[] {
  return new ValueReader(expression, afterSpaces(expression, at)).all()
}

/** A value, and where it ends: at a comma or the expression's end. */
interface Read {
  value: Value
  end: number
}

class ValueReader {
  private readonly expression: string
  private readonly signs: string
  private readonly from: number
  /** Nothing in the list is Chinese but, perhaps, its signs. */
  private readonly isAscii: boolean

  constructor(expression: string, from: number) {
    this.expression = expression
    this.signs = asciiSigns(expression)
    this.from = from
    this.isAscii = /^[\x00-\x7f]*$/.test(this.signs.slice(from))
  }

  all(): Value[] {
    const { expression } = this
    const values: Value[] = []
    let at = this.from
    for (;;) {
      const isQuoted = Object.hasOwn(closing, expression[at] ?? '')
      const { value, end } = isQuoted ? this.quoted(at) : this.plain(at)
      values.push(value)
      if (end === expression.length) return values
      at = afterSpaces(expression, end + 1)
    }
  }

  private plain(at: number): Read {
    const { expression, signs, from } = this
    const tokens: number[] = []
    /** Spaces from here on were not escaped, and are dropped if nothing follows them. */
    let kept = 0
    let open = 0
    while (at < expression.length && !this.endsAt(at)) {
      const sign = expression[at]!
      const join = joinAt(signs, at)
      if (join > 0) throw joinError(expression, at, at + join, quoted)
      const condition = at > from ? listedConditionAt(signs, at) : 0
      if (condition > 0) throw listedCondition(expression, at, at + condition)
      open += signs[at] === '(' ? 1 : signs[at] === ')' ? -1 : 0
      if (open < 0) throw strayParenthesis(expression, at)
      let literal = sign
      if (sign === '\\') {
        literal = escapedAt(expression, at)
        at += literal.length
      }
      const wildcard = wildcards[sign]
      if (wildcard !== undefined) tokens.push(wildcard)
      else for (let k = 0; k < literal.length; k++) tokens.push(literal.charCodeAt(k))
      at++
      if (!isSpace(sign)) kept = tokens.length
    }
    tokens.length = kept
    if (kept === 0) throw missingValue(expression, at)
    return { value: literalOrGlob(tokens), end: at }
  }

  /** Whether a comma at `at` ends the value. */
  private endsAt(at: number): boolean {
    const sign = this.expression[at]
    if (sign === ',') return true
    if (this.signs[at] !== ',') return false
    if (this.isAscii) return true
    throw new ParseError(
      this.expression,
      at,
      at + 1,
      `${sign} may part two values or belong to one`,
      `values are parted by a comma of ASCII, a,b; quotes stand around one that holds ${sign}`,
    )
  }

  private quoted(start: number): Read {
    const { expression, signs } = this
    const quote = expression[start]!
    let value = ''
    let at = start + 1
    while (at >= expression.length || !closing[quote]!.includes(expression[at]!)) {
      if (at >= expression.length)
        throw new ParseError(
          expression,
          start,
          start + 1,
          'the quote is not closed',
          `a literal one is \\${quote}`,
        )
      const isEscape = expression[at] === '\\'
      const character = isEscape ? escapedAt(expression, at) : expression[at]!
      value += character
      at += character.length + (isEscape ? 1 : 0)
    }
    const end = afterSpaces(expression, at + 1)
    if (end < expression.length && signs[end] !== ',')
      throw new ParseError(
        expression,
        end,
        expression.length,
        'after a closing quote only a comma may follow',
        joinHint,
      )
    return { value, end }
  }
}

function missingValue(expression: string, at: number): ParseError {
  return new ParseError(expression, at, at, 'a value is missing', 'the empty text is written ""')
}

function listedCondition(expression: string, from: number, to: number): ParseError {
  const hint = `${joinHint}${quoted}`
  return new ParseError(
    expression,
    from,
    to,
    'a second condition does not stand among the values of the first',
    hint,
  )
}

function strayParenthesis(expression: string, at: number): ParseError {
  const hint = `parentheses do not group conditions: ${joinHint}; one that belongs to the value stands in quotes`
  return new ParseError(expression, at, at + 1, 'this parenthesis closes none', hint)
}

function literalOrGlob(tokens: readonly number[]): Value {
  if (tokens.includes(anyOne) || tokens.includes(anyRun)) return new Glob(tokens)
  let text = ''
  for (const unit of tokens) text += String.fromCharCode(unit)
  return text
}
