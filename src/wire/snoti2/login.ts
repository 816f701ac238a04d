import { closest } from '../../base/closest.ts'
import { Failure } from '../../base/failure.ts'
import { excerpt } from '../../base/safe-text.ts'
import { listText } from '../../language/list-text.ts'
import { say } from '../../language/say.ts'
import type { Sent } from '../dialect.ts'
import { allEventNames, eventNameOf } from './event-names.ts'
import { words } from './words.ts'

/** Bounds of `prefetch_count`, and what a login without one gets. */
export const prefetch = { whole: true, default: 50, min: 1, max: 32767 } as const

/** The queue that is read where none is named. */
export const defaultSubkey = 'gizwits_tail'
export const subkeyForm = /^[A-Za-z0-9_]{1,32}$/
export const subkeyDemand = '1 to 32 letters, digits and _'

/** One product to log in to, and the queue of its events to read. */
export interface ProductLogin {
  readonly productKey: string
  readonly authId: string
  readonly authSecret: string
  /**
   * Names a queue of the product: 1 to 32 of `A-Z a-z 0-9 _`. Clients with the same subkey share its events, each going
   * to one of them; another subkey gets all of them as well. Default: `gizwits_tail`.
   */
  readonly subkey?: string | undefined
  /** What to subscribe to, as `device.online` or `device_online`. Default: everything. */
  readonly events?: readonly string[] | undefined
}

/**
 * The login, with all secrets masked where it is shown.
 *
 * @throws Failure `usage` where there is no product, one of them lacks something, a subkey or an event cannot be, or two
 *   rows are of one queue
 */
export function login(products: readonly ProductLogin[], prefetchCount: number): Sent {
  if (products.length === 0) throw new Failure('usage', say('no product to log in to'))
  const rows = products.map(rowOf)
  const queues = rows.map(row => `${row.product_key}/${row.subkey}`)
  const twice = rows.find((_, i) => queues.indexOf(queues[i]!) !== i)
  if (twice)
    throw new Failure(
      'usage',
      say('product {key} with the subkey {subkey} is given twice', {
        key: twice.product_key,
        subkey: twice.subkey,
      }),
    )
  const line = (data: readonly Row[]) =>
    Buffer.from(`${JSON.stringify({ cmd: words.loginRequest, prefetch_count: prefetchCount, data })}\n`)
  return { bytes: line(rows), shown: line(rows.map(row => ({ ...row, auth_secret: '***' }))) }
}

type Row = ReturnType<typeof rowOf>

function rowOf({ productKey, authId, authSecret, subkey = defaultSubkey, events }: ProductLogin) {
  const missing = Object.entries({ 'product key': productKey, 'auth id': authId, 'auth secret': authSecret })
  for (const [what, value] of missing) {
    if (!value)
      throw new Failure(
        'usage',
        say('product {key}: no {what}', { key: excerpt(productKey || say('(no key)')), what }),
      )
  }
  return {
    product_key: productKey,
    auth_id: authId,
    auth_secret: authSecret,
    subkey: checkedSubkey(subkey),
    events: events ? [...new Set(events.map(checkedEventName))] : allEventNames,
  }
}

/** @throws Failure `usage` */
export function checkedSubkey(subkey: string): string {
  if (subkeyForm.test(subkey)) return subkey
  throw new Failure(
    'usage',
    say("subkey '{subkey}' is not valid: it must be {demand}", {
      subkey: excerpt(subkey),
      demand: say(subkeyDemand),
    }),
  )
}

/** @throws Failure `usage`, with the nearest name as its hint */
export function checkedEventName(text: string): string {
  const name = eventNameOf(text)
  if (name) return name
  const nearest = closest(text, allEventNames)
  throw new Failure('usage', say("there is no event '{name}' to subscribe to", { name: excerpt(text) }), {
    hint: nearest
      ? say('Did you mean {near}?', { near: nearest })
      : say('There are: {names}', { names: listText(allEventNames) }),
  })
}
