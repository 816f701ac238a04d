import type { Failure } from '../base/failure.ts'
import { createTheme } from '../format/theme.ts'
import { colourLevel, type When } from './colour-level.ts'
import { Console } from './console.ts'

/** Reports on stderr why the program ends. */
export function reportFailure(failure: Failure, colour: When): void {
  const { stderr, env } = process
  new Console(stderr, createTheme(colourLevel(colour, stderr.isTTY, env)), 'quiet').fail(failure)
}
