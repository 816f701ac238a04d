import { type Command, Option } from 'commander'
import type { Parse } from './argument.ts'

/** Words with what each means, in a few words. */
export type Described = Readonly<Record<string, { readonly about: string }>>

/** One option of a command, as help, completion, the manual and the README show it. */
export interface OptionSpec {
  readonly flags: string
  readonly group: string
  readonly about: string
  /** The environment variable that stands in where the flag is not given. */
  readonly env?: string
  readonly parse?: Parse<unknown>
  /** All that the value may be. */
  readonly choices?: Described
  /** What a shell offers for the value, which may be something else all the same. */
  readonly offers?: Described | 'file' | 'filter' | 'zone'
  /** Several of these in one value, with commas between. */
  readonly list?: true
  /** May be given more than once: the values make a list. */
  readonly repeat?: true
  /** The default as help shows it; the code that reads the option has the value. */
  readonly default?: string
}

export type OptionTable = Readonly<Record<string, OptionSpec>>

/** Puts a table's options on a command, in order, group by group; with their variables, or without. */
export function addOptions(command: Command, table: OptionTable, variables = true): void {
  for (const spec of Object.values(table)) {
    const option = optionOf(spec)
    // A variable that is set to nothing, as CI does for a secret it does not have, is not set.
    if (spec.env && variables && process.env[spec.env] !== '') option.env(spec.env)
    command.addOption(option)
  }
}

function optionOf(spec: OptionSpec): Option {
  const about = spec.default === undefined ? spec.about : `${spec.about} (default: ${spec.default})`
  const option = new Option(spec.flags, about).helpGroup(spec.group)
  if (spec.choices) option.choices(Object.keys(spec.choices))
  const { parse } = spec
  if (spec.repeat) {
    option.argParser((text: string, before: unknown[] | undefined) => [
      ...(before ?? []),
      parse ? parse(text) : text,
    ])
  } else if (parse) option.argParser(parse)
  return option
}
