import { eventNames } from '../../src/wire/snoti2/event-names.ts'
import { snoti2 } from '../../src/wire/snoti2/snoti2.ts'
import { type Expected, requestTarget, withPrefetch } from './request.ts'

const row =
  '{"product_key":"pk","auth_id":"a","auth_secret":"s","subkey":"q","events":["device.online","x",7]}'
const command = '{"cmd":"write_attrs","source":"noti","data":{"did":"d1","attrs":{"a":1}}}'

export const snoti2Request = requestTarget(
  snoti2,
  {
    login_req({ data, prefetch_count }) {
      const asked = Array.isArray(data) ? askedFor(data, ['auth_secret']) : undefined
      if (!asked) return { kind: 'bad-login' }
      const who = (data as Row[]).map(row => `${row.product_key}:${row.auth_id}`).join(', ') || 'nobody yet'
      return withPrefetch({ kind: 'login', who, ...asked }, prefetch_count)
    },
    subscribe_req(message) {
      const asked = askedFor(listOf(message.data), ['auth_secret'])
      return asked
        ? { kind: 'subscribe', reply: replyTo(message, 'subscribe_res'), ...asked }
        : { kind: 'reply' }
    },
    unsubscribe_req(message) {
      const asked = askedFor(listOf(message.data), [])
      if (!asked) return { kind: 'reply' }
      return {
        kind: 'unsubscribe',
        reply: replyTo(message, 'unsubscribe_res'),
        keys: asked.queues.map(({ key }) => key),
      }
    },
    remote_control_req: message => controlled(message, 'remote_control_res', did => did, { null: 'no did' }),
    remote_control_v2_req: message =>
      controlled(message, 'remote_control_v2_res', did => ({ did }), { did: null, reason: 'no did' }),
  },
  [
    `{"cmd":"login_req","prefetch_count":50,"data":[${row}]}`,
    '{"cmd":"login_req","data":[]}',
    `{"cmd":"subscribe_req","msg_id":"m","data":[${row},${row}]}`,
    `{"cmd":"unsubscribe_req","data":${row}}`,
    `{"cmd":"remote_control_req","data":[${command}]}`,
    `{"cmd":"remote_control_v2_req","msg_id":"m","data":[${command},{}]}`,
    '{"cmd":"event_ack","msg_id":"m","delivery_id":7}',
  ],
)

type Row = Readonly<Record<string, unknown>>

/** The queues and credentials of rows; undefined if one of them lacks something. */
function askedFor(rows: readonly unknown[], secrets: readonly string[]) {
  const members = ['product_key', 'auth_id', 'subkey', ...secrets]
  const isWhole = (row: unknown) =>
    members.every(name => typeof Object(row)[name] === 'string') &&
    /^[A-Za-z0-9_]{1,32}$/.test(Object(row).subkey)
  if (!rows.every(isWhole)) return undefined
  return {
    credentials: (rows as Row[]).map(({ auth_id, auth_secret }) => ({ id: auth_id, secret: auth_secret })),
    queues: (rows as Row[]).map(({ product_key, subkey, events }) => ({
      key: `${product_key}/${subkey}`,
      productKey: product_key,
      eventTypes: Array.isArray(events) ? new Set(events.flatMap(typesOf)) : undefined,
    })),
  }
}

function typesOf(event: unknown): string[] {
  return Object.entries(eventNames)
    .filter(([name, type]) => [name, type, name.replaceAll('.', '_')].includes(event as string))
    .map(([, type]) => type)
}

function replyTo({ data, msg_id }: Row, cmd: string): string {
  const rows = listOf(data).map(row => {
    const { product_key, subkey, events } = Object(row)
    return { product_key, subkey, events }
  })
  return `${JSON.stringify({ cmd, result: true, msg: 'ok', data: rows, msg_id })}\n`
}

function controlled(
  { data, msg_id }: Row,
  cmd: string,
  success: (did: string) => unknown,
  failure: unknown,
): Expected {
  const dids = listOf(data).map(command => Object(Object(command).data).did)
  const succeed = dids.filter(did => typeof did === 'string').map(success)
  const failed = dids.filter(did => typeof did !== 'string').map(() => failure)
  return { kind: 'reply', line: `${JSON.stringify({ cmd, result: { succeed, failed }, msg_id })}\n` }
}

function listOf(data: unknown): readonly unknown[] {
  if (data === undefined) return []
  return Array.isArray(data) ? data : [data]
}
