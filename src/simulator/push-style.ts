import { type EventLine, latin1Of } from './event-line.ts'
import type { Random } from './random.ts'

/** Members of a push without its id, in any order; the values are JSON text. */
export type Members = Record<string, string>

/** How a device's events are written. The styles mean the same, and real servers use all of them. */
export interface PushStyle {
  readonly order: readonly string[]
  readonly spaced: boolean
  /** Whether text beyond ASCII is written as `\uXXXX`. */
  readonly escaped: boolean
  readonly createdAt: (milliseconds: number) => string
}

const documented = [
  'cmd',
  'msg_id',
  'delivery_id',
  'event_type',
  'event_id',
  'product_key',
  'did',
  'mac',
  'group_id',
  'created_at',
]
/** The most likely order of real servers. */
const real = [
  'cmd',
  'msg_id',
  'delivery_id',
  'event_type',
  'did',
  'created_at',
  'product_key',
  'mac',
  'group_id',
  'event_id',
  'data',
]
const orders: readonly (readonly string[])[] = [
  real,
  real,
  documented,
  [
    'event_type',
    'event_id',
    'product_key',
    'data',
    'group_id',
    'delivery_id',
    'created_at',
    'cmd',
    'msg_id',
    'did',
    'mac',
  ],
  [
    'data',
    'did',
    'mac',
    'product_key',
    'event_type',
    'event_id',
    'created_at',
    'cmd',
    'msg_id',
    'group_id',
    'delivery_id',
  ],
]

/** Ways in which servers write seconds, the first twice as often as the others. */
const timeForms: readonly ((milliseconds: number) => string)[] = [
  ms => String(ms / 1000),
  ms => String(ms / 1000),
  ms => (ms / 1000).toExponential(20).replace(/e\+(\d)$/, 'e+0$1'),
  ms => (ms / 1000).toExponential().replace('e+', 'E'),
  ms => (ms / 1000).toFixed(11),
]

export function pickStyle(random: Random): PushStyle {
  return {
    order: random.pick(orders),
    spaced: random.chance(0.2),
    escaped: random.chance(0.25),
    createdAt: random.pick(timeForms),
  }
}

/** Writes a push, cut where its id goes: members in the order of the style, then all others. */
export function writePush(
  members: Members,
  { order, spaced, escaped }: PushStyle,
): Pick<EventLine, 'head' | 'tail'> {
  const names = [...order.filter(name => name === 'delivery_id' || name in members)]
  for (const name in members) if (!order.includes(name)) names.push(name)
  const [comma, colon] = spaced ? [', ', ': '] : [',', ':']
  let text = '{'
  let head = ''
  for (const name of names) {
    if (text.length > 1 || head !== '') text += comma
    text += `"${name}"${colon}`
    if (name === 'delivery_id') {
      head = text
      text = ''
    } else text += members[name]
  }
  text += '}'
  const bytes = escaped ? escapeText : latin1Of
  return { head: bytes(head), tail: bytes(text) }
}

function escapeText(json: string): string {
  return json.replace(/[\u0080-\uffff]/g, unit => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
}
