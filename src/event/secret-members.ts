import { secretMembers } from '../wire/dialects.ts'

export { secretMembers }

/** Shown instead of the value of a secret member. */
export const secretValue = '***'

/** Matches a letter as it is or as `\u0063`, with more backslashes in JSON that is quoted in JSON. */
function spelled(letter: string): string {
  return `(?:${letter}|\\\\+u${letter.charCodeAt(0).toString(16).padStart(4, '0')})`
}

const names = [...secretMembers].map(name => [...name].map(spelled).join('')).join('|')
/** The name of a secret member in JSON, quoted once or more often, and its colon. */
const secretName = new RegExp(`"(?:${names})\\\\*"\\s*:\\s*`, 'gi')

/**
 * Removes the values of secret members from text that contains JSON. It works on text, since what is shown may be cut or
 * invalid JSON. In case of doubt it removes too much.
 */
export function maskSecretMembers(text: string): string {
  let out = ''
  let from = 0
  secretName.lastIndex = 0
  while (secretName.exec(text)) {
    const start = secretName.lastIndex
    const end = valueEnd(text, start)
    out += text.slice(from, start) + secretValue
    from = end
    secretName.lastIndex = end
  }
  return from === 0 ? text : out + text.slice(from)
}

/** Returns the end of the value that begins at `start`, or the end of the text if the value is cut. */
function valueEnd(text: string, start: number): number {
  const scalar = /(?!\\*["[{])[^\s,}\]\\]*/y
  scalar.lastIndex = start
  if (scalar.test(text)) return scalar.lastIndex
  const marks = /(\\*)"|[[{]|[\]}]/g
  marks.lastIndex = start
  let depth = 0
  /** How many backslashes precede the quotes of the current string; undefined outside strings. */
  let level: number | undefined
  for (let mark = marks.exec(text); mark; mark = marks.exec(text)) {
    const backslashes = mark[1]?.length
    if (backslashes === undefined) {
      if (level === undefined) depth += mark[0] === '[' || mark[0] === '{' ? 1 : -1
    } else if (level === undefined) level = backslashes
    // In JSON within JSON, quotes inside a string have more backslashes than those around it.
    else if (backslashes % (2 * level + 2) === level) level = undefined
    if (level === undefined && depth <= 0) return marks.lastIndex
  }
  return text.length
}
