import { valueIn } from './toml-value.ts'

/** A key or a value in a file. */
export interface Place {
  /** From 1 on. */
  readonly line: number
  /** The whole line. */
  readonly text: string
  /** The key or the value is `text.slice(from, to)`; an error at a point is one character long. */
  readonly from: number
  readonly to: number
}

/** The names of tables and keys, and the indexes in arrays, from the root. */
export type KeyPath = readonly (string | number)[]

/**
 * Returns the place of a key of a valid TOML document, or of its value. The parser does not say where they are: the key
 * is in the first statement with which the document has it. A statement ends at the first line up to which the document is
 * valid.
 *
 * @param parse returns the root table; throws if the text is not valid
 */
export function locateKey(
  document: string,
  path: KeyPath,
  part: 'key' | 'value',
  parse: (text: string) => unknown,
): Place {
  const lines = document.split(/\r?\n/)
  let first = 0
  for (let end = 1; end <= lines.length; end++) {
    const root = rootOf(lines.slice(0, end).join('\n'), parse)
    if (root === undefined) continue
    if (valueIn(root, path) !== undefined) return placeIn(lines.slice(first, end), first + 1, path, part)
    first = end
  }
  throw new Error(`the document has no ${path.join('.')}`)
}

function rootOf(text: string, parse: (text: string) => unknown): unknown {
  try {
    return parse(text)
  } catch {
    return undefined
  }
}

/** Returns the place in a statement, of which the first line has the number `line`. */
function placeIn(lines: readonly string[], line: number, path: KeyPath, part: 'key' | 'value'): Place {
  const name = path.at(-1)!
  if (typeof name === 'string') {
    const escaped = name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
    const key = new RegExp(`(?<![\\w-])${escaped}(?![\\w-])(["']?\\s*=\\s*)?`)
    for (const [i, text] of lines.entries()) {
      const found = key.exec(text)
      if (!found) continue
      const to = found.index + name.length
      const value = to + (found[1]?.length ?? 0)
      return part === 'key'
        ? { line: line + i, text, from: found.index, to }
        : { line: line + i, text, from: value, to: value + 1 }
    }
  }
  // A row of an array of tables, or a key that is written with escapes.
  const text = lines[0]!
  const from = text.length - text.trimStart().length
  return { line, text, from, to: text.trimEnd().length }
}
