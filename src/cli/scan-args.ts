import { Failure } from '../base/failure.ts'
import { excerpt } from '../base/safe-text.ts'
import { say } from '../language/say.ts'
import { tailClosingOptions } from './commands.ts'
import { longName } from './flag-words.ts'
import { type Described, demandOf, type OptionSpec, type OptionTable, parseValue } from './option-table.ts'
import { isOptionLike, type Token, tokenize, type Value } from './tokenize.ts'

/** What the arguments of a command are, before commander parses them. */
export interface ScannedArgs {
  /** The first option that prints something and ends the program, whatever else is given: `--help`, for example. */
  readonly closing: keyof typeof tailClosingOptions | undefined
  /** The first error: a value that is missing, or a word that is not an option. */
  readonly error: Failure | UnknownOption | undefined
  /** The words that belong to no option. */
  readonly operands: readonly Operand[]
  /** The first option that is given. */
  readonly option: OptionSpec | undefined
  /** The command that is named, and the words after it. */
  readonly command: { readonly name: string; readonly words: readonly string[] } | undefined
}

/** A word that is not an option of the command; see `tokenize`. */
export type UnknownOption = Extract<Token<OptionSpec>, { kind: 'unknown' }>

export interface Operand {
  readonly word: string
  /** The option directly before it. */
  readonly after: OptionSpec | undefined
}

/** Scans the arguments of a command that has the options of `table`, up to the name of one of `commands`. */
export function scanArgs(words: readonly string[], table: OptionTable, commands: Described): ScannedArgs {
  let closing: ScannedArgs['closing']
  let error: ScannedArgs['error']
  let option: OptionSpec | undefined
  let after: OptionSpec | undefined
  const operands: Operand[] = []
  for (const token of tokenize(words, Object.values(table))) {
    switch (token.kind) {
      case 'option':
        after = token.spec
        option ??= token.spec
        closing ??= closingKeys.find(key => tailClosingOptions[key] === token.spec)
        if (token.value) error ??= missingValue(token.spec, token.value)
        break
      case 'unknown':
        error ??= token
        break
      case 'operand': {
        const { word, at } = token
        if (operands.length === 0 && Object.hasOwn(commands, word)) {
          const command = { name: word, words: words.slice(at + 1) }
          return { closing, error, operands, option, command }
        }
        operands.push({ word, after })
        after = undefined
      }
    }
  }
  return { closing, error, operands, option, command: undefined }
}

const closingKeys = Object.keys(tailClosingOptions) as (keyof typeof tailClosingOptions)[]

/**
 * The failure for a value that is missing. A next word that begins like an option is not a value: `--did --peek`
 * would show the events of no device and ack those of all.
 */
function missingValue(spec: OptionSpec, { text, inline }: Value): Failure | undefined {
  if (text !== undefined && (inline || !isOptionLike(text))) return undefined
  const option = say("option '{flags}' has no value", { flags: spec.flags })
  if (text === undefined)
    return new Failure('usage', say('{option}. {demand}', { option, demand: demandOf(spec) }))
  const shown = spec.secret ? '-…' : excerpt(text)
  return new Failure(
    'usage',
    say("{option}: '{shown}' begins like an option. {demand}", { option, shown, demand: demandOf(spec) }),
    {
      hint: isValue(spec, text)
        ? say('To give a value that begins so: {name}={shown}', { name: longName(spec.flags), shown })
        : undefined,
    },
  )
}

function isValue(spec: OptionSpec, text: string): boolean {
  try {
    parseValue(spec, text, '')
    return true
  } catch {
    return false
  }
}
