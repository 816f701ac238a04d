import type { Described } from './option-table.ts'

/** The commands beside the tail, which is what runs where none is named. One is named by the first word alone. */
export const commands = {
  simulate: { about: 'run a local TLS broker that speaks the protocol, for anyone’s client' },
  completion: { about: 'print a completion script for bash, zsh or fish' },
  help: { about: 'print the help of a command' },
} as const satisfies Described

/** What a completion script runs: hidden from help. */
export const completeCommand = '__complete'

/** Options that are answered at once, whatever else is given. */
export const versionOption = { flags: '-V, --version', about: 'print the version' }
export const helpOption = { flags: '-h, --help', about: 'print this help' }
