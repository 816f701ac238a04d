import type { AckPolicy } from '../app/run-tail.ts'
import { eventMembers } from '../event/event-members.ts'
import type { When } from './colour-level.ts'
import type { Described } from './option-table.ts'
import type { TailConfig } from './tail-config.ts'

export const colourChoices = {
  auto: { about: 'if the output is a terminal that has them' },
  always: { about: 'in pipes and files too' },
  never: { about: 'none' },
} as const satisfies Record<When, Described[string]>

export const ackChoices = {
  all: { about: 'every event, once it is written or filtered out' },
  matched: { about: 'only what is shown' },
  none: { about: 'nothing: all goes back to the queue' },
} as const satisfies Record<AckPolicy, Described[string]>

export const statusLineChoices = {
  auto: { about: 'if stdout and stderr are one terminal' },
  never: { about: 'no line' },
} as const satisfies Record<TailConfig['statusLine'], Described[string]>

export const summaryChoices = {
  auto: { about: 'if stderr is a terminal' },
  always: { about: 'in pipes and files too' },
  never: { about: 'no table' },
} as const satisfies Record<TailConfig['summary'], Described[string]>

/** The keys of columns that completion offers. */
export const fieldChoices: Described = {
  time: { about: 'when, as --time shows it' },
  ...eventMembers,
  data: { about: 'what was reported, as JSON' },
  decoded: { about: 'the values of a raw payload, as JSON' },
}
