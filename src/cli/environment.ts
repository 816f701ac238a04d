import { longName } from './flag-words.ts'
import { type OptionTable, parseValue } from './option-table.ts'

/** Options with the environment variables that stand in for those that were not typed. */
export interface Settled<Flags> {
  readonly flags: Flags
  /** What gave an option, for messages: `--port` or `GIZWITS_PORT`. */
  nameOf(key: keyof Flags & string): string
}

/**
 * Reads the variables of a table when its command is about to run, so that a wrong one stands in the way of
 * nothing else. A variable that is set to nothing, as CI does for a secret it does not have, is not set; one
 * whose option contradicts a typed one gives way.
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
  const givesWay = (key: string) =>
    isTyped(key) ||
    contradictions.some(([one, other]) => (one === key && isTyped(other)) || (other === key && isTyped(one)))
  const flags = Object.fromEntries<unknown>(Object.entries(typed))
  for (const [key, spec] of Object.entries(table)) {
    const text = spec.env === undefined ? undefined : env[spec.env]
    if (text && !givesWay(key)) flags[key] = parseValue(spec, text, spec.env!)
  }
  return {
    flags: flags as Flags,
    nameOf: key => (isTyped(key) ? undefined : table[key]!.env) ?? longName(table[key]!.flags),
  }
}
