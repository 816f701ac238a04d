import { closest } from '../base/closest.ts'
import { Failure } from '../base/failure.ts'
import { excerpt } from '../base/safe-text.ts'
import { isKnownType, typeOfShortName } from '../event/event-types.ts'
import { commands } from './commands.ts'
import { fileInstead, isFile, namesFile } from './file-instead.ts'
import { longName } from './flag-words.ts'
import type { OptionTable } from './option-table.ts'
import type { Operand } from './scan-args.ts'
import { shellWord } from './shell-word.ts'

/** What to say of a word that is neither an option of the tail nor a command, given the tail's options. */
export function strayWord(stray: Operand, table: OptionTable): Failure {
  const { word } = stray
  if (word === '-') return fileInstead("'-' would be stdin", 'FILE')
  if (isFile(word) || namesFile(word)) return fileInstead(`${excerpt(word)} names a file`, word)
  return new Failure('usage', `unknown command '${excerpt(word)}'`, {
    hint: adviceOn(stray, table) ?? 'All commands and options: --help',
  })
}

/** The failure for a word beyond the one that a command takes. */
export function oneTooMany(command: string, { word }: Operand): Failure {
  return new Failure('usage', `${command} takes one word; '${excerpt(word)}' is one too many`)
}

function adviceOn({ word, after }: Operand, table: OptionTable): string | undefined {
  if (/^[‐-―−－]/.test(word))
    return `Did you mean ${excerpt(word.replace(/^[‐-―−－]+/, word.length > 2 ? '--' : '-'))}? It begins with another dash than -`
  if (after?.offers === 'filter')
    return `A filter is one word; put it in quotes: ${longName(after.flags)} '…'`
  if (/[=<>]/.test(word)) return `A filter is given with -f: -f ${shellWord(excerpt(word))}`
  const name = after && longName(after.flags)
  if (after?.list) return `Several values of ${name} have commas between: ${name} a,b`
  if (isKnownType(word) || typeOfShortName(word)) return `Event types are given with -e: -e ${word}`
  const command = closest(word, Object.keys(commands))
  if (command !== undefined) return `Did you mean ${command}?`
  const names = Object.values(table).map(({ flags }) => longName(flags))
  return names.includes(`--${word}`) ? `Did you mean --${word}?` : undefined
}
