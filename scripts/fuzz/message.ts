import assert from 'node:assert/strict'
import { Event } from '../../src/event/event.ts'
import type { Dialect } from '../../src/wire/dialect.ts'
import type { Message } from '../../src/wire/message.ts'
import type { Push } from '../../src/wire/push.ts'
import type { Words } from '../../src/wire/words.ts'
import { membersByEngine, membersByTokens, parsedObject } from '../../test/support/json-oracle.ts'
import { jsonWords, protocolWords } from './dictionary.ts'
import { assertSafe, type Target } from './target.ts'

/** Lines of this length that are not JSON are malformed for the program, whatever they contain. */
const longLine = 400

/** @param seeds lines of the dialect's server */
export function messageTarget({ name, decoder, server }: Dialect, seeds: readonly string[]): Target {
  const { words } = server
  return {
    about: `what a line from the server is, and what a push holds, against JSON.parse (${name})`,
    covers: ['src/wire/json-line-decoder.ts', 'src/wire/push.ts'],
    seeds,
    dictionary: [
      ...jsonWords,
      ...protocolWords,
      ...Object.values(words).flat(),
      ...(words.messageId ? [`"${words.messageId}":`] : []),
    ],
    check: bytes => {
      const line = Buffer.concat([Buffer.from('{"'), bytes, Buffer.from('\n{"cmd":1}')])
      const read = decoder.read(line, 2, 2 + bytes.length)
      if (read.kind !== 'malformed' || bytes.length < longLine) assert.equal(read.kind, kindOf(bytes, words))
      if (read.kind !== 'push' && 'text' in read) assertSafe(read.text)
      if (read.kind === 'push') return `push ${checkPush(read, bytes, words)}`
      if (read.kind === 'login-reply')
        assert.equal(
          read.accepted,
          [true, 'true', 1].includes(memberOf(parsedObject(bytes.toString())?.data, 'result') as boolean),
        )
      return read.kind
    },
  }
}

/** The same, written in the simplest way. */
function kindOf(
  bytes: Buffer,
  { push, loginReply, pong, invalid, otherReplies = [] }: Words,
): Message['kind'] {
  const byCmd = new Map<unknown, Message['kind']>([
    [push, 'push'],
    [loginReply, 'login-reply'],
    [pong, 'pong'],
    [invalid, 'invalid'],
    ...otherReplies.map(cmd => [cmd, 'other-reply'] as const),
  ])
  const text = bytes.toString()
  const object = parsedObject(text)
  if (object) return byCmd.get(object.cmd) ?? 'unknown'
  if (text.trim() === '') return 'blank'
  return text.trim() === 'No Heartbeat!' ? 'no-heartbeat' : 'malformed'
}

function checkPush(push: Push, bytes: Buffer, { messageId }: Words): string {
  const object = parsedObject(bytes.toString())!
  const raw = bytes.toString('latin1')
  const id = push.deliveryId
  const token = membersByTokens(raw)!.get('delivery_id')
  assert.equal(id, token === 'null' ? undefined : token, 'delivery_id, by tokens')
  const source = membersByEngine(raw)?.get('delivery_id')
  if (source !== undefined && source !== 'null') assert.equal(id, source, 'delivery_id, by the engine')
  assert.equal(push.hasDeliveryId, id !== undefined)
  const { bytes: line, messageIdStart, messageIdEnd } = push
  const ref = messageId === undefined ? undefined : membersByTokens(raw)!.get(messageId)
  assert.equal(
    messageIdStart < 0 ? undefined : line.toString('latin1', messageIdStart, messageIdEnd),
    ref === 'null' ? undefined : ref,
    'the message id, by tokens',
  )
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
