import type { Clock } from '../base/clock.ts'
import type { Event } from '../event/event.ts'
import type { Format } from '../format/formats.ts'
import { checkCommand } from '../output/check-command.ts'
import { type ExecConfig, ExecOutput } from '../output/exec-output.ts'
import { shellStarter } from '../output/shell-child.ts'
import type { Console } from './console.ts'
import { execReporter } from './exec-reporter.ts'

/** Variables that the environment of a command must not have. */
const secretName = /^GIZWITS_\w*SECRET/i

/** @param format writes JSON lines */
export type CreateExec = (
  format: Format,
  deps: {
    readonly log: Console
    readonly clock: Clock
    /** Aborted when the run is to end. */
    readonly stopping: AbortSignal
  },
) => ExecOutput<Event>

/**
 * Checks the command of `--exec`, and returns what creates its output.
 *
 * @throws Failure `usage` if the shell cannot run the command
 */
export function checkExec(config: ExecConfig): CreateExec {
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !secretName.test(name)))
  checkCommand(config.command, env)
  return (format, { log, clock, stopping }) => {
    const output = new ExecOutput<Event>(config, format, {
      start: shellStarter(env),
      clock,
      random: Math.random,
      print: lines => log.printed(lines),
      onStatus: execReporter(log),
      stopping,
    })
    // A second signal, or a bug, ends the process whatever is under way.
    process.once('exit', () => output.kill())
    return output
  }
}
