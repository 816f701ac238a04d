import type { Random } from '../../src/simulator/random.ts'
import { type DialectName, dialects } from '../../src/wire/dialects.ts'
import type { Words } from '../../src/wire/words.ts'
import { productKey } from './spoken.ts'

export interface EventShape {
  /** How many events. */
  readonly count: number
  /** Characters of text in each. */
  readonly text: { readonly min: number; readonly max: number }
  /** `own`: each event has a unique id, which its first push keeps. `counted`: 1, 2, 3, … on each connection. */
  readonly ids: 'own' | 'counted'
}

const alphabet = [
  'a',
  'b',
  ' ',
  '0',
  '"',
  '\\',
  '\u0007',
  '\u001b',
  '\n',
  '{',
  '}',
  'é',
  '中',
  '🔥',
  '\u202e',
]

/**
 * Returns lines of events, which differ from each other even without their ids. In a dialect with message ids, about half
 * of them have one.
 */
export function eventLines({ count, text, ids }: EventShape, dialect: DialectName, random: Random): string[] {
  const { push, messageId }: Words = dialects[dialect].server.words
  return Array.from({ length: count }, (_, i) => {
    const length = random.int(text.min, text.max)
    const piece = Array.from({ length: 16 }, () => random.pick(alphabet)).join('')
    const members: [string, string][] = [
      ['cmd', JSON.stringify(push)],
      ['delivery_id', ids === 'counted' ? '0' : ownId(i, random)],
      ['event_type', '"device_status_kv"'],
      ['product_key', JSON.stringify(productKey)],
      ['did', JSON.stringify(`device ${random.int(1, 9)}`)],
      ['created_at', `${1_700_000_000 + i}.${random.int(100, 999)}`],
      ['data', JSON.stringify({ serial: i, text: piece.repeat(Math.ceil(length / 16)).slice(0, length) })],
    ]
    if (messageId !== undefined && random.chance(0.5))
      members.push([messageId, JSON.stringify(`${piece}${i}`)])
    const first = random.int(0, members.length - 1)
    const ordered = [...members.slice(first), ...members.slice(0, first)]
    return `{${ordered.map(([name, value]) => `"${name}":${value}`).join(',')}}`
  })
}

function ownId(serial: number, random: Random): string {
  return random.pick([`${1_000_000 + serial}`, `"e-${serial}"`, `${2n ** 60n + BigInt(serial)}`])
}
