import type { Text } from '../language/say.ts'
import { langOption } from './lang-option.ts'
import type { OptionTable } from './option-table.ts'

/** The commands other than the tail, which runs if none is named. Only the first word can name a command. */
export const commands = {
  simulate: {
    usage: '[options]',
    about: 'run a local TLS broker that speaks the protocol, for anyone’s client',
  },
  replay: {
    usage: '[options] <file>…',
    about: 'show recorded events, with the options of the tail; - for stdin',
  },
  doctor: {
    usage: '[options]',
    about: 'check a connection step by step: where it fails, likely causes, what to try',
  },
  decode: {
    usage: '[options] <payload>…',
    about: 'explain raw payloads, hex or base64; - for one in each line of stdin',
  },
  config: {
    usage: 'init|list|show|check|path',
    about: 'profiles: named sets of options in a config file, for --profile',
  },
  completion: { usage: '<shell>', about: 'print a completion script for bash, zsh, fish or PowerShell' },
  help: { usage: '[command]', about: 'print the help of a command' },
} as const satisfies Readonly<Record<string, { readonly usage: string; readonly about: Text }>>

export type CommandName = keyof typeof commands

const other = langOption.group

/** What a completion script runs. Help does not list it. */
export const completeCommand = '__complete'

/** Options that print something and end the program, whatever else is given. */
export const versionOption = { flags: '-V, --version', group: other, about: 'print the version' }
export const briefHelpOption = {
  flags: '-h',
  group: other,
  about: 'print the options used most, on one screen',
}
export const helpOption = { flags: '--help', group: other, about: 'print all of the help' }

const closingOptions = { briefHelp: briefHelpOption, help: helpOption } as const satisfies OptionTable
export const tailClosingOptions = { version: versionOption, ...closingOptions } as const satisfies OptionTable

/** The last options of each command but the tail, which has `--version` too. */
export const commonOptions = { lang: langOption, ...closingOptions } as const satisfies OptionTable
