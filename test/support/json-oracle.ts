/**
 * Two other ways to find the raw tokens of an object's own members, to hold the scanner of `src/wire` against.
 * Neither shares a thought with it: one cuts the text by a regular expression, the other asks the engine.
 */

const token = /\s*("[^"\\]*(?:\\.[^"\\]*)*"|[{}[\],:]|[^\s{}[\],:"]+)/gs

/** Name, unescaped, to the raw token of its last value; undefined where `text` is not one JSON object. */
export function membersByTokens(text: string): Map<string, string> | undefined {
  if (parsedObject(text) === undefined) return undefined
  const members = new Map<string, string>()
  let depth = 0
  let name: string | undefined
  let from = -1
  let to = -1
  let word: string | undefined
  for (const match of text.matchAll(token)) {
    const sign = match[1]!
    const end = match.index + match[0].length
    if (depth === 1 && (sign === ',' || sign === '}')) {
      if (name !== undefined) members.set(name, text.slice(from, to))
      name = undefined
    } else if (depth === 1 && name === undefined && sign === ':') {
      name = JSON.parse(word!) as string
      from = -1
    } else if (name !== undefined && from < 0) {
      from = end - sign.length
    }
    if (sign === '{' || sign === '[') depth++
    if (sign === '}' || sign === ']') depth--
    to = end
    word = sign
  }
  return members
}

/** Every number in a JSON text as it is written, in order. */
export function numbersIn(text: string): string[] {
  return [...text.matchAll(token)].map(match => match[1]!).filter(sign => /^-?\d/.test(sign))
}

type Reviver = (this: unknown, name: string, value: unknown, context?: { source?: string }) => unknown

/** Whether this engine tells the source of a value (Node 22 does, 20 does not). */
export const engineTellsSource = membersByEngine('{"a":1.0}')?.get('a') === '1.0'

/**
 * The same as the engine itself says it, of members that are no object and no array; undefined where `text`
 * is not one JSON object, or is nested too deep for a reviver, or where `engineTellsSource` is false.
 */
export function membersByEngine(text: string): Map<string, string> | undefined {
  if (parsedObject(text) === undefined) return undefined
  const sources = new Map<unknown, Map<string, string>>()
  const reviver: Reviver = function (name, value, context) {
    const members = sources.get(this) ?? new Map<string, string>()
    if (context?.source !== undefined) members.set(name, context.source)
    sources.set(this, members)
    return value
  }
  try {
    const root: unknown = JSON.parse(text, reviver as (name: string, value: unknown) => unknown)
    return sources.get(root) ?? new Map()
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}

/** The object that `text` is as JSON; undefined where it is none. */
export function parsedObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined
  } catch {
    return undefined
  }
}
