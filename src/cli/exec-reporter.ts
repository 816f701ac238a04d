import { formatDuration } from '../base/duration.ts'
import { grouped } from '../base/grouped.ts'
import { messageText } from '../base/safe-text.ts'
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
      const often = status.failures === 1 ? 'once' : `${status.failures} times`
      const text = `the command of --exec takes events again; it had failed ${often}`
      if (waiting) log.info(text)
      else log.debug(text)
      waiting = false
      return
    }
    const { failure, lastLine, events, retryIn } = status
    const said = lastLine === '' ? '' : `: ${messageText(lastLine)}`
    const text = `the command of --exec ${failure}${said}`
    const next = `trying its ${events === 1 ? 'event' : `${grouped(events)} events`} again`
    if (reported.has(failure)) {
      log.debug(`${text}; ${next} in ${formatDuration(retryIn)}`)
      return
    }
    reported.add(failure)
    waiting = true
    log.warn(`${text}; ${next} until it succeeds (reported once per kind of failure)`)
  }
}
