import { InvalidArgumentError } from 'commander'
import { demandOn, fits } from '../base/number-setting.ts'
import { say } from '../language/say.ts'
import type { Parse } from './argument.ts'

const bounds = { above: 0 } as const

/** How many times as fast as they happened events are played. */
const parse: Parse<number | 'max'> = given => {
  if (given === 'max') return 'max'
  const value = /^\d+(\.\d+)?$/.test(given) ? Number(given) : Number.NaN
  if (fits(bounds, value)) return value
  throw new InvalidArgumentError(say('It must be max or {demand}.', { demand: demandOn(bounds) }))
}

/** `--speed`, but for its group and its description. */
export const speedOption = {
  flags: '--speed <n>',
  parse,
  offers: { max: { about: 'as fast as possible' }, 1: { about: 'as it happened' } },
} as const
