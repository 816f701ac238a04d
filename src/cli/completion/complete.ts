import type { Described } from '../option-table.ts'
import { readWords } from '../read-words.ts'
import {
  type CompletedCommand,
  type CompletedOption,
  commandLine,
  filterKeys,
  filterValues,
  ruledOut,
} from './command-line.ts'

/** One word that may stand where the cursor is. */
export interface Candidate {
  /** The whole word, whatever of it is typed already. */
  readonly word: string
  /** What it means; empty where there is nothing to say. */
  readonly about: string
}

export interface Completion {
  readonly candidates: readonly Candidate[]
  /** A file's name may stand there. */
  readonly files: boolean
}

/** What is typed of a value, and what stands before it in the same word: `--output=`, `-o`. */
interface Typed {
  readonly lead: string
  readonly value: string
}

const nothing: Completion = { candidates: [], files: false }

/**
 * Returns what may stand for the word that is being typed.
 *
 * @param words the words before it, without the program's name, as the program would get them
 * @param typed the word up to the cursor
 */
export function complete(words: readonly string[], typed: string): Completion {
  const named = commandLine.slice(1).find(({ name }) => name === words[0])
  const command = named ?? commandLine[0]!
  const before = passed(command, named ? words.slice(1) : words)
  if (before.ended) return nothing
  if (before.pending) return valuesFor(before.pending, { lead: '', value: typed })
  const last = [...readWords([typed], command.options)].at(-1)
  if (last?.kind === 'option' && last.value?.attached) {
    const { text = '' } = last.value
    return valuesFor(last.spec, { lead: typed.slice(0, typed.length - text.length), value: text })
  }
  if (/^--[^=]+=/.test(typed)) return nothing
  if (/^-[^-]/.test(typed)) return { candidates: [{ word: typed, about: '' }], files: false }
  const first = before.count === 0 && !typed.startsWith('-') ? described(command.words) : []
  const candidates = startingWith(typed, first)
  if (!typed.startsWith('-') && (typed !== '' || candidates.length > 0)) return { candidates, files: false }
  const names = command.options
    .map(({ names, about }) => ({ word: names.at(-1)!, about }))
    .filter(({ word }) => !before.ruledOut.has(word))
  return { candidates: startingWith(typed, names), files: false }
}

interface Passed {
  /** Words after the command's name. */
  readonly count: number
  /** The option whose value comes next. */
  readonly pending: CompletedOption | undefined
  readonly ruledOut: ReadonlySet<string>
  /** `--` was among them: what follows is no option. */
  readonly ended: boolean
}

function passed(command: CompletedCommand, words: readonly string[]): Passed {
  const barred = new Set<string>()
  let pending: CompletedOption | undefined
  let ended = false
  for (const piece of readWords(words, command.options)) {
    if (piece.kind === 'end') ended = true
    if (piece.kind !== 'option') continue
    for (const name of ruledOut(piece.spec)) barred.add(name)
    if (piece.value && piece.value.text === undefined) pending = piece.spec
  }
  return { count: words.length, pending, ruledOut: barred, ended }
}

function valuesFor({ value: takes }: CompletedOption, typed: Typed): Completion {
  switch (takes?.kind) {
    case 'word':
      return words(typed, described(takes.words.words))
    case 'list':
      return list(typed, described(takes.words.words))
    case 'filter':
      return filter(typed)
    case 'zone':
      return words(
        typed,
        Intl.supportedValuesOf('timeZone').map(word => ({ word, about: '' })),
      )
    case 'file':
      return { candidates: [], files: true }
    default:
      return nothing
  }
}

function words({ lead, value }: Typed, choices: readonly Candidate[]): Completion {
  const candidates = startingWith(value, choices).map(({ word, about }) => ({ word: lead + word, about }))
  return { candidates, files: false }
}

/** One of several words with commas between them, without those that are there. */
function list({ lead, value }: Typed, choices: readonly Candidate[]): Completion {
  const before = value.slice(0, value.lastIndexOf(',') + 1)
  const given = new Set(before.split(','))
  return words(
    { lead: lead + before, value: value.slice(before.length) },
    choices.filter(({ word }) => !given.has(word)),
  )
}

/** A filter's key, or the values of the key that is there. */
function filter({ lead, value }: Typed): Completion {
  const equals = value.indexOf('=') + 1
  if (equals > 0) {
    const key = value.slice(0, equals).replace(/!?=$/, '')
    const known = filterValues.find(([name]) => name === key)
    const choices = known ? described(known[1].words) : []
    return list({ lead: lead + value.slice(0, equals), value: value.slice(equals) }, choices)
  }
  return words(
    { lead, value },
    described(filterKeys.words).map(({ word, about }) => ({ word: `${word}=`, about })),
  )
}

function startingWith(typed: string, choices: readonly Candidate[]): Candidate[] {
  return choices.filter(({ word }) => word.startsWith(typed))
}

function described(table: Described): Candidate[] {
  return Object.entries(table).map(([word, { about }]) => ({ word, about }))
}
