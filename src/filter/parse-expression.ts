import { afterSpaces } from '../base/escape.ts'
import { ParseError } from '../base/parse-error.ts'
import { say } from '../language/say.ts'
import type { Expression } from './expression.ts'
import { junctions } from './filter-forms.ts'
import { asciiSigns } from './full-width.ts'
import { foreignJoin, foreignJoinAt, isComparisonAt, joinAt, joinHint } from './joins.ts'
import { operators } from './operators.ts'
import { parenthesisHint, strayParenthesis } from './parentheses.ts'
import { readCondition } from './read-condition.ts'

/** The most parentheses and `not` around a condition. */
const deepest = 100

/**
 * Parses comparisons that are joined by `and`, `or`, `not` and parentheses, by the method of Pratt. Full-width signs of a
 * Chinese keyboard are read as ASCII, except in values.
 *
 * Whatever was a single comparison before there were joins is still one: `and` and `or` are part of a value without quotes
 * unless a comparison follows, and a key may be called `not`.
 *
 * @throws ParseError
 */
export function parseExpression(expression: string): Expression {
  const signs = asciiSigns(expression)
  try {
    return new Parser(expression, signs).all()
  } catch (error) {
    // The error is shown in what the user typed, at the same position.
    if (!(error instanceof ParseError) || error.expression === expression) throw error
    throw new ParseError(expression, error.from, error.to, error.message, error.hint)
  }
}

class Parser {
  private readonly expression: string
  /** The expression with its full-width signs as ASCII, at the same positions. */
  private readonly signs: string
  private at = 0
  /** The parentheses and `not` around the current position, and how many of them are parentheses. */
  private depth = 0
  private groups = 0

  constructor(expression: string, signs: string) {
    this.expression = expression
    this.signs = signs
  }

  all(): Expression {
    this.skipSpaces()
    if (this.isAtEnd) {
      const hint = say('write {example}, or any of the forms in --help', {
        example: operators.equals.example,
      })
      throw this.error(this.at, this.at, say('the expression is empty'), hint)
    }
    const expression = this.joined(junctions.or.power)
    if (this.isAtEnd) return expression
    if (this.sign === ')') throw strayParenthesis(this.expression, this.at)
    throw this.notJoined()
  }

  /** Parses terms that are joined by what binds at least as strongly as `least`. */
  private joined(least: number): Expression {
    let left = this.term()
    /** The terms of `left`, if they are joined here. They become one list, so that the tree is not as deep as it is long. */
    let terms: Expression[] | undefined
    for (;;) {
      const found = joinAt(this.signs, this.at)
      if (!found || junctions[found.join].power < least) return left
      const word = { from: this.at, to: found.end }
      this.at = found.end
      this.skipSpaces()
      if (this.isAtEnd || this.sign === ')')
        throw this.error(word.from, word.to, say('a condition must follow {join}', found), say(joinHint))
      const right = this.joined(junctions[found.join].power + 1)
      if (terms && left.kind === found.join) terms.push(right)
      else {
        terms = [left, right]
        left = { kind: found.join, terms, word }
      }
    }
  }

  private term(): Expression {
    if (this.sign === '(') {
      this.groups++
      const group = this.deeper(1, () => this.group())
      this.groups--
      return group
    }
    const not = this.notHere()
    if (not > 0) return this.deeper(not, () => ({ kind: 'not', term: this.joined(junctions.not.power) }))
    const join = joinAt(this.signs, this.at)
    if (join && isComparisonAt(this.signs, afterSpaces(this.signs, join.end)))
      throw this.error(this.at, join.end, say('a condition must precede {join}', join), say(joinHint))
    const { condition, end } = readCondition(this.expression, this.signs, this.at, this.groups > 0)
    this.at = end
    this.skipSpaces()
    return condition
  }

  private group(): Expression {
    const start = this.signs.lastIndexOf('(', this.at)
    if (this.sign === ')')
      throw this.error(start, this.at + 1, say('the parentheses are empty'), say(joinHint))
    if (this.isAtEnd) throw this.notClosed(start)
    const expression = this.joined(junctions.or.power)
    if (this.sign !== ')') {
      throw this.isAtEnd ? this.notClosed(start) : this.notJoined()
    }
    this.at++
    this.skipSpaces()
    return expression
  }

  /** Parses what follows `length` characters, one level deeper. */
  private deeper(length: number, parse: () => Expression): Expression {
    if (this.depth === deepest)
      throw this.error(
        this.at,
        this.at + length,
        say('a condition is in more than {n} parentheses or not', { n: deepest }),
      )
    this.depth++
    this.at += length
    this.skipSpaces()
    const expression = parse()
    this.depth--
    return expression
  }

  /** Returns the length of the word `not` if it negates what follows, and is not a key. */
  private notHere(): number {
    const not = /not(?=\s*\(|\s+(?:![^=~]|[^\s!=<>~≥≤≠)]))/iuy
    not.lastIndex = this.at
    if (!not.test(this.signs)) return 0
    const end = not.lastIndex
    return joinAt(this.signs, afterSpaces(this.signs, end)) ? 0 : end - this.at
  }

  /** The error for what stands where only `and`, `or` or the end may. */
  private notJoined(): ParseError {
    const { expression, signs, at } = this
    const length = foreignJoinAt(signs, at)
    if (length > 0) return foreignJoin(expression, signs, at, at + length)
    return this.error(at, expression.length, say('and or or must follow'), say(joinHint))
  }

  private notClosed(start: number): ParseError {
    return this.error(start, start + 1, say('this parenthesis is not closed'), say(parenthesisHint))
  }

  private error(from: number, to: number, what: string, hint?: string): ParseError {
    return new ParseError(this.expression, from, to, what, hint)
  }

  private get sign(): string | undefined {
    return this.signs[this.at]
  }

  private get isAtEnd(): boolean {
    return this.at === this.signs.length
  }

  private skipSpaces(): void {
    this.at = afterSpaces(this.signs, this.at)
  }
}
