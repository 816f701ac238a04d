import { afterSpaces, escapedAt, isSpace } from '../base/escape.ts'
import { ParseError } from '../base/parse-error.ts'
import { clauses } from '../language/list-text.ts'
import { say } from '../language/say.ts'
import type { Span } from './condition.ts'
import { anyOne, anyRun, Glob } from './glob.ts'
import {
  foreignJoin,
  foreignJoinAfterTextAt,
  foreignJoinAt,
  hasJoinWords,
  joinAfterTextAt,
  joinAt,
  joinHint,
  listedConditionAt,
} from './joins.ts'
import { strayParenthesis } from './parentheses.ts'
import type { Value } from './value-tests.ts'

/** For each quote, those that close it. A Chinese keyboard has one key for opening and closing quotes. */
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
const quoted = 'in quotes it is text'

/** Values, and where they end. */
export interface ReadValues {
  readonly values: readonly Value[]
  readonly end: number
  /** The first value that contains `and` or `or` as text, although it has no quotes. */
  readonly doubtful: Span | undefined
}

/**
 * Reads the values from `at` to what joins the next condition, to a closing parenthesis of a group, or to the end: at
 * least one, separated by commas. Spaces around a value are ignored. In single or double quotes everything is literal;
 * quotes do not imply a type. Outside them, a backslash makes the next sign literal. Empty text must be quoted, since an
 * empty value is usually a shell variable that is not set.
 *
 * Full-width commas separate values if everything else is ASCII. In Chinese text they may be part of a value.
 *
 * @param signs the expression with its full-width signs as ASCII
 * @throws ParseError
 */
export function readValues(expression: string, signs: string, at: number, isGrouped: boolean): ReadValues {
  return new ValueReader(expression, signs, afterSpaces(expression, at), isGrouped).all()
}

/** A value and its end. */
interface Read {
  value: Value
  end: number
}

class ValueReader {
  private readonly expression: string
  private readonly signs: string
  private readonly from: number
  private readonly isGrouped: boolean
  private doubtful: Span | undefined
  /** Whether the list is ASCII, except perhaps for full-width signs; undefined until that matters. */
  private isAscii: boolean | undefined

  constructor(expression: string, signs: string, from: number, isGrouped: boolean) {
    this.expression = expression
    this.signs = signs
    this.from = from
    this.isGrouped = isGrouped
  }

  all(): ReadValues {
    const { expression, signs } = this
    const values: Value[] = []
    let at = this.from
    for (;;) {
      const isQuoted = Object.hasOwn(closing, expression[at] ?? '')
      const { value, end } = isQuoted ? this.quoted(at) : this.plain(at)
      values.push(value)
      if (signs[end] !== ',') return { values, end, doubtful: this.doubtful }
      at = afterSpaces(expression, end + 1)
    }
  }

  private plain(at: number): Read {
    const { expression, signs, from, isGrouped } = this
    const start = at
    const tokens: number[] = []
    /** From here on there are only unescaped spaces, which are dropped if nothing follows. */
    let kept = 0
    let open = 0
    while (at < expression.length && !this.endsAt(at)) {
      const sign = expression[at]!
      if (joinAfterTextAt(signs, at)) break
      const foreign = foreignJoinAfterTextAt(signs, at)
      if (foreign > 0) throw foreignJoin(expression, signs, at, at + foreign, quoted)
      const condition = at > from ? listedConditionAt(signs, at) : 0
      if (condition > 0) throw listedCondition(expression, at, at + condition)
      open += signs[at] === '(' ? 1 : signs[at] === ')' ? -1 : 0
      if (open < 0 && isGrouped) break
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
    if (hasJoinWords(expression.slice(start, at))) this.doubtful ??= { from: start, to: at }
    return { value: literalOrGlob(tokens), end: at }
  }

  /** Whether a comma at `at` ends the value. */
  private endsAt(at: number): boolean {
    const sign = this.expression[at] ?? ''
    if (sign === ',') return true
    if (this.signs[at] !== ',') return false
    this.isAscii ??= isAscii(this.signs, this.from)
    if (this.isAscii) return true
    throw new ParseError(
      this.expression,
      at,
      at + 1,
      say('{sign} may separate two values or belong to one', { sign }),
      say('values are separated by an ASCII comma, a,b; a value that contains {sign} must be quoted', {
        sign,
      }),
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
          say('the quote is not closed'),
          say('a literal one is {quote}', { quote: `\\${quote}` }),
        )
      const isEscape = expression[at] === '\\'
      const character = isEscape ? escapedAt(expression, at) : expression[at]!
      value += character
      at += character.length + (isEscape ? 1 : 0)
    }
    const end = afterSpaces(expression, at + 1)
    const sign = signs[end]
    const isEnd = sign === undefined || sign === ',' || (sign === ')' && this.isGrouped) || joinAt(signs, end)
    if (isEnd) return { value, end }
    const foreign = foreignJoinAt(signs, end)
    if (foreign > 0) throw foreignJoin(expression, signs, end, end + foreign)
    const what = say('only a comma, and or or may follow a closing quote')
    throw new ParseError(expression, end, expression.length, what, say(joinHint))
  }
}

function missingValue(expression: string, at: number): ParseError {
  return new ParseError(expression, at, at, say('a value is missing'), say('the empty text is written ""'))
}

function listedCondition(expression: string, from: number, to: number): ParseError {
  const what = say('this is a second condition, not a value of the first')
  return new ParseError(expression, from, to, what, clauses([say(joinHint), say(quoted)]))
}

/** Whether the list that begins at `from` is ASCII, except perhaps for full-width signs. */
function isAscii(signs: string, from: number): boolean {
  let end = from
  while (end < signs.length && !joinAfterTextAt(signs, end)) end++
  return /^[\x00-\x7f]*$/.test(signs.slice(from, end))
}

function literalOrGlob(tokens: readonly number[]): Value {
  if (tokens.includes(anyOne) || tokens.includes(anyRun)) return new Glob(tokens)
  let text = ''
  for (const unit of tokens) text += String.fromCharCode(unit)
  return text
}
