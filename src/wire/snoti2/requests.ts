import { say } from '../../language/say.ts'
import type { Credentials, QueueRequest, Request } from '../request.ts'
import { badLogin, readPrefetch } from '../request-reader.ts'
import { eventNameOf, eventNames } from './event-names.ts'
import { prefetch, subkeyDemand, subkeyForm } from './login.ts'

type Message = Readonly<Record<string, unknown>>

/** A queue as a request names it, by product and subkey. */
interface QueueRow {
  readonly productKey: string
  readonly queue: QueueRequest
}

/** Reads a login request. `data` may be empty: clients subscribe to their products later. */
export function readLogin({ data, prefetch_count }: Message): Request {
  if (!Array.isArray(data)) return badLogin('data must be an array')
  const rows = readRows(data, true)
  if (typeof rows === 'string') return badLogin(rows)
  const asked = readPrefetch(prefetch_count, prefetch)
  if ('reason' in asked) return asked
  const who = rows.map(({ productKey, id }) => `${productKey}:${id}`).join(', ') || say('nobody yet')
  return { kind: 'login', who, ...credentialsAndQueues(rows), ...asked }
}

/** Reads a subscription to more products, or to other events of the same ones. */
export function readSubscribe(message: Message): Request {
  const rows = readRows(listOf(message.data), true)
  const reply = replyTo(message, 'subscribe_res')
  if (typeof rows === 'string') return { kind: 'reply', line: reply(false, rows) }
  return { kind: 'subscribe', reply, ...credentialsAndQueues(rows) }
}

/** Reads the end of subscriptions. Whole queues are left, whatever events the rows name. */
export function readUnsubscribe(message: Message): Request {
  const rows = readRows(listOf(message.data), false)
  const reply = replyTo(message, 'unsubscribe_res')
  if (typeof rows === 'string') return { kind: 'reply', line: reply(false, rows) }
  return { kind: 'unsubscribe', reply, keys: rows.map(({ queue }) => queue.key) }
}

/**
 * Answers a remote control, since clients wait for that. Every device takes what it is sent; `succeed` has objects in
 * version 2, and dids alone before.
 */
export function readRemoteControl(version: 1 | 2): (message: Message) => Request {
  return message => {
    const succeed: unknown[] = []
    const failed: unknown[] = []
    for (const command of listOf(message.data)) {
      const did = memberOf(memberOf(command, 'data'), 'did')
      if (typeof did === 'string') succeed.push(version === 2 ? { did } : did)
      else failed.push(version === 2 ? { did: null, reason: 'no did' } : { null: 'no did' })
    }
    const cmd = version === 2 ? 'remote_control_v2_res' : 'remote_control_res'
    return { kind: 'reply', line: lineOf(message, { cmd, result: { succeed, failed } }) }
  }
}

/** Returns why the rows cannot be read, if they cannot; quotes nothing of them. */
function readRows(
  data: readonly unknown[],
  withSecret: boolean,
): readonly (QueueRow & Credentials)[] | string {
  const rows: (QueueRow & Credentials)[] = []
  for (const [i, row] of data.entries()) {
    const needed = ['product_key', 'auth_id', 'subkey', ...(withSecret ? ['auth_secret'] : [])]
    const wrong = needed.find(name => typeof memberOf(row, name) !== 'string')
    if (wrong !== undefined) return `data[${i}].${wrong} must be a string`
    const text = (name: string) => memberOf(row, name) as string
    const [productKey, subkey] = [text('product_key'), text('subkey')]
    if (!subkeyForm.test(subkey)) return `data[${i}].subkey must be ${subkeyDemand}`
    const key = `${productKey}/${subkey}`
    const eventTypes = eventTypesOf(memberOf(row, 'events'))
    rows.push({
      productKey,
      id: text('auth_id'),
      secret: withSecret ? text('auth_secret') : '',
      queue: { key, productKey, eventTypes },
    })
  }
  return rows
}

/** The types of the events named; unknown names are accepted, as clients in the field send some. Undefined for all. */
function eventTypesOf(events: unknown): ReadonlySet<string> | undefined {
  if (!Array.isArray(events)) return undefined
  const names = events.map(name => (typeof name === 'string' ? eventNameOf(name) : undefined))
  return new Set(names.flatMap(name => (name ? [eventNames[name]] : [])))
}

function credentialsAndQueues(rows: readonly (QueueRow & Credentials)[]) {
  return {
    credentials: rows.map(({ id, secret }) => ({ id, secret })),
    queues: rows.map(({ queue }) => queue),
  }
}

/** Answers a subscription, naming the queues and no secret. */
function replyTo(message: Message, cmd: string): (accepted: boolean, msg: string) => string {
  const data = listOf(message.data).map(row => ({
    product_key: memberOf(row, 'product_key'),
    subkey: memberOf(row, 'subkey'),
    events: memberOf(row, 'events'),
  }))
  return (result, msg) => lineOf(message, { cmd, result, msg, data })
}

/** A reply, with the `msg_id` of the request if that has one. */
function lineOf({ msg_id }: Message, reply: object): string {
  return `${JSON.stringify({ ...reply, ...(msg_id !== undefined && { msg_id }) })}\n`
}

function listOf(data: unknown): readonly unknown[] {
  return Array.isArray(data) ? data : data === undefined ? [] : [data]
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined
}
