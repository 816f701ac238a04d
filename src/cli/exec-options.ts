import type { ExecConfig } from '../output/exec-output.ts'
import { noti1 } from '../wire/noti1/noti1.ts'
import { duration, number, text } from './argument.ts'
import type { OptionTable, WithDefaults } from './option-table.ts'
import { outputGroup } from './record-options.ts'

const group = outputGroup

/** The options of the tail that pass events to a command. */
export const execOptions = {
  exec: {
    flags: '--exec <command>',
    group,
    parse: text,
    about:
      'pass shown events to a shell command instead of stdout: batches of JSON lines on its stdin, acked once it exits with 0 and otherwise tried again for ever; what it prints goes to stderr; -o or --json shows events on stdout too',
  },
  batch: {
    flags: '--batch <n>',
    group,
    about: 'events per run of --exec, at most; also sets --prefetch to twice as many',
    default: 1000,
    ...number({ whole: true, min: 1, max: noti1.prefetch.max }),
  },
  batchTime: {
    flags: '--batch-time <time>',
    group,
    about: 'with --exec: a batch waits at most this long for more events',
    default: 1000,
    ...duration({ min: 0 }),
  },
  execTimeout: {
    flags: '--exec-timeout <time>',
    group,
    about: 'with --exec: a run that takes longer is killed with all that it has started, and has failed',
    default: 60_000,
    ...duration({ above: 0 }),
  },
} as const satisfies OptionTable

/**
 * Returns what the flags say of the command; undefined if there is none.
 *
 * @param flags with their defaults
 */
export function execConfig({
  exec: command,
  batch: events,
  batchTime: time,
  execTimeout: timeout,
}: WithDefaults<typeof execOptions>): ExecConfig | undefined {
  return command === undefined ? undefined : { command, timeout, gather: { events, time } }
}

/** Returns the default of --prefetch with --exec: the next batch comes while one is worked on. */
export function execPrefetch({ gather }: ExecConfig): number {
  return Math.min(2 * gather.events, noti1.prefetch.max)
}
