import { type examples, exampleText, firstClause, table } from './help-text.ts'
import type { OptionSpec } from './option-table.ts'

/** What `-h` prints of a command: it fits a terminal of 24 lines. */
export interface Brief {
  readonly usage: string
  readonly examples: typeof examples
  readonly options: readonly OptionSpec[]
  /** Where to find the rest. */
  readonly more: string
}

export function briefHelp({ usage, examples, options, more }: Brief): string {
  const rows = options.map(({ flags, about }) => [flags, firstClause(about)] as const)
  return [`Usage: ${usage}\n`, exampleText(examples), table('Options:', rows), `${more}\n`].join('\n')
}
