import type { KeyPath } from './locate-key.ts'

/** A table of a TOML document. */
export type TomlTable = Readonly<Record<string, unknown>>

export function isTable(value: unknown): value is TomlTable {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date)
}

/** Returns the value at a path; undefined if there is none. */
export function valueIn(root: unknown, path: KeyPath): unknown {
  let value = root
  for (const name of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined
    value = (value as Readonly<Record<string | number, unknown>>)[name]
  }
  return value
}
