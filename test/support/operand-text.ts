import type { Condition } from '../../src/filter/condition.ts'
import { Glob } from '../../src/filter/glob.ts'

/** Returns the operand of a condition as JSON: of a pattern its parts, of a regular expression its source. */
export function operandText(condition: Condition): unknown {
  switch (condition.kind) {
    case 'values':
      return condition.operand.map(value => (value instanceof Glob ? { parts: partsOf(value) } : value))
    case 'number':
      return condition.operand.text
    case 'regex':
      return condition.operand.expression.slice(condition.operand.from, condition.operand.to)
    case 'nothing':
      return null
  }
}

/** The texts between the runs of a pattern, with U+FFFF for any one character. */
function partsOf(glob: Glob): string[] {
  const { first, between, last } = glob as unknown as Record<string, unknown>
  return [first, ...(between as unknown[]), last]
    .filter(Boolean)
    .map(part =>
      (part as { tokens: number[] }).tokens.map(token => String.fromCharCode(token & 0xffff)).join(''),
    )
}
