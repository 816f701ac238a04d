import assert from 'node:assert/strict'
import { noti1 } from '../../src/wire/noti1/noti1.ts'
import type { Request } from '../../src/wire/request.ts'
import { membersByTokens, parsedObject } from '../../test/support/json-oracle.ts'
import { jsonWords, protocolWords } from './dictionary.ts'
import { assertSafe, type Target } from './target.ts'

export const request: Target = {
  about: 'what a line from a client is, acks above all, against JSON.parse',
  covers: ['src/wire/request-reader.ts'],
  seeds: [
    '{"cmd":"enterprise_event_ack","delivery_id":0}',
    '{"cmd":"enterprise_event_ack","delivery_id":01}',
    '{"cmd":"enterprise_event_ack","delivery_id":123}',
    '{"cmd":"enterprise_event_ack","delivery_id":18446744073709551615}\r',
    '{"delivery_id":"d-7", "cmd":"enterprise_event_ack"}',
    '{"cmd":"enterprise_ping"}',
    '{"cmd":"enterprise_login_req","data":{"enterprise_id":"e","enterprise_secret":"s","prefetch_count":50}}',
    '{"cmd":"enterprise_login_req","data":{"enterprise_id":"e","enterprise_secret":"s"}}',
    '',
  ],
  dictionary: [...jsonWords, ...protocolWords],
  check: bytes => {
    const line = Buffer.concat([Buffer.from('{"'), bytes, Buffer.from('}\n0}')])
    const read = noti1.server.readRequest(line, 2, 2 + bytes.length)
    if ('reason' in read) {
      assertSafe(read.reason)
      assert.equal(read.kind, requestOf(bytes).kind)
    } else assert.deepEqual(read, requestOf(bytes))
    return read.kind
  },
}

function requestOf(bytes: Buffer): Partial<Request> {
  const text = bytes.toString()
  const object = parsedObject(text)
  if (!object) return { kind: /^[ \t\r]*$/.test(text) ? 'blank' : 'invalid' }
  if (object.cmd === 'enterprise_ping') return { kind: 'ping' }
  if (object.cmd === 'enterprise_login_req') return loginOf(object.data)
  const token = membersByTokens(bytes.toString('latin1'))!.get('delivery_id')
  return object.cmd === 'enterprise_event_ack' && token !== undefined
    ? { kind: 'ack', token }
    : { kind: 'invalid' }
}

function loginOf(data: unknown): Partial<Request> {
  const { enterprise_id: id, enterprise_secret: secret, prefetch_count: prefetch } = Object(data)
  if (typeof id !== 'string' || typeof secret !== 'string') return { kind: 'bad-login' }
  const queues = [{ key: '', productKey: undefined, eventTypes: undefined }]
  const login = { kind: 'login', who: id, credentials: [{ id, secret }], queues } as const
  if (prefetch === undefined || prefetch === null) return { ...login, prefetch: 50, prefetchMissing: true }
  const isGood = typeof prefetch === 'number' && prefetch > 0 && prefetch < 32768 && prefetch % 1 === 0
  return isGood ? { ...login, prefetch, prefetchMissing: false } : { kind: 'bad-login' }
}
