import assert from 'node:assert/strict'
import type { Dialect } from '../../src/wire/dialect.ts'
import type { Request } from '../../src/wire/request.ts'
import { membersByTokens, parsedObject } from '../../test/support/json-oracle.ts'
import { jsonWords, protocolWords } from './dictionary.ts'
import { assertSafe, type Target } from './target.ts'

/** What a request is, with the replies that it brings as lines; of one that is refused only the kind. */
export type Expected = Readonly<Record<string, unknown>> & { readonly kind: Request['kind'] }

/** What requests of a dialect are, by `cmd`, written in the simplest way; without pings and acks. */
export type Expectations = Readonly<Record<string, (message: Readonly<Record<string, unknown>>) => Expected>>

/** @param seeds lines of clients of the dialect */
export function requestTarget(
  { name, server }: Dialect,
  expected: Expectations,
  seeds: readonly string[],
): Target {
  const { words } = server
  const cmds = [...Object.values(words).flat(), ...Object.keys(expected)].map(cmd => JSON.stringify(cmd))
  return {
    about: `what a line from a client is, acks above all, against JSON.parse (${name})`,
    covers: ['src/wire/request-reader.ts', `src/wire/${name}`],
    seeds: [
      `{"cmd":"${words.ack}","delivery_id":0}`,
      `{"cmd":"${words.ack}","delivery_id":01}`,
      `{"cmd":"${words.ack}","delivery_id":123}`,
      `{"cmd":"${words.ack}","delivery_id":18446744073709551615}\r`,
      `{"delivery_id":"d-7", "cmd":"${words.ack}"}`,
      `{"cmd":"${words.ping}"}`,
      ...seeds,
      '',
    ],
    dictionary: [...jsonWords, ...protocolWords, ...cmds],
    check: bytes => {
      const line = Buffer.concat([Buffer.from('{"'), bytes, Buffer.from('}\n0}')])
      const read = server.readRequest(line, 2, 2 + bytes.length)
      const wanted = requestOf(bytes)
      if ('reason' in read) {
        assertSafe(read.reason)
        assert.equal(read.kind, wanted.kind)
      } else if ('reply' in read) assert.deepEqual({ ...read, reply: read.reply(true, 'ok') }, wanted)
      else if (read.kind === 'reply' && wanted.line === undefined) assert.equal(wanted.kind, 'reply')
      else assert.deepEqual(read, wanted)
      return read.kind
    },
  }

  function requestOf(bytes: Buffer): Expected {
    const text = bytes.toString()
    const object = parsedObject(text)
    if (!object) return { kind: /^[ \t\r]*$/.test(text) ? 'blank' : 'invalid' }
    if (object.cmd === words.ping) return { kind: 'ping' }
    if (typeof object.cmd === 'string' && Object.hasOwn(expected, object.cmd))
      return expected[object.cmd]!(object)
    const token = membersByTokens(bytes.toString('latin1'))!.get('delivery_id')
    return object.cmd === words.ack && token !== undefined ? { kind: 'ack', token } : { kind: 'invalid' }
  }
}

/** What becomes of a login with this `prefetch_count`: the login itself, or a refusal. */
export function withPrefetch(login: Expected, prefetch: unknown): Expected {
  if (prefetch === undefined || prefetch === null) return { ...login, prefetch: 50, prefetchMissing: true }
  const isGood = typeof prefetch === 'number' && prefetch > 0 && prefetch < 32768 && prefetch % 1 === 0
  return isGood ? { ...login, prefetch, prefetchMissing: false } : { kind: 'bad-login' }
}
