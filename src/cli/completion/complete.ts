import { firstClause } from '../first-clause.ts'
import { flagWords } from '../flag-words.ts'
import { optionText } from '../language.ts'
import { tokenize } from '../tokenize.ts'
import { type Candidate, type CommandModel, completionModel, type OptionModel } from './completion-model.ts'
import { describedWords } from './described-words.ts'

/** What may stand for a word that is being typed. */
export interface Completion {
  /**
   * What may follow a candidate: a space (`words`), a comma or a space (`list`), a value in the same word (`keys`).
   * `files`: the shell completes names of files.
   */
  readonly kind: 'words' | 'list' | 'keys' | 'files'
  /** What the candidates are, as a heading: `option`, `command`, or as the help calls a value. */
  readonly name: string
  /** The part of the word that stays as it is, such as `--event=attr_fault,`. */
  readonly lead: string
  /** What may follow the lead, as far as it begins with the rest of the word. */
  readonly candidates: readonly Candidate[]
}

const nothing: Completion = { kind: 'words', name: '', lead: '', candidates: [] }

/**
 * Returns what may stand for the word that is being typed.
 *
 * @param words the words before it, without the program's name, as the program would get them
 * @param typed the word up to the cursor
 * @param profileNames reads the names of the profiles
 */
export function complete(
  words: readonly string[],
  typed: string,
  profileNames: () => readonly string[] = () => [],
): Completion {
  const [tail, ...others] = completionModel.commands
  const named = others.find(({ name }) => name === words[0])
  const command = named ?? tail!
  const before = parseBefore(command, named ? words.slice(1) : words)
  if (before.terminated) return command.takesFiles ? { ...nothing, kind: 'files' } : nothing
  if (before.pending) return completeValue(before.pending, '', typed, profileNames)
  const last = [...tokenize([typed], command.options)].at(-1)
  if (last?.kind === 'option' && last.value?.inline) {
    const { text } = last.value
    return completeValue(last.spec, typed.slice(0, typed.length - text.length), text, profileNames)
  }
  // An unknown option with a value, and a cluster of short options: it may be complete.
  if (/^--[^=]+=/.test(typed)) return nothing
  if (/^-[^-]/.test(typed)) return { ...nothing, candidates: [{ word: typed, about: '' }] }
  const isOption = typed.startsWith('-')
  if (command.takesFiles && !isOption) return { ...nothing, kind: 'files' }
  if (before.count === 1 && words.at(-1) === command.profileAfter)
    return { ...nothing, name: 'profile', candidates: startingWith(typed, wordsOf(profileNames())) }
  const first = before.count === 0 && !isOption ? describedWords(startingWith(typed, command.words)) : []
  if (!isOption && (typed !== '' || first.length > 0))
    return { ...nothing, name: command.wordName, candidates: first }
  const options = command.options
    .map(option => candidate(command, option))
    .filter(({ word }) => !before.excluded.has(word))
  return { ...nothing, name: 'option', candidates: startingWith(typed, options) }
}

function candidate({ name }: CommandModel, { key, flags, about }: OptionModel): Candidate {
  const { names } = flagWords(flags)
  return {
    word: names.at(-1)!,
    about: firstClause(optionText(name, key, about)),
    ...(names.length > 1 && { short: names[0]! }),
  }
}

interface Before {
  /** Number of words after the command's name. */
  readonly count: number
  /** The option whose value comes next. */
  readonly pending: OptionModel | undefined
  /** Names of options that are no longer offered. */
  readonly excluded: ReadonlySet<string>
  /** Whether `--` is among the words, after which no word is an option. */
  readonly terminated: boolean
}

function parseBefore(command: CommandModel, words: readonly string[]): Before {
  const excluded = new Set<string>()
  let pending: OptionModel | undefined
  let terminated = false
  for (const token of tokenize(words, command.options)) {
    if (token.kind === 'terminator') terminated = true
    if (token.kind !== 'option') continue
    for (const name of token.spec.excludes) excluded.add(name)
    if (token.value && token.value.text === undefined) pending = token.spec
  }
  return { count: words.length, pending, excluded, terminated }
}

function completeValue(
  { flags, value: model }: OptionModel,
  lead: string,
  typed: string,
  profileNames: () => readonly string[],
): Completion {
  const name = flagWords(flags).value ?? ''
  const words = (choices: readonly Candidate[]): Completion => ({
    kind: 'words',
    name,
    lead,
    candidates: describedWords(startingWith(typed, choices)),
  })
  switch (model?.kind) {
    case undefined:
      return words([])
    case 'words':
      return words(model.words)
    case 'zone':
      return words(wordsOf(Intl.supportedValuesOf('timeZone')))
    case 'profile':
      return words(wordsOf(profileNames()))
    case 'list':
      return completeList(model.words, name, lead, typed)
    case 'filter':
      return completeFilter(lead, typed)
    case 'file':
      return { kind: 'files', name, lead, candidates: [] }
  }
}

/** One of several words with commas between them, without those that are there. */
function completeList(choices: readonly Candidate[], name: string, lead: string, typed: string): Completion {
  const before = typed.slice(0, typed.lastIndexOf(',') + 1)
  const given = new Set(before.split(','))
  const free = choices.filter(({ word }) => !given.has(word))
  const candidates = describedWords(startingWith(typed.slice(before.length), free))
  return { kind: 'list', name, lead: lead + before, candidates }
}

/** A filter's key, or the values of the key that is there. */
function completeFilter(lead: string, typed: string): Completion {
  const { filterKeys, filterValues } = completionModel
  const [comparison, key] = /^([^=]*?)!?=/.exec(typed) ?? []
  if (key === undefined) {
    const keys = filterKeys.map(({ word, about }) => ({ word: `${word}=`, about }))
    return { kind: 'keys', name: 'key', lead, candidates: startingWith(typed, describedWords(keys)) }
  }
  const values = Object.hasOwn(filterValues, key) ? filterValues[key]! : []
  return completeList(values, key, lead + comparison, typed.slice(comparison!.length))
}

function wordsOf(names: readonly string[]): Candidate[] {
  return names.map(word => ({ word, about: '' }))
}

function startingWith(typed: string, choices: readonly Candidate[]): Candidate[] {
  return choices.filter(({ word }) => word.startsWith(typed))
}
