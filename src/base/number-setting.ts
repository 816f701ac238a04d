import { say, sayInEnglish, sayText } from '../language/say.ts'
/** A number that can be set: its limits and its default, declared once for all that read it. */
export interface NumberSetting {
  readonly default?: number
  readonly whole?: true
  /** The smallest value. */
  readonly min?: number
  /** The largest value; Infinity allows Infinity itself. */
  readonly max?: number
  /** Every value is greater than this. */
  readonly above?: number
  /** Every value is less than this. */
  readonly below?: number
  /** Why there is a limit, to follow the limits in a message. */
  readonly reason?: string
}

export function fits({ whole, min, max, above, below }: NumberSetting, value: number): boolean {
  // Infinity is no integer, but a setting may allow it as its largest value.
  if (whole && !Number.isInteger(value) && value !== max) return false
  return (
    (min === undefined || value >= min) &&
    (max === undefined || value <= max) &&
    (above === undefined || value > above) &&
    (below === undefined || value < below)
  )
}

/**
 * The limits in words, to follow "it must be": `from 1 to 65535`, `more than 0 and under 5m`.
 *
 * @param write turns a number into text in the unit of the setting
 * @param inEnglish whether a program reads it; default: it is in the language of the process
 */
export function limitsOf(
  setting: NumberSetting,
  write: (value: number) => string = String,
  inEnglish = false,
): string {
  const tell = inEnglish ? sayInEnglish : say
  const { min, max = Infinity, above, below, reason } = setting
  const limits: string[] = []
  if (above !== undefined) limits.push(tell('more than {least}', { least: write(above) }))
  if (min !== undefined)
    limits.push(
      max < Infinity
        ? tell('from {least} to {most}', { least: write(min), most: write(max) })
        : tell('{least} or more', { least: write(min) }),
    )
  if (below !== undefined) limits.push(tell('under {most}', { most: write(below) }))
  const [first = '', second] = limits
  const both = second === undefined ? first : tell('{first} and {second}', { first, second })
  return reason === undefined
    ? both
    : tell('{both}, {reason}', { both, reason: inEnglish ? reason : sayText(reason) })
}

/**
 * What the number must be, to follow "it must be": `a whole number from 1 to 65535`.
 *
 * @param inEnglish whether a program reads it; default: it is in the language of the process
 */
export function demandOn(setting: NumberSetting, inEnglish = false): string {
  const tell = inEnglish ? sayInEnglish : say
  const noun = setting.whole ? tell('a whole number') : tell('a number')
  const limits = limitsOf(setting, String, inEnglish)
  return /^\d/.test(limits)
    ? tell('{noun}, {limits}', { noun, limits })
    : tell('{noun} {limits}', { noun, limits })
}
