import type { Command } from 'commander'
import { Failure } from '../base/failure.ts'
import { type Brief, briefHelp } from './brief-help.ts'
import type { CommandName } from './commands.ts'
import type { Outcome } from './exit-process.ts'
import { helpWidth } from './help-width.ts'
import type { OptionTable } from './option-table.ts'
import { print } from './print.ts'
import type { Operand, ScannedArgs } from './scan-args.ts'
import { unknownOption } from './unknown-option.ts'
import { version } from './version.ts'

/** One command: its name, its options, and what it does. */
export interface CommandEntry {
  readonly name: CommandName | 'tail'
  /** Parses the options and has the text of the help. */
  readonly command: Command
  readonly table: OptionTable
  /** What `-h` prints; absent if all of the help fits one screen. */
  readonly brief?: Brief
  /** @param flags the options that were typed, by the keys of the table */
  run(flags: object, operands: readonly Operand[]): Promise<Outcome>
}

/**
 * Prints the help or the version if an option asks for it, whatever else is given; otherwise checks the options and runs
 * the command.
 *
 * @throws Failure
 */
export async function runEntry(
  entry: CommandEntry,
  words: readonly string[],
  { closing, error, operands }: ScannedArgs,
): Promise<Outcome> {
  const { name, command, table, brief } = entry
  if (closing === 'version') await print(`${version}\n`)
  else if (closing === 'briefHelp' && brief) await print(briefHelp(name, brief))
  else if (closing) await printHelp(command)
  if (closing) return { code: 0 }
  if (error) throw error instanceof Failure ? error : await unknownOption(error, name, table)
  command.parseOptions([...words])
  return entry.run(command.opts(), operands)
}

/** Prints all of a command's help. */
export function printHelp(command: Command): Promise<void> {
  return print(helpText(command, helpWidth()))
}

/** Returns all of a command's help, in lines of at most `width` cells. */
export function helpText(command: Command, width: number): string {
  let text = ''
  command.configureOutput({
    getOutHelpWidth: () => width,
    writeOut: more => {
      text += more
    },
  })
  command.outputHelp()
  return text
}
