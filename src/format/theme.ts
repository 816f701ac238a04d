import { Chalk, type ChalkInstance, type ColorSupportLevel } from 'chalk'
import { deviceColour } from './device-colour.ts'
import { plain, type Style } from './style.ts'

/**
 * Meaning to look. Only the sixteen colours that a user's own terminal theme defines, so that they suit its
 * background; never grey (`90`), which some themes make the background itself. Among what is said of events
 * red is for faults alone; `error` is for messages on stderr.
 */
const chalkStyles = {
  time: c => c.dim,
  dim: c => c.dim,
  heading: c => c.bold,
  good: c => c.green,
  warning: c => c.yellow,
  error: c => c.red,
  online: c => c.green,
  offline: c => c.magenta,
  status: c => c,
  raw: c => c,
  unknown: c => c.cyan,
  alertRaised: c => c.bold.yellow,
  faultRaised: c => c.bold.red,
  cleared: c => c.green,
  name: c => c.dim,
  lag: c => c.yellow,
} satisfies Record<string, (chalk: ChalkInstance) => ChalkInstance>

export type Meaning = keyof typeof chalkStyles

/** How each meaning looks at one colour level. */
export interface Theme extends Readonly<Record<Meaning, Style>> {
  readonly level: ColorSupportLevel
  /** The colour of a device: the same in every run, never red. */
  device(did: string): Style
}

/** @param level 0: none, 1: 16 colours, 2: 256, 3: 16 million */
export function createTheme(level: ColorSupportLevel): Theme {
  const chalk = new Chalk({ level })
  const styles = Object.fromEntries(
    Object.entries(chalkStyles).map(([meaning, style]) => [meaning, styleOf(style(chalk))]),
  ) as Record<Meaning, Style>
  const palette = (
    level > 1 ? palette256.map(n => chalk.ansi256(n)) : palette16.map(name => chalk[name])
  ).map(styleOf)
  return { ...styles, level, device: did => palette[deviceColour(did, palette.length)]! }
}

/**
 * Colours for devices with a contrast of 3 or more to white and to a dark grey (#1e1e1e), from the cube that
 * no terminal theme redefines; hues from green to violet, so none can pass for the red of a fault.
 */
const palette256 = [64, 28, 29, 30, 32, 67, 69, 63, 99, 98, 134, 133]
/** Blue is left out: most terminals draw it too dark for a dark background. */
const palette16 = ['green', 'cyan', 'magenta', 'blueBright'] as const

/** Chalk is asked once a style: a call of it for every word of a line would cost more than all the rest. */
function styleOf(chalk: ChalkInstance): Style {
  const [open, close] = chalk('\0').split('\0')
  return open === undefined || close === undefined || open === '' ? plain : { open, close }
}
