import { secretMembers } from '../wire/dialects.ts'

export { secretMembers }

/** Stands for the value of such a member. */
export const secretValue = '***'

/** A letter as it is, or as JSON may write it: `\u0063`, the backslash doubled where JSON is quoted in JSON. */
function spelled(letter: string): string {
  return `(?:${letter}|\\\\+u${letter.charCodeAt(0).toString(16).padStart(4, '0')})`
}

const names = [...secretMembers].map(name => [...name].map(spelled).join('')).join('|')
/** The name of a secret member in JSON, quoted once or more, and the colon behind it. */
const secretName = new RegExp(`"(?:${names})\\\\*"\\s*:\\s*`, 'gi')

/**
 * Takes the values of secret members out of text that holds JSON, or the beginning of JSON. Works on the text
 * alone, since what is shown may be cut or no valid JSON; in doubt it takes out too much.
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

/** Where the value ends that begins at `start`; the end of the text where it is cut before that. */
function valueEnd(text: string, start: number): number {
  const scalar = /(?!\\*["[{])[^\s,}\]\\]*/y
  scalar.lastIndex = start
  if (scalar.test(text)) return scalar.lastIndex
  const marks = /(\\*)"|[[{]|[\]}]/g
  marks.lastIndex = start
  let depth = 0
  /** Backslashes before the quotes of the string in which `marks` stands. */
  let level: number | undefined
  for (let mark = marks.exec(text); mark; mark = marks.exec(text)) {
    const backslashes = mark[1]?.length
    if (backslashes === undefined) {
      if (level === undefined) depth += mark[0] === '[' || mark[0] === '{' ? 1 : -1
    } else if (level === undefined) level = backslashes
    // Quotes within a string have more backslashes than those around it, by the rule of JSON in JSON.
    else if (backslashes % (2 * level + 2) === level) level = undefined
    if (level === undefined && depth <= 0) return marks.lastIndex
  }
  return text.length
}
