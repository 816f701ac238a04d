import { systemClock } from '../base/clock.ts'
import { createTheme } from '../format/theme.ts'
import { colourLevel } from './colour-level.ts'
import { Console } from './console.ts'
import type { RunConfig } from './run-config.ts'
import type { RunTerminal } from './run-terminal.ts'
import { Spinner } from './spinner.ts'

/** Creates the console of a run, on stderr. */
export function createConsole(
  { color, verbosity, watch }: Pick<RunConfig, 'color' | 'verbosity' | 'watch'>,
  { messages }: RunTerminal,
): Console {
  const { stderr, env } = process
  const theme = createTheme(colourLevel(color, stderr.isTTY, env))
  // A view says itself what goes on.
  const canSpin = stderr.isTTY && env.TERM !== 'dumb' && !watch
  const spinner = canSpin
    ? new Spinner({ clock: systemClock, stream: stderr, process, coloured: theme.level > 0 })
    : undefined
  return new Console(messages, theme, verbosity, spinner)
}
