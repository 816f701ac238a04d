import type { FailureCode } from '../base/failure.ts'

/** The exit code of each failure, and of an event that met `--fail-on`. */
export const exitCodes = {
  input: 1,
  output: 1,
  usage: 2,
  refused: 3,
  unreachable: 4,
  denied: 4,
  untrusted: 4,
  matched: 5,
  timeout: 124,
  interrupted: 130,
} as const satisfies Record<FailureCode | 'matched', number>

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
  [0, 'done: -n, --duration or --until reached, or the reader closed the pipe'],
  [1, 'any other failure; the reason is on stderr: also -n reached, or the reader gone, before --until was'],
  [2, 'wrong usage: an option, a filter, a missing credential'],
  [3, 'the server refused the login'],
  [
    4,
    'no connection: never connected, retries used up, --max-gap exceeded, or the certificate does not verify',
  ],
  [5, 'an event matched --fail-on'],
  [124, '--timeout: no event was shown for that long; or --duration was over before --until was reached'],
  [129, 'SIGHUP (the terminal was closed), unless ignored as under nohup'],
  [130, 'SIGINT (Ctrl-C)'],
  [131, 'SIGQUIT (Ctrl-\\)'],
  [143, 'SIGTERM; on Windows also Ctrl-Break'],
]
