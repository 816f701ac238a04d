import assert from 'node:assert/strict'
import { Event } from '../../src/event/event.ts'
import type { Message } from '../../src/wire/message.ts'
import { noti1 } from '../../src/wire/noti1/noti1.ts'
import type { Push } from '../../src/wire/push.ts'
import { membersByEngine, membersByTokens, parsedObject } from '../../test/support/json-oracle.ts'
import { jsonWords, protocolWords, serverLines } from './dictionary.ts'
import { assertSafe, type Target } from './target.ts'

/** Lines of this length that are not JSON are malformed for the program, whatever they contain. */
const longLine = 400

export const message: Target = {
  about: 'what a line from the server is, and what a push holds, against JSON.parse',
  covers: ['src/wire/json-line-decoder.ts', 'src/wire/push.ts'],
  seeds: serverLines,
  dictionary: [...jsonWords, ...protocolWords],
  check: bytes => {
    const line = Buffer.concat([Buffer.from('{"'), bytes, Buffer.from('\n{"cmd":1}')])
    const read = noti1.decoder.read(line, 2, 2 + bytes.length)
    if (read.kind !== 'malformed' || bytes.length < longLine) assert.equal(read.kind, kindOf(bytes))
    if (read.kind !== 'push' && 'text' in read) assertSafe(read.text)
    if (read.kind === 'push') return `push ${checkPush(read, bytes)}`
    if (read.kind === 'login-reply')
      assert.equal(
        read.accepted,
        [true, 'true', 1].includes(memberOf(parsedObject(bytes.toString())?.data, 'result') as boolean),
      )
    return read.kind
  },
}

const byCmd: Readonly<Record<string, Message['kind']>> = {
  enterprise_event_push: 'push',
  enterprise_login_res: 'login-reply',
  enterprise_pong: 'pong',
  invalid_msg: 'invalid',
}

/** The same, written in the simplest way. */
function kindOf(bytes: Buffer): Message['kind'] {
  const text = bytes.toString()
  const object = parsedObject(text)
  if (object) {
    const { cmd } = object
    return typeof cmd === 'string' && Object.hasOwn(byCmd, cmd) ? byCmd[cmd]! : 'unknown'
  }
  if (text.trim() === '') return 'blank'
  return text.trim() === 'No Heartbeat!' ? 'no-heartbeat' : 'malformed'
}

function checkPush(push: Push, bytes: Buffer): string {
  const object = parsedObject(bytes.toString())!
  const raw = bytes.toString('latin1')
  const id = push.deliveryId
  const token = membersByTokens(raw)!.get('delivery_id')
  assert.equal(id, token === 'null' ? undefined : token, 'delivery_id, by tokens')
  const source = membersByEngine(raw)?.get('delivery_id')
  if (source !== undefined && source !== 'null') assert.equal(id, source, 'delivery_id, by the engine')
  assert.equal(push.hasDeliveryId, id !== undefined)
  const { event_type: type, created_at: time } = object
  assert.equal(push.eventType, typeof type === 'string' ? type : undefined, 'event_type')
  assert.equal(
    push.createdAt,
    typeof time === 'number' && Number.isFinite(time) ? time : undefined,
    'created_at',
  )
  assert.equal(push.text, bytes.toString())
  assert.deepEqual(push.json, object)
  // Exact numbers are rounded when they are written as JSON.
  assert.equal(JSON.stringify(new Event(push).members), JSON.stringify(object), 'the members of the event')
  return [id?.[0], typeof type, typeof time, push.inexact].join()
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined
}
