import { type DialectName, dialects } from '../wire/dialects.ts'
import type { Described } from './option-table.ts'

/** What `--dialect` knows. */
export const dialectChoices = {
  noti1: { about: 'message proxy 1.0: by the id and secret of an enterprise' },
  snoti2: { about: 'SNoti 2.x: by product' },
} as const satisfies Record<DialectName, Described[string]>

/** A part of each dialect's endpoint, as help shows it: `2015; snoti2: 2017`. */
export function endpointsText(part: 'host' | 'port'): string {
  return Object.values(dialects)
    .map(({ name, endpoint }, i) => (i === 0 ? '' : `${name}: `) + endpoint[part])
    .join('; ')
}
