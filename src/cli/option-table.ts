import { InvalidArgumentError } from 'commander'
import { Failure } from '../base/failure.ts'
import type { NumberSetting } from '../base/number-setting.ts'
import { excerpt } from '../base/safe-text.ts'
import { say, type Text } from '../language/say.ts'
import { isBlank, oneOf, type Parse } from './argument.ts'

/** Words with a short description of each. */
export type Described = Readonly<Record<string, { readonly about: string }>>

/** One option of a command, as help, completion, the manual and the README show it. */
export interface OptionSpec extends Omit<NumberSetting, 'default'> {
  readonly flags: string
  readonly group: Text
  readonly about: string
  /** The environment variable that is read if the flag is not given. */
  readonly env?: string
  /** Parses the value. An option that takes a value has this or `choices`. */
  readonly parse?: Parse<unknown>
  /** The only values that are accepted. */
  readonly choices?: Described
  /** What a shell completes the value with. Other values are allowed too. */
  readonly offers?: Described | 'file' | 'filter' | 'profile' | 'zone'
  /** The value is not shown in messages. */
  readonly secret?: true
  /** One value may be several of these, separated by commas. */
  readonly list?: true
  /** May be given more than once: the values become a list. */
  readonly repeat?: true
  /** The value if none is given. */
  readonly default?: string | number
  /** Writes a default that is a number as it can be typed. */
  readonly write?: (value: number) => string
  /** What happens if none is given, unless that is the same as some value: `no limit`. */
  readonly otherwise?: string
}

export type OptionTable = Readonly<Record<string, OptionSpec>>

type ValueOf<Spec> = Spec extends { choices: infer Choices }
  ? keyof Choices & string
  : Spec extends { parse: Parse<infer Value> }
    ? Value
    : true

/** The parsed options of a table, by their keys. Those that are not given are absent. */
export type FlagsOf<Table extends OptionTable> = {
  -readonly [Key in keyof Table]?: Table[Key] extends { repeat: true }
    ? ValueOf<Table[Key]>[]
    : ValueOf<Table[Key]>
}

/** The keys of the options that have a default. */
type Defaulted<Table extends OptionTable> = {
  [Key in keyof Table]: Table[Key] extends { default: unknown } ? Key : never
}[keyof Table]

/** The parsed options of a table, with the defaults of those that were not given. */
export type WithDefaults<Table extends OptionTable> = Omit<FlagsOf<Table>, Defaulted<Table>> & {
  // A default of a wrong type becomes part of the type, so that the compiler reports it where the value is used.
  [Key in Defaulted<Table>]: ValueOf<Table[Key]> | Table[Key]['default']
}

export function withDefaults<Table extends OptionTable>(
  table: Table,
  flags: FlagsOf<Table>,
): WithDefaults<Table> {
  const defaults = Object.entries(table).filter(([, spec]) => spec.default !== undefined)
  return {
    ...Object.fromEntries(defaults.map(([key, spec]) => [key, spec.default])),
    ...flags,
  } as WithDefaults<Table>
}

/** What applies if the option is not given, as help shows it; undefined if there is nothing to show. */
export function defaultText({ default: value, write = String, otherwise }: OptionSpec): string | undefined {
  return typeof value === 'number' ? write(value) : (value ?? otherwise)
}

/**
 * Returns the value of an option.
 *
 * @param given the source of the text, for the message: `--port` or `GIZWITS_PORT`
 * @throws Failure `usage`
 */
export function parseValue(spec: OptionSpec, text: string, given: string): unknown {
  try {
    return readValue(spec, text)
  } catch (error) {
    if (!(error instanceof InvalidArgumentError)) throw error
    const shown = spec.secret && !isBlank(text) ? '…' : excerpt(text)
    throw new Failure(
      'usage',
      say("{given}: '{shown}' is not valid. {demand}", { given, shown, demand: error.message }),
    )
  }
}

/** Returns the message of the option's parser about what its value must be: `It must be …`. */
export function demandOf(spec: OptionSpec): string {
  try {
    readValue(spec, '')
  } catch (error) {
    if (error instanceof InvalidArgumentError) return error.message
    throw error
  }
  throw new Error(`${spec.flags} takes an empty value`)
}

/** @throws InvalidArgumentError saying what the value must be; no option accepts an empty value */
function readValue({ choices, parse, list }: OptionSpec, text: string): unknown {
  const value = choices ? oneOf(choices)(text) : parse ? parse(text) : text
  // After the parser, whose message may be better. An empty value, as of an unset variable, would select nothing.
  if (list && text.split(/[,，]/).some(isBlank))
    throw new InvalidArgumentError(say('It must be one or more comma-separated values, none of them empty.'))
  if (isBlank(text)) throw new InvalidArgumentError(say('It must not be empty.'))
  return value
}
