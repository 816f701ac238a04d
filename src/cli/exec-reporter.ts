import { formatDuration } from '../base/duration.ts'
import { grouped } from '../base/grouped.ts'
import { say } from '../language/say.ts'
import { commandFailure } from '../output/command-failure.ts'
import type { ExecStatus } from '../output/exec-output.ts'
import type { Console } from './console.ts'

/**
 * Returns what reports to a person how the command of `--exec` fares: each kind of failure once, all of them with `-v`.
 */
export function execReporter(log: Pick<Console, 'warn' | 'info' | 'debug'>): (status: ExecStatus) => void {
  const reported = new Set<string>()
  /** Whether the failures of the current batch were reported. */
  let waiting = false
  return status => {
    if (status.kind === 'recovered') {
      const text =
        status.failures === 1
          ? say('the command of --exec takes events again; it had failed once')
          : say('the command of --exec takes events again; it had failed {n} times', { n: status.failures })
      if (waiting) log.info(text)
      else log.debug(text)
      waiting = false
      return
    }
    const { failure, events, retryIn } = status
    const text = commandFailure(status)
    const next = { text, n: say(events === 1 ? 'event' : '{n} events', { n: grouped(events) }) }
    if (reported.has(failure)) {
      log.debug(say('{text}; trying its {n} again in {time}', { ...next, time: formatDuration(retryIn) }))
      return
    }
    reported.add(failure)
    waiting = true
    log.warn(say('{text}; trying its {n} again until it succeeds (reported once per kind of failure)', next))
  }
}
