import { Failure } from '../base/failure.ts'
import { safeText } from '../base/safe-text.ts'
import { textCells } from '../base/text-width.ts'
import type { ParseError } from './parse-error.ts'

/**
 * A fault as the user gets to see it: what is wrong, then the expression on a line by itself, then carets
 * under the place, aligned by display cells so that Chinese before it does not push them aside.
 */
export function filterFailure(error: ParseError, flag: string): Failure {
  const { expression, from, to } = error
  const before = shown(ending(expression.slice(0, from)))
  const at = shown(beginning(expression.slice(from, to)))
  const carets = ' '.repeat(textCells(before)) + '^'.repeat(Math.max(1, textCells(at)))
  const lines = [
    `${flag}: ${safeText(error.message)}`,
    `  ${before}${at}${shown(beginning(expression.slice(to)))}`,
    `  ${carets}`,
  ]
  return new Failure('usage', lines.join('\n'), {
    hint: error.hint === undefined ? undefined : safeText(error.hint),
    cause: error.cause,
  })
}

/** A tab is as wide as the terminal likes, so it is shown as a space. */
function shown(text: string): string {
  return safeText(text).replaceAll('\t', ' ')
}

/** Characters shown of an expression, before a fault, of it, and after it. */
const mostShown = 200

function beginning(text: string): string {
  return text.length > mostShown ? `${text.slice(0, mostShown)}…` : text
}

function ending(text: string): string {
  return text.length > mostShown ? `…${text.slice(-mostShown)}` : text
}
