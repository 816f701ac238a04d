import { eventMembers } from '../../event/event-members.ts'
import { closingOptions, commands, tailClosingOptions } from '../commands.ts'
import { flagWords } from '../flag-words.ts'
import { firstClause } from '../help-text.ts'
import type { Described, OptionSpec, OptionTable } from '../option-table.ts'
import { simulateOptions } from '../simulate-options.ts'
import { contradictions } from '../tail-config.ts'
import { tailOptions } from '../tail-options.ts'
import { shells } from './shells.ts'

/** What a shell is to know of one command. */
export interface CompletedCommand {
  readonly name: string
  readonly options: readonly CompletedOption[]
  /** What its first word may be: `bash` for `completion`. */
  readonly words: Described
}

export interface CompletedOption {
  /** `-o, --output <format>` */
  readonly flags: string
  /** `-o`, `--output`: the long one last. */
  readonly names: readonly string[]
  /** One clause. */
  readonly about: string
  readonly repeat: boolean
  /** Names of the options that contradict it. */
  readonly against: readonly string[]
  readonly value: CompletedValue | undefined
}

/** What a value is called, and what is offered for it; `words` has what is chosen from, `list` says how many. */
export type CompletedValue = { readonly name: string } & (
  | { readonly kind: 'text' | 'file' | 'filter' | 'zone' }
  | { readonly kind: 'word' | 'list'; readonly words: Words }
)

/** Words to choose from, under a name that a shell's function can have in its own. */
export interface Words {
  readonly id: string
  readonly words: Described
}

/** The tail first: it is the command where none is named. */
export const commandLine: readonly CompletedCommand[] = [
  command('tail', { ...tailOptions, ...tailClosingOptions }, commands),
  command('simulate', { ...simulateOptions, ...closingOptions }, {}),
  command('completion', closingOptions, shells),
  command('help', closingOptions, commands),
]

function command(name: string, table: OptionTable, words: Described): CompletedCommand {
  const options = Object.entries(table).map(([key, spec]) => ({
    flags: spec.flags,
    names: flagWords(spec.flags).names,
    about: firstClause(spec.about),
    repeat: spec.repeat === true,
    against: name === 'tail' ? against(key) : [],
    value: takenBy(name, spec),
  }))
  return { name, options, words }
}

function takenBy(command: string, spec: OptionSpec): CompletedValue | undefined {
  const { names, value: name } = flagWords(spec.flags)
  if (name === undefined) return undefined
  const offers = spec.choices ?? spec.offers
  if (offers === undefined) return { name, kind: 'text' }
  if (typeof offers === 'string') return { name, kind: offers }
  const id = `${command}_${names.at(-1)!.replace('--', '').replaceAll('-', '_')}`
  return { name, kind: spec.list ? 'list' : 'word', words: { id, words: offers } }
}

function against(key: string): string[] {
  return contradictions
    .filter(([one, other]) => one === key || other === key)
    .map(([one, other]) => (one === key ? other : one))
    .flatMap(other => flagWords(tailOptions[other].flags).names)
}

/** Names of the options that are not offered any more once this one is given. */
export function ruledOut({ names, against, repeat }: CompletedOption): readonly string[] {
  return [...(repeat ? [] : names), ...against]
}

/** What the first word must be for a command other than the tail. */
export const commandNames: readonly string[] = commandLine.slice(1).map(({ name }) => name)

/** The keys that a filter may begin with. */
export const filterKeys: Words = { id: 'filter_key', words: eventMembers }

/** The keys whose values are known, with them. */
export const filterValues: readonly (readonly [key: string, values: Words])[] = Object.entries(
  eventMembers,
).flatMap(([key, member]) =>
  'values' in member
    ? [[key, { id: `filter_${key.replaceAll(/\W/g, '_')}`, words: member.values }] as const]
    : [],
)

/** All that words are chosen from. */
export const allWords: readonly Words[] = [
  ...commandLine.map(({ name, words }) => ({ id: `${name}_word`, words })),
  ...commandLine
    .flatMap(({ options }) => options)
    .flatMap(({ value }) => (value && 'words' in value ? [value.words] : [])),
  filterKeys,
  ...filterValues.map(([, values]) => values),
].filter(({ words }) => Object.keys(words).length > 0)
