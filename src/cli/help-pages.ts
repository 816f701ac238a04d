import { briefHelp } from './brief-help.ts'
import { helpText } from './command-entry.ts'
import { mostHelpWidth } from './help-width.ts'
import { createProgram, tailEntry } from './program.ts'

const { name, command, brief } = tailEntry(createProgram())

/**
 * What the program prints if an option alone asks for its help, in English, at full width. It is plain data: the build
 * replaces this module by its value, so that this does not load the option tables and all that they import.
 */
export const helpPages: Readonly<Record<string, string>> = {
  '-h': briefHelp(name, brief),
  '--help': helpText(command, mostHelpWidth),
}
