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
 */
export function limitsOf(setting: NumberSetting, write: (value: number) => string = String): string {
  const { min, max = Infinity, above, below, reason } = setting
  const limits: string[] = []
  if (above !== undefined) limits.push(`more than ${write(above)}`)
  if (min !== undefined)
    limits.push(max < Infinity ? `from ${write(min)} to ${write(max)}` : `${write(min)} or more`)
  if (below !== undefined) limits.push(`under ${write(below)}`)
  return limits.join(' and ') + (reason === undefined ? '' : `, ${reason}`)
}

/** What the number must be, to follow "it must be": `a whole number from 1 to 65535`. */
export function demandOn(setting: NumberSetting): string {
  const noun = setting.whole ? 'a whole number' : 'a number'
  const limits = limitsOf(setting)
  return /^\d/.test(limits) ? `${noun}, ${limits}` : `${noun} ${limits}`
}
