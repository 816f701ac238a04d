import { eventMembers } from '../../event/event-members.ts'
import { type CommandName, commands, commonOptions, tailClosingOptions } from '../commands.ts'
import { type ConfigAction, configActions } from '../config/config-actions.ts'
import { decodeContradictions, decodeOptions } from '../decode-options.ts'
import { doctorContradictions, doctorOptions } from '../doctor/doctor-options.ts'
import { firstClause } from '../first-clause.ts'
import { flagWords } from '../flag-words.ts'
import type { Described, OptionSpec, OptionTable } from '../option-table.ts'
import { replayContradictions, replayOptions } from '../replay-options.ts'
import { simulateContradictions, simulateOptions } from '../simulate-options.ts'
import { contradictions } from '../tail-config.ts'
import { tailOptions } from '../tail-options.ts'
import { shells } from './shells.ts'

/** A word to choose. */
export interface Candidate {
  readonly word: string
  /** A description in a few words; empty if there is none. */
  readonly about: string
  /** The short name of an option, for menus that have room for it. */
  readonly short?: string
}

/** What completion knows of one command. */
export interface CommandModel {
  readonly name: 'tail' | CommandName
  readonly options: readonly OptionModel[]
  /** What its first word may be, `bash` for `completion`, and what such a word is called. */
  readonly words: readonly Candidate[]
  readonly wordName: string
  /** Whether all of its words are names of files. */
  readonly takesFiles: boolean
  /** The first word after which the name of a profile may stand. */
  readonly profileAfter?: string
}

export interface OptionModel {
  /** Its key in the table of options. */
  readonly key: string
  /** `-o, --output <format>` */
  readonly flags: string
  readonly about: string
  /** Names of the options that are no longer offered once this one is given. */
  readonly excludes: readonly string[]
  /** Absent if there is nothing to offer for its value, or it takes none. */
  readonly value?: ValueModel
}

export type ValueModel =
  | { readonly kind: 'file' | 'filter' | 'profile' | 'zone' }
  | { readonly kind: 'words' | 'list'; readonly words: readonly Candidate[] }

/** What the model of a command is derived from. */
interface CommandSource {
  readonly table: OptionTable
  readonly words?: Described
  readonly wordName?: string
  readonly takesFiles?: true
  readonly profileAfter?: string
  /** The options that contradict each other. */
  readonly contradictions?: readonly (readonly [string, string, ...unknown[]])[]
}

const tail: CommandSource = {
  table: { ...tailOptions, ...tailClosingOptions },
  words: commands,
  wordName: 'command',
  contradictions,
}
const others: Record<CommandName, CommandSource> = {
  simulate: { table: { ...simulateOptions, ...commonOptions }, contradictions: simulateContradictions },
  replay: {
    table: { ...replayOptions, ...commonOptions },
    takesFiles: true,
    contradictions: replayContradictions,
  },
  doctor: { table: { ...doctorOptions, ...commonOptions }, contradictions: doctorContradictions },
  decode: { table: { ...decodeOptions, ...commonOptions }, contradictions: decodeContradictions },
  config: {
    table: commonOptions,
    words: configActions,
    wordName: 'action',
    profileAfter: 'show' satisfies ConfigAction,
  },
  completion: { table: commonOptions, words: shells, wordName: 'shell' },
  help: { table: commonOptions, words: commands, wordName: 'command' },
}

/**
 * What completion knows of the command line, derived from the option tables. It is plain data: the build replaces
 * this module by its value, so that a Tab does not load the tables and all that they import.
 */
export const completionModel: {
  /** The tail comes first: it is the command if none is named. */
  readonly commands: readonly CommandModel[]
  /** The keys that a filter may begin with. */
  readonly filterKeys: readonly Candidate[]
  /** The known values of those keys that have any. */
  readonly filterValues: Readonly<Record<string, readonly Candidate[]>>
} = {
  commands: Object.entries({ tail, ...others }).map(([name, source]) =>
    commandModel(name as CommandModel['name'], source),
  ),
  filterKeys: candidates(eventMembers),
  filterValues: Object.fromEntries(
    Object.entries(eventMembers).flatMap(([key, member]) =>
      'values' in member ? [[key, candidates(member.values)]] : [],
    ),
  ),
}

function commandModel(name: CommandModel['name'], source: CommandSource): CommandModel {
  const { table, words = {}, wordName = '', takesFiles = false, profileAfter } = source
  const options = Object.entries(table).map(([key, spec]) => {
    const own = spec.repeat ? [] : flagWords(spec.flags).names
    const value = valueModel(spec)
    return {
      key,
      flags: spec.flags,
      about: firstClause(spec.about),
      excludes: [...own, ...contradicting(key, source)],
      ...(value && { value }),
    }
  })
  return {
    name,
    options,
    words: candidates(words),
    wordName,
    takesFiles,
    ...(profileAfter && { profileAfter }),
  }
}

function valueModel({ choices, offers = choices, list }: OptionSpec): ValueModel | undefined {
  if (offers === undefined) return undefined
  if (typeof offers === 'string') return { kind: offers }
  return { kind: list ? 'list' : 'words', words: candidates(offers) }
}

function contradicting(key: string, { table, contradictions = [] }: CommandSource): string[] {
  return contradictions
    .filter(([one, other]) => one === key || other === key)
    .map(([one, other]) => (one === key ? other : one))
    .flatMap(other => flagWords(table[other]!.flags).names)
}

function candidates(table: Described): Candidate[] {
  return Object.entries(table).map(([word, { about }]) => ({ word, about }))
}
