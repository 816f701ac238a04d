import { Chalk, type ChalkInstance, type ColorSupportLevel } from 'chalk'
import { deviceColour } from './device-colour.ts'
import { plain, type Style } from './style.ts'

/**
 * The style of each meaning. All are among the sixteen colours that the terminal's theme defines, so that they suit its
 * background. Grey (`90`) is not used, since some themes make it the background. Of all that is shown of events, only
 * faults are red; `error` is for messages on stderr.
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
  sent: c => c.blueBright,
  position: c => c,
  joined: c => c.green,
  left: c => c.magenta,
  notable: c => c.yellow,
  unknown: c => c.cyan,
  alertRaised: c => c.bold.yellow,
  faultRaised: c => c.bold.red,
  cleared: c => c.green,
  name: c => c.dim,
  changed: c => c.bold,
  lag: c => c.yellow,
  highlighted: c => c.inverse,
} satisfies Record<string, (chalk: ChalkInstance) => ChalkInstance>

export type Meaning = keyof typeof chalkStyles

/** The style of each meaning at one colour level. */
export interface Theme extends Readonly<Record<Meaning, Style>> {
  readonly level: ColorSupportLevel
  /** The colours of devices. */
  readonly devices: readonly Style[]
  /** Returns the colour of a device, which is the same in every run and never red. */
  device(did: string): Style
}

/** @param level 0: none, 1: 16 colours, 2: 256, 3: 16 million */
export function createTheme(level: ColorSupportLevel): Theme {
  const chalk = new Chalk({ level })
  const styles = Object.fromEntries(
    Object.entries(chalkStyles).map(([meaning, style]) => [meaning, styleOf(style(chalk))]),
  ) as Record<Meaning, Style>
  const devices = (
    level > 1 ? palette256.map(n => chalk.ansi256(n)) : palette16.map(name => chalk[name])
  ).map(styleOf)
  return { ...styles, level, devices, device: did => devices[deviceColour(did, devices.length)]! }
}

/**
 * The colours of devices, with a contrast of at least 3 to white and to a dark grey (#1e1e1e). They are from the colour
 * cube, which terminal themes do not redefine. Their hues go from green to violet, so that none resembles the red of faults.
 */
const palette256 = [64, 28, 29, 30, 32, 67, 69, 63, 99, 98, 134, 133]
/** Without blue, which most terminals draw too dark for a dark background. */
const palette16 = ['green', 'cyan', 'magenta', 'blueBright'] as const

/** Calls Chalk once per style: calls for every word of a line would cost more than everything else. */
function styleOf(chalk: ChalkInstance): Style {
  const [open, close] = chalk('\0').split('\0')
  return open === undefined || close === undefined || open === '' ? plain : { open, close }
}
