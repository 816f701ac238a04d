import { say } from '../language/say.ts'
import type { CommandName } from './commands.ts'
import { firstClause } from './first-clause.ts'
import { type Examples, exampleText, table, usageText } from './help-text.ts'
import { optionText } from './language.ts'
import type { OptionTable } from './option-table.ts'

/** What `-h` prints of a command: it fits a terminal of 24 lines. */
export interface Brief {
  readonly usage: string
  readonly examples: Examples
  readonly options: OptionTable
  /** Where to find the rest. */
  readonly more: string
}

/** @param name of the command */
export function briefHelp(name: CommandName | 'tail', { usage, examples, options, more }: Brief): string {
  const rows = Object.entries(options).map(
    ([key, { flags, about }]) => [flags, firstClause(optionText(name, key, about))] as const,
  )
  return [
    `${say('Usage: ')}${usageText(usage)}\n`,
    exampleText(examples),
    table('Options:', rows),
    `${more}\n`,
  ].join('\n')
}
