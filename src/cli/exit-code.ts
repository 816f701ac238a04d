import type { FailureCode } from '../base/failure.ts'

/** The exit code of each failure. */
export const exitCodes = {
  input: 1,
  output: 1,
  usage: 2,
  refused: 3,
  unreachable: 4,
  untrusted: 4,
  timeout: 124,
  interrupted: 130,
} as const satisfies Record<FailureCode, number>

/** 128 plus the signal's number, as in shells. Windows sends SIGBREAK for Ctrl-Break. */
export const signalCodes = {
  SIGINT: 130,
  SIGTERM: 143,
  SIGHUP: 129,
  SIGQUIT: 131,
  SIGBREAK: 143,
} as const satisfies Partial<Record<NodeJS.Signals, number>>

export type StopSignal = keyof typeof signalCodes

/** The meaning of each exit code, for the help and the README. */
export const exitCodeTable: readonly (readonly [code: number, meaning: string])[] = [
  [0, 'done: -n or --duration reached, or the reader closed the pipe'],
  [1, 'any other failure; the reason is on stderr'],
  [2, 'wrong usage: an option, a filter, a missing credential'],
  [3, 'the server refused the login'],
  [4, 'no connection: never connected, retries used up, or the certificate does not verify'],
  [124, '--timeout: no event was shown for that long'],
  [129, 'SIGHUP (the terminal was closed), unless ignored as under nohup'],
  [130, 'SIGINT (Ctrl-C)'],
  [131, 'SIGQUIT (Ctrl-\\)'],
  [143, 'SIGTERM; on Windows also Ctrl-Break'],
]
