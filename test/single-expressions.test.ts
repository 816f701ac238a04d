import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { isCondition } from '../src/filter/expression.ts'
import { parseExpression } from '../src/filter/parse-expression.ts'
import { operandText } from './support/operand-text.ts'

/** Expressions as they were read before there were `and`, `or`, `not` and parentheses: key, operator and operand of each. */
type Row = readonly [expression: string, path: string, symbol: string, operand: unknown]
const rows: readonly Row[] = JSON.parse(readFileSync('test/fixtures/single-expressions.json', 'utf8'))

test('every expression that was valid as a single comparison is still that comparison', () => {
  expect(rows.length).toBeGreaterThan(1000)
  for (const [expression, ...read] of rows) {
    const condition = parseExpression(expression)
    if (!isCondition(condition)) throw new Error(`${expression} is no longer one comparison`)
    expect([expression, condition.path.join('/'), condition.operator.symbol, operandText(condition)]).toEqual(
      [expression, ...read],
    )
  }
})
