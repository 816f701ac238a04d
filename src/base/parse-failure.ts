import { say } from '../language/say.ts'
import { Failure } from './failure.ts'
import { ParseError } from './parse-error.ts'
import { safeText } from './safe-text.ts'
import { textCells } from './text-width.ts'

/**
 * Converts a parse error into the message for the user: what is wrong, the expression on a line of its own, and carets
 * under the position, which are aligned by cells, since Chinese characters take two.
 */
export function parseFailure(error: ParseError, flag: string): Failure {
  const { expression, from, to } = error
  const before = shown(ending(expression.slice(0, from)))
  const at = shown(beginning(expression.slice(from, to)))
  const carets = ' '.repeat(textCells(before)) + '^'.repeat(Math.max(1, textCells(at)))
  const lines = [
    say('{what}: {said}', { what: flag, said: safeText(error.message) }),
    `  ${before}${at}${shown(beginning(expression.slice(to)))}`,
    `  ${carets}`,
  ]
  return new Failure('usage', lines.join('\n'), {
    hint: error.hint === undefined ? undefined : safeText(error.hint),
    cause: error.cause,
  })
}

/** Returns what `read` returns. @throws Failure `usage` for a parse error, otherwise what `read` throws */
export function parsed<T>(flag: string, read: () => T): T {
  try {
    return read()
  } catch (error) {
    throw error instanceof ParseError ? parseFailure(error, flag) : error
  }
}

/** Shows a tab as a space, since its width depends on the terminal. */
function shown(text: string): string {
  return safeText(text).replaceAll('\t', ' ')
}

/** The most characters to show of an expression: before the error, of the erroneous part, and after it. */
const mostShown = 200

function beginning(text: string): string {
  return text.length > mostShown ? `${text.slice(0, mostShown)}…` : text
}

function ending(text: string): string {
  return text.length > mostShown ? `…${text.slice(-mostShown)}` : text
}
