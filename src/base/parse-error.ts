/** An error in an expression, at `expression.slice(from, to)`, which is empty if something is missing. */
export class ParseError extends Error {
  readonly expression: string
  readonly from: number
  readonly to: number
  /** What to write instead. */
  readonly hint: string | undefined

  constructor(expression: string, from: number, to: number, what: string, hint?: string) {
    super(what)
    this.expression = expression
    this.from = from
    this.to = to
    this.hint = hint
  }
}
