import assert from 'node:assert/strict'
import { Event } from '../../src/event/event.ts'
import type { Message } from '../../src/wire/message.ts'
import { noti1 } from '../../src/wire/noti1/noti1.ts'
import type { Push } from '../../src/wire/push.ts'
import { membersByEngine, membersByTokens, parsedObject } from '../../test/support/json-oracle.ts'
import { mustBeSafe, type Target } from './target.ts'
import { jsonWords, protocolWords, serverLines } from './words.ts'

/** From here on, the program judges a line that is no JSON by its beginning. */
const judgedWhole = 400

export const message: Target = {
  about: 'what a line from the server is, and what a push holds, against JSON.parse',
  covers: ['src/wire/json-line-decoder.ts', 'src/wire/push.ts'],
  seeds: serverLines,
  words: [...jsonWords, ...protocolWords],
  check: bytes => {
    const line = Buffer.concat([Buffer.from('{"'), bytes, Buffer.from('\n{"cmd":1}')])
    const said = noti1.decoder.read(line, 2, 2 + bytes.length)
    if (said.kind !== 'malformed' || bytes.length < judgedWhole) assert.equal(said.kind, kindOf(bytes))
    if (said.kind !== 'push' && 'text' in said) mustBeSafe(said.text)
    if (said.kind === 'push') return `push ${checkPush(said, bytes)}`
    if (said.kind === 'login-reply')
      assert.equal(
        said.accepted,
        [true, 'true', 1].includes(memberOf(parsedObject(bytes.toString())?.data, 'result') as boolean),
      )
    return said.kind
  },
}

const byCmd: Readonly<Record<string, Message['kind']>> = {
  enterprise_event_push: 'push',
  enterprise_login_res: 'login-reply',
  enterprise_pong: 'pong',
  invalid_msg: 'invalid',
}

/** As one would write it who has never heard of speed. */
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
  // Numbers with all their digits become the rounded ones when they are written as JSON again.
  assert.equal(JSON.stringify(new Event(push).members), JSON.stringify(object), 'the members of the event')
  return [id?.[0], typeof type, typeof time, push.inexact].join()
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined
}
