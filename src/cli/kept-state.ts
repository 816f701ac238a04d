import type { ReadStep } from '../app/reader.ts'
import { ClockCheck } from '../devices/clock-check.ts'
import { DeviceTable } from '../devices/device-table.ts'
import { say } from '../language/say.ts'
import type { Console } from './console.ts'
import { clockText } from './device-lines.ts'
import type { RunConfig } from './run-config.ts'
import { wantsSummary } from './summary.ts'

/** What a run keeps of earlier events. */
export interface KeptState {
  /** Undefined if nothing needs the state of devices. */
  readonly devices: DeviceTable | undefined
  /** Undefined if nobody would be told about clocks. */
  readonly clocks: ClockCheck | undefined
}

interface Needs extends Pick<RunConfig, 'format' | 'toStdout' | 'enrich' | 'diff' | 'summary' | 'verbosity'> {
  /** Whether events are read as they happen. Times of recorded ones say nothing about clocks. */
  readonly live: boolean
  /** Whether open alarms are counted for metrics. */
  readonly metrics: boolean
  /** Whether pretty makes what changed in a status stand out. */
  readonly marksChanges: boolean
}

/**
 * Creates what a run needs of it. Lines that are passed on as they came need nothing, if there is no summary.
 *
 * @param isTTY whether stderr is a terminal
 * @param wall returns the time in milliseconds since 1970
 */
export function keptState(
  config: Needs,
  isTTY: boolean,
  wall: () => number,
  log: Pick<Console, 'debug'>,
): KeptState {
  const summary = wantsSummary(config, isTTY)
  const { enrich, diff, marksChanges, metrics } = config
  const pretty = config.toStdout && config.format === 'pretty'
  const statuses = enrich || (pretty && (diff || marksChanges)) ? 'compare' : pretty ? 'order' : 'ignore'
  return {
    devices: statuses !== 'ignore' || summary || metrics ? new DeviceTable({ statuses, wall }) : undefined,
    clocks:
      config.live && (summary || config.verbosity === 'verbose')
        ? new ClockCheck(wall, fault =>
            log.debug(say('a clock must be wrong: {fault}', { fault: clockText(fault) })),
          )
        : undefined,
  }
}

/** Returns the steps by which a Reader keeps it. */
export function readSteps({ devices, clocks }: KeptState): ReadStep[] {
  return [devices, clocks].flatMap(state => (state ? [event => state.read(event)] : []))
}
