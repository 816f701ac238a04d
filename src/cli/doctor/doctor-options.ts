import { duration } from '../argument.ts'
import type { Contradiction } from '../contradictions.ts'
import type { Examples } from '../help-text.ts'
import { loginContradictions } from '../login-config.ts'
import { loginOptions } from '../login-options.ts'
import type { FlagsOf, OptionTable } from '../option-table.ts'
import { queueOptions } from '../queue-options.ts'
import { tailOptions } from '../tail-options.ts'

const group = 'The report:'

/** The options that only the doctor has. */
export const ownDoctorOptions = {
  wait: {
    flags: '--wait <time>',
    group,
    about: 'how long to wait for an event after the login',
    ...duration({ above: 0, default: 5000 }),
  },
} as const satisfies OptionTable

export const doctorOptions = {
  ...loginOptions,
  connectTimeout: { ...queueOptions.connectTimeout, group: 'Server and TLS:' },
  ...ownDoctorOptions,
  json: { flags: '--json', group, about: 'one JSON object: ok, steps, causes' },
  color: { ...tailOptions.color, group },
  noColor: { ...tailOptions.noColor, group },
} as const satisfies OptionTable

export type DoctorFlags = FlagsOf<typeof doctorOptions>

export const doctorContradictions: readonly Contradiction<DoctorFlags>[] = [
  ...loginContradictions,
  ['color', 'noColor', 'never'],
]

export const doctorExamples: Examples = [
  ['gizwits-tail doctor --id X', 'message proxy 1.0'],
  ['gizwits-tail doctor --product PRODUCT_KEY:AUTH_ID', 'SNoti 2.x'],
  ['gizwits-tail doctor --demo', 'what a healthy connection looks like'],
]
