import { closest } from '../base/closest.ts'
import { Failure } from '../base/failure.ts'
import { excerpt } from '../base/safe-text.ts'
import { isKnownType, typeOfShortName } from '../event/event-types.ts'
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
  if (word === '-') return fileFailure("'-' would be stdin", word)
  if (isFile(word) || namesFile(word)) return fileFailure(`${excerpt(word)} names a file`, word)
  return new Failure('usage', `unknown command '${excerpt(word)}'`, {
    hint: adviceOn(stray, table) ?? 'All commands and options: --help',
  })
}

/** Returns the failure for a second word after a command that takes one. */
export function oneTooMany(command: string, { word }: Operand): Failure {
  return new Failure('usage', `${command} takes one word; '${excerpt(word)}' is one too many`)
}

function adviceOn({ word, after }: Operand, table: OptionTable): string | undefined {
  if (/^[‐-―−－]/.test(word))
    return `Did you mean ${excerpt(word.replace(/^[‐-―−－]+/, word.length > 2 ? '--' : '-'))}? It begins with a dash other than -`
  if (after?.offers === 'filter') return `A filter is one word; quote it: ${longName(after.flags)} '…'`
  if (/[=<>]/.test(word)) return `-f takes a filter: -f ${shellWord(excerpt(word))}`
  const name = after && longName(after.flags)
  if (after?.list) return `Separate values of ${name} with commas: ${name} a,b`
  if (isKnownType(word) || typeOfShortName(word)) return `-e takes event types: -e ${word}`
  const command = closest(word, Object.keys(commands))
  if (command !== undefined) return `Did you mean ${command}?`
  const names = Object.values(table).map(({ flags }) => longName(flags))
  return names.includes(`--${word}`) ? `Did you mean --${word}?` : undefined
}
