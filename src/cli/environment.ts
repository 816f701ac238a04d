import { longName } from './flag-words.ts'
import { type OptionTable, parseValue } from './option-table.ts'

/** Options, completed by the environment variables of those that were not typed. */
export interface Settled<Flags> {
  readonly flags: Flags
  /** Returns the source of an option's value, for messages: `--port` or `GIZWITS_PORT`. */
  nameOf(key: keyof Flags & string): string
}

/**
 * Reads the environment variables of a table. Called when its command is about to run, so that an invalid variable does
 * not prevent `--help`. An empty variable counts as not set: CI sets a secret that it does not have to an empty value. A
 * variable is ignored if its option contradicts one that was typed.
 *
 * @throws Failure `usage`, naming the variable
 */
export function withEnvironment<Flags extends object>(
  table: OptionTable,
  typed: Flags,
  contradictions: readonly (readonly [string, string, ...unknown[]])[],
  env: Readonly<Record<string, string | undefined>>,
): Settled<Flags> {
  const isTyped = (key: string) => Object.hasOwn(typed, key)
  const isOverridden = (key: string) =>
    isTyped(key) ||
    contradictions.some(([one, other]) => (one === key && isTyped(other)) || (other === key && isTyped(one)))
  const flags = Object.fromEntries<unknown>(Object.entries(typed))
  for (const [key, spec] of Object.entries(table)) {
    const text = spec.env === undefined ? undefined : env[spec.env]
    if (text && !isOverridden(key)) flags[key] = parseValue(spec, text, spec.env!)
  }
  return {
    flags: flags as Flags,
    nameOf: key => (isTyped(key) ? undefined : table[key]!.env) ?? longName(table[key]!.flags),
  }
}
