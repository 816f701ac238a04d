import { duration, number, text } from './argument.ts'
import type { OptionTable } from './option-table.ts'

export const endGroup = 'When to end:'

/** The options of the tail that end a run. */
export const endOptions = {
  count: {
    flags: '-n, --count <n>',
    group: endGroup,
    about: 'end after n shown events; exactly those, and what was filtered out before them, are acked',
    ...number({ whole: true, min: 1 }),
  },
  duration: {
    flags: '--duration <time>',
    group: endGroup,
    about:
      'end after this long; the exit code is 0 if it was ever connected, and 124 if --until was not reached',
    ...duration({ above: 0 }),
  },
  timeout: {
    flags: '--timeout <time>',
    group: endGroup,
    about: 'end with exit code 124 after this long without a shown event; counted from the first login',
    ...duration({ above: 0 }),
  },
  until: {
    flags: '--until <expr>',
    group: endGroup,
    offers: 'filter',
    repeat: true,
    parse: text,
    about: 'end with exit code 0 at the first shown event that matches; given again: or',
  },
  failOn: {
    flags: '--fail-on <expr>',
    group: endGroup,
    offers: 'filter',
    repeat: true,
    parse: text,
    about:
      'end with exit code 5 at the first shown event that matches; given again: or; never 0 unless it was watched: see --max-gap',
  },
} as const satisfies OptionTable
