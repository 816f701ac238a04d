import { closest } from '../base/closest.ts'
import { Failure } from '../base/failure.ts'
import { excerpt } from '../base/safe-text.ts'
import { isKnownType, typeOfShortName } from '../event/event-types.ts'
import { say } from '../language/say.ts'
import { commands } from './commands.ts'
import { longName } from './flag-words.ts'
import type { OptionTable } from './option-table.ts'
import { fileFailure, isFile, namesFile } from './reject-files.ts'
import type { Operand } from './scan-args.ts'
import { shellWord } from './shell-word.ts'

/**
 * Returns the failure for a word that is neither an option of the tail nor a command.
 *
 * @param table the options of the tail
 */
export function strayWord(stray: Operand, table: OptionTable): Failure {
  const { word } = stray
  if (word === '-') return fileFailure(say("'-' would be stdin"), word)
  if (isFile(word) || namesFile(word))
    return fileFailure(say('{word} names a file', { word: excerpt(word) }), word)
  return new Failure('usage', say("unknown command '{name}'", { name: excerpt(word) }), {
    hint: adviceOn(stray, table) ?? say('All commands and options: --help'),
  })
}

/** Returns the failure for a second word after a command that takes one. */
export function oneTooMany(command: string, { word }: Operand): Failure {
  return new Failure(
    'usage',
    say("{command} takes one word; '{word}' is one too many", { command, word: excerpt(word) }),
  )
}

/** Returns the failure for a word that is not an option of `simulate`. */
export function strayToSimulate({ word }: Operand): Failure {
  const hint = isFile(word)
    ? say('To serve a file: --events {file}', { file: shellWord(excerpt(word)) })
    : undefined
  return new Failure('usage', say('simulate: {word} is not an option', { word: excerpt(word) }), { hint })
}

function adviceOn({ word, after }: Operand, table: OptionTable): string | undefined {
  if (/^[‐-―−－]/.test(word))
    return say('Did you mean {near}? It begins with a dash other than -', {
      near: excerpt(word.replace(/^[‐-―−－]+/, word.length > 2 ? '--' : '-')),
    })
  if (after?.offers === 'filter')
    return say("A filter is one word; quote it: {name} '…'", { name: longName(after.flags) })
  if (/[=<>]/.test(word)) return say('-f takes a filter: -f {word}', { word: shellWord(excerpt(word)) })
  if (after?.list)
    return say('Separate values of {name} with commas: {name} a,b', { name: longName(after.flags) })
  if (isKnownType(word) || typeOfShortName(word)) return say('-e takes event types: -e {word}', { word })
  const command = closest(word, Object.keys(commands))
  if (command !== undefined) return say('Did you mean {near}?', { near: command })
  const names = Object.values(table).map(({ flags }) => longName(flags))
  return names.includes(`--${word}`) ? say('Did you mean {near}?', { near: `--${word}` }) : undefined
}
