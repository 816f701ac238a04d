import { longName } from './flag-words.ts'
import { type OptionTable, parseValue } from './option-table.ts'

/** Options from all their sources. */
export interface Settled<Flags> {
  readonly flags: Flags
  /** Returns the source of an option's value, for messages: `--port`, `GIZWITS_PORT` or `port of profile home`. */
  nameOf(key: keyof Flags & string): string
}

/** A source of options. */
export interface Layer {
  /** The keys of the options that it has. */
  readonly keys: readonly string[]
  /** @throws Failure `usage` if the value is not valid */
  valueOf(key: string): unknown
  nameOf(key: string): string
}

type Contradictions = readonly (readonly [string, string, ...unknown[]])[]

/**
 * Joins sources, the strongest first. An option is ignored if a stronger source has it, or has one that contradicts it.
 * Invalid values that are ignored are no errors.
 *
 * @throws Failure `usage`
 */
export function settle<Flags extends object>(
  table: OptionTable,
  contradictions: Contradictions,
  layers: readonly Layer[],
): Settled<Flags> {
  let flags: Readonly<Record<string, unknown>> = {}
  const names = new Map<string, string>()
  for (const layer of layers) {
    const own: Record<string, unknown> = {}
    for (const key of layer.keys) {
      if (Object.hasOwn(flags, key) || isRefused(key, layer, flags, contradictions)) continue
      own[key] = layer.valueOf(key)
      names.set(key, layer.nameOf(key))
    }
    flags = { ...flags, ...own }
  }
  return { flags: flags as Flags, nameOf: key => names.get(key) ?? longName(table[key]!.flags) }
}

/** Whether an option contradicts one of the stronger `flags`. */
function isRefused(
  key: string,
  layer: Layer,
  flags: Readonly<Record<string, unknown>>,
  contradictions: Contradictions,
): boolean {
  return contradictions.some(([one, other, fine]) => {
    if (one !== key && other !== key) return false
    if (!Object.hasOwn(flags, one === key ? other : one)) return false
    return fine === undefined || (one === key ? layer.valueOf(key) : flags[one]) !== fine
  })
}

/** The options that were typed. */
export function typedLayer(table: OptionTable, typed: object): Layer {
  const values = typed as Readonly<Record<string, unknown>>
  return {
    keys: Object.keys(values),
    valueOf: key => values[key],
    nameOf: key => longName(table[key]!.flags),
  }
}

/** The environment variables of options. An empty one counts as not set: CI sets a secret that it does not have to an empty value. */
export function environmentLayer(
  table: OptionTable,
  env: Readonly<Record<string, string | undefined>>,
): Layer {
  const variable = (key: string) => table[key]!.env!
  return {
    keys: Object.keys(table).filter(key => table[key]!.env !== undefined && env[variable(key)]),
    valueOf: key => parseValue(table[key]!, env[variable(key)]!, variable(key)),
    nameOf: variable,
  }
}

/**
 * Completes the options that were typed by the environment. Called when the command is about to run, so that an invalid
 * variable does not prevent `--help`.
 *
 * @throws Failure `usage`, naming the variable
 */
export function withEnvironment<Flags extends object>(
  table: OptionTable,
  typed: Flags,
  contradictions: Contradictions,
  env: Readonly<Record<string, string | undefined>>,
): Settled<Flags> {
  return settle(table, contradictions, [typedLayer(table, typed), environmentLayer(table, env)])
}
