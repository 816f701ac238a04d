import { InvalidArgumentError } from 'commander'
import { say } from '../language/say.ts'
import type { OptionTable } from './option-table.ts'

/** The option of the tail about metrics. */
export const metricsOptions = {
  metricsFile: {
    flags: '--metrics-file <path>',
    group: 'Running for long:',
    offers: 'file',
    parse: metricsPath,
    about:
      'metrics for Prometheus, in a file that is replaced every 10 seconds and at the end; SIGUSR1 prints the summary so far',
  },
} as const satisfies OptionTable

/** The path of a file that can be replaced. */
function metricsPath(given: string): string {
  if (given !== '-') return given
  throw new InvalidArgumentError(say('It must be a file, which is replaced again and again.'))
}
