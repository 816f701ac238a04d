import { WriteStream } from 'node:tty'

/** Number of colours that a stream gets: 0 none, 1 sixteen, 2 256, 3 true colour. */
export type ColourLevel = 0 | 1 | 2 | 3

export type When = 'auto' | 'always' | 'never'
type Environment = Readonly<Record<string, string | undefined>>

/**
 * Returns the colour level of one stream. The option takes precedence over FORCE_COLOR, which takes precedence over
 * NO_COLOR (any non-empty value, see no-color.org). Without them, TERM and COLORTERM decide for a terminal.
 */
export function colourLevel(when: When, isTerminal: boolean, env: Environment): ColourLevel {
  if (when === 'never') return 0
  if (when === 'always') return Math.max(1, forced(env) ?? ofTerminal(env)) as ColourLevel
  const force = forced(env)
  if (force !== undefined) return force
  if (env.NO_COLOR) return 0
  if (!isTerminal || env.TERM === 'dumb') return 0
  return ofTerminal(env)
}

/** The level that FORCE_COLOR asks for: 0 or false for none, 1 to 3 for a level, true or empty for the terminal's own. */
function forced(env: Environment): ColourLevel | undefined {
  const value = env.FORCE_COLOR
  if (value === undefined) return undefined
  if (value === '0' || value === 'false') return 0
  if (value === '1' || value === '2' || value === '3') return Number(value) as ColourLevel
  return Math.max(1, ofTerminal(env)) as ColourLevel
}

const levels: Record<number, ColourLevel> = { 1: 0, 4: 1, 8: 2, 24: 3 }

function ofTerminal(env: Environment): ColourLevel {
  // Node warns if both variables are set. The conventions are applied above.
  const { FORCE_COLOR: _, NO_COLOR: __, NODE_DISABLE_COLORS: ___, ...rest } = env
  return levels[WriteStream.prototype.getColorDepth(rest)] ?? 1
}
