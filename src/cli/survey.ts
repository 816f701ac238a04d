import { Failure } from '../base/failure.ts'
import { excerpt } from '../base/safe-text.ts'
import { tailClosingOptions } from './commands.ts'
import { longName } from './flag-words.ts'
import { type Described, demandOf, type OptionSpec, type OptionTable, parseValue } from './option-table.ts'
import { isOptionLike, type Piece, readWords, type Value } from './read-words.ts'

/** What the words of a command are, before commander gives them a meaning. */
export interface Survey {
  /** The first option that is answered at once, whatever else is given. */
  readonly answer: keyof typeof tailClosingOptions | undefined
  /** The first fault: a value that is missing, or the word that is no option. */
  readonly fault: Failure | Unknown | undefined
  /** The words that belong to no option. */
  readonly operands: readonly Operand[]
  /** The first option that is given. */
  readonly option: OptionSpec | undefined
  /** The command that is named, and the words after it. */
  readonly command: { readonly name: string; readonly words: readonly string[] } | undefined
}

/** A word that is no option; see `readWords`. */
export type Unknown = Extract<Piece<OptionSpec>, { kind: 'unknown' }>

export interface Operand {
  readonly word: string
  /** The option that it follows. */
  readonly after: OptionSpec | undefined
}

/** Surveys the words of a command with the options of `table`, up to the name of one of `commands`. */
export function survey(words: readonly string[], table: OptionTable, commands: Described): Survey {
  let answer: Survey['answer']
  let fault: Survey['fault']
  let option: OptionSpec | undefined
  let after: OptionSpec | undefined
  const operands: Operand[] = []
  for (const piece of readWords(words, Object.values(table))) {
    switch (piece.kind) {
      case 'option':
        after = piece.spec
        option ??= piece.spec
        answer ??= answers.find(key => tailClosingOptions[key] === piece.spec)
        if (piece.value) fault ??= valueFault(piece.spec, piece.value)
        break
      case 'unknown':
        fault ??= piece
        break
      case 'operand': {
        const { word, at } = piece
        if (operands.length === 0 && Object.hasOwn(commands, word)) {
          const command = { name: word, words: words.slice(at + 1) }
          return { answer, fault, operands, option, command }
        }
        operands.push({ word, after })
        after = undefined
      }
    }
  }
  return { answer, fault, operands, option, command: undefined }
}

const answers = Object.keys(tailClosingOptions) as (keyof typeof tailClosingOptions)[]

/**
 * A value that is missing. One that begins like an option, in a word of its own, is missing too: `--did --peek`
 * would show the events of no device and ack those of all.
 */
function valueFault(spec: OptionSpec, { text, attached }: Value): Failure | undefined {
  if (text !== undefined && (attached || !isOptionLike(text))) return undefined
  const option = `option '${spec.flags}' has no value`
  if (text === undefined) return new Failure('usage', `${option}. ${demandOf(spec)}`)
  const shown = spec.secret ? '-…' : excerpt(text)
  return new Failure('usage', `${option}: '${shown}' begins like an option. ${demandOf(spec)}`, {
    hint: isValue(spec, text)
      ? `To give a value that begins so: ${longName(spec.flags)}=${shown}`
      : undefined,
  })
}

function isValue(spec: OptionSpec, text: string): boolean {
  try {
    parseValue(spec, text, '')
    return true
  } catch {
    return false
  }
}
