import { systemClock } from '../base/clock.ts'
import { createTheme } from '../format/theme.ts'
import { neverBlock } from '../output/never-block.ts'
import { colourLevel } from './colour-level.ts'
import { Console } from './console.ts'
import type { RunConfig } from './run-config.ts'
import { Spinner } from './spinner.ts'

/** Creates the console of a run, on stderr. */
export function createConsole({ color, verbosity }: Pick<RunConfig, 'color' | 'verbosity'>): Console {
  const { stderr, env } = process
  neverBlock(stderr)
  const theme = createTheme(colourLevel(color, stderr.isTTY, env))
  const canSpin = stderr.isTTY && env.TERM !== 'dumb'
  const spinner = canSpin
    ? new Spinner({ clock: systemClock, stream: stderr, process, coloured: theme.level > 0 })
    : undefined
  return new Console(stderr, theme, verbosity, spinner)
}
