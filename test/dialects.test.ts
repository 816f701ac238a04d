import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ServerLines } from '../src/session/server-lines.ts'
import type { Dialect, ServerDialect, Service } from '../src/wire/dialect.ts'
import { dialects, otherService, secretMembers } from '../src/wire/dialects.ts'
import type { Message, SkippedLine } from '../src/wire/message.ts'
import type { Push } from '../src/wire/push.ts'
import { fakeDialect } from './support/fake-dialect.ts'
import { membersByTokens } from './support/json-oracle.ts'

const { noti1, snoti2 } = dialects

/** What to log in with, beside the dialect. */
const logins = [
  { name: 'noti1', dialect: noti1, login: (n: number) => noti1.login({ id: 'i', secret: 'hush' }, n) },
  {
    name: 'snoti2',
    dialect: snoti2,
    login: (n: number) => snoti2.login([{ productKey: 'pk', authId: 'i', authSecret: 'hush' }], n),
  },
] satisfies { name: string; dialect: Dialect; login: unknown }[]

/** Reads lines one by one; they may end in `\n` or not. */
function readLines(dialect: Dialect, text: string): Message[] {
  return text
    .trimEnd()
    .split('\n')
    .map(line => {
      const bytes = Buffer.from(`${line}\n`)
      return dialect.decoder.read(bytes, 0, bytes.length - 1)
    })
}

function requestsIn({ server }: Dialect, bytes: Buffer) {
  return String(bytes)
    .trimEnd()
    .split('\n')
    .map(line => server.readRequest(Buffer.from(line), 0, Buffer.byteLength(line)))
}

const id = fc.oneof(
  fc.constantFrom('0', '1.0', '-7', '1e3', '18446744073709551615', '"d-7"', '"\\u4e2d"', '"中"', '"a\\"}"'),
  fc.nat().map(String),
)

/** Lines of events of a dialect: members in any order, spaced or not, some without a message id. */
function eventLines({ server: { words } }: Dialect): fc.Arbitrary<string> {
  const members = fc.record({
    id,
    messageId: fc.option(fc.oneof(id, fc.constant('null'))),
    more: fc.dictionary(fc.constantFrom('event_type', 'created_at', 'data', 'did', 'x'), fc.jsonValue()),
    order: fc.array(fc.nat(), { minLength: 8, maxLength: 8 }),
    gap: fc.constantFrom('', ' ', '\t'),
  })
  return members.map(({ id, messageId, more, order, gap }) => {
    const all = Object.entries(more).map(([name, value]) => [name, JSON.stringify(value)])
    all.push(['cmd', JSON.stringify(words.push)], ['delivery_id', id])
    if (messageId !== null) all.push([words.messageId ?? 'msg_id', messageId])
    const sorted = all.map((member, i) => ({ member, at: order[i]! })).sort((a, b) => a.at - b.at)
    return `{${gap}${sorted.map(({ member: [name, value] }) => `"${name}"${gap}:${gap}${value}`).join(`,${gap}`)}}`
  })
}

describe.each(logins)('$name', ({ dialect, login }) => {
  const { words, replies }: ServerDialect = dialect.server
  const lines = fc.array(eventLines(dialect), { minLength: 1, maxLength: 20 })

  test('reads its pushes and acks them with the ids as they were written, by the oracle', () => {
    fc.assert(
      fc.property(lines, all => {
        const bytes = Buffer.from(`${all.join('\n')}\n`)
        const pushes = dialect.decoder.readAll(bytes, 0, bytes.length).map(message => {
          if (message.kind !== 'push') throw new Error(`read as ${message.kind}`)
          return message
        })
        const wanted = all.map(line => {
          const members = membersByTokens(line)!
          const messageId = words.messageId && members.get(words.messageId)
          const ref = messageId && messageId !== 'null' ? `"${words.messageId}":${messageId},` : ''
          return `{"cmd":"${words.ack}",${ref}"delivery_id":${members.get('delivery_id')}}\n`
        })
        expect(String(dialect.acks(pushes))).toBe(wanted.join(''))
      }),
      { numRuns: 500 },
    )
  })

  test('reads many lines at once as it reads each by itself', () => {
    const others = fc.constantFrom(
      '',
      '\r',
      'No Heartbeat!',
      'no JSON',
      '{}',
      replies.pong.trimEnd(),
      replies.login(true, 'ok').trimEnd(),
      replies.invalid('not-understood', 'what').trimEnd(),
      `{"cmd":"${words.push}","delivery_id":1,`,
    )
    fc.assert(
      fc.property(fc.array(fc.oneof(eventLines(dialect), others), { minLength: 1 }), all => {
        const bytes = Buffer.from(`${all.join('\n')}\n`)
        const described = (message: Message) => (message.kind === 'push' ? contentOf(message) : message)
        const singly = all.map(line => {
          const one = Buffer.from(`${line}\n`)
          return dialect.decoder.read(one, 0, one.length - 1)
        })
        expect(dialect.decoder.readAll(bytes, 0, bytes.length).map(described)).toEqual(singly.map(described))
      }),
      { numRuns: 300 },
    )
  })

  test('reads the same messages wherever the chunks break', () => {
    fc.assert(
      fc.property(lines, fc.array(fc.nat(), { maxLength: 8 }), (all, places) => {
        const text = `${replies.login(true, 'ok')}${all.join('\n')}\n${replies.pong}no JSON\n`
        const bytes = Buffer.from(text)
        const cuts = places.map(place => place % bytes.length).sort((a, b) => a - b)
        expect(received(dialect, bytes, cuts)).toEqual(received(dialect, bytes, []))
        expect(received(dialect, bytes, []).filter(line => line.startsWith('push'))).toHaveLength(all.length)
      }),
      { numRuns: 200 },
    )
  })

  test('its server understands what its client sends', () => {
    const { min, max, default: usual } = dialect.prefetch
    for (const prefetch of [min, usual, max])
      expect(requestsIn(dialect, login(prefetch).bytes)).toMatchObject([{ kind: 'login', prefetch }])
    expect(requestsIn(dialect, dialect.ping.bytes)).toEqual([{ kind: 'ping' }])
    fc.assert(
      fc.property(lines, all => {
        const pushes = readLines(dialect, all.join('\n')).filter(message => message.kind === 'push')
        const tokens = all.map(line =>
          membersByTokens(Buffer.from(line).toString('latin1'))!.get('delivery_id'),
        )
        expect(requestsIn(dialect, dialect.acks(pushes))).toEqual(
          tokens.map(token => ({ kind: 'ack', token })),
        )
      }),
      { numRuns: 100 },
    )
  })

  test('its client understands what its server replies', () => {
    expect(readLines(dialect, replies.pong)).toEqual([{ kind: 'pong' }])
    expect(readLines(dialect, replies.login(true, 'ok') + replies.login(false, '不'))).toEqual([
      { kind: 'login-reply', accepted: true, text: 'ok' },
      { kind: 'login-reply', accepted: false, text: '不' },
    ])
    for (const reason of ['not-understood', 'not-logged-in', 'logged-in-already'] as const)
      expect(readLines(dialect, replies.invalid(reason, 'what'))).toMatchObject([
        { kind: 'invalid', text: expect.stringMatching(/^what/), events: 0, cmd: words.invalid },
      ])
  })

  test('what a trace shows of the login is the login without its secret', () => {
    const { bytes, shown } = login(7)
    expect(String(bytes)).toContain('hush')
    expect(String(shown)).toBe(String(bytes).replace('hush', '***'))
  })
})

/** What a push says, without the buffer it is in. */
function contentOf(push: Push) {
  const { text, inexact, deliveryId, eventType, createdAt, bytes, messageIdStart, messageIdEnd } = push
  const messageId = messageIdStart < 0 ? undefined : bytes.toString('latin1', messageIdStart, messageIdEnd)
  return { text, inexact, deliveryId, eventType, createdAt, messageId }
}

function received(dialect: Dialect, bytes: Buffer, cuts: readonly number[]): string[] {
  const messages: string[] = []
  const lines = new ServerLines(dialect.decoder, 1 << 20, {
    push: push => messages.push(`push ${push.deliveryId} ${push.text}`),
    loginReply: reply => messages.push(`login ${reply.accepted}`),
    noHeartbeat: () => messages.push('no heartbeat'),
    skipped: line => messages.push(`${line.kind} ${line.text}`),
    tooLong: length => messages.push(`too long: ${length}`),
  })
  let at = 0
  for (const cut of [...cuts, bytes.length]) {
    lines.take(bytes.subarray(at, cut))
    at = cut
  }
  return messages
}

describe('the table of dialects', () => {
  test('names each by its key', () => {
    for (const [name, dialect] of Object.entries(dialects)) expect(dialect.name).toBe(name)
  })

  test('has the secret members of all of them', () => {
    expect([...secretMembers]).toEqual(['child_passcode'])
  })
})

describe('logging in to a server of another dialect', () => {
  const invalid = (code?: number): SkippedLine => ({
    kind: 'invalid',
    text: '',
    events: 0,
    cmd: 'invalid_msg',
    code,
  })
  const unknown = (cmd: string, code?: number): SkippedLine => ({
    kind: 'unknown',
    text: '',
    events: 0,
    cmd,
    code,
  })

  test.each<[name: string, own: Service, line: SkippedLine, other: string | undefined]>([
    ['noti1, a reply of SNoti 2.x', noti1, unknown('login_res'), 'SNoti 2.x'],
    ['noti1, an event of SNoti 2.x', noti1, unknown('event_push'), 'SNoti 2.x'],
    ['noti1, an error with a code', noti1, invalid(4001), 'SNoti 2.x'],
    ['noti1, an error without a code', noti1, invalid(), undefined],
    ['noti1, an unknown cmd', noti1, unknown('hello'), undefined],
    ['SNoti 2.x, a reply of 1.0', snoti2, unknown('enterprise_login_res'), 'message proxy 1.0'],
    ['SNoti 2.x, an event of 1.0', snoti2, unknown('enterprise_event_push'), 'message proxy 1.0'],
    ['SNoti 2.x, an error without a code', snoti2, invalid(), 'message proxy 1.0'],
    ['SNoti 2.x, an error with a code', snoti2, invalid(4000), undefined],
    ['SNoti 2.x, an unknown cmd', snoti2, unknown('hello'), undefined],
  ])('%s', (_, own, line, other) => expect(otherService(own, line)?.title).toBe(other))

  test('a reply of its own service is never taken for that of another', () => {
    const line = (dialect: Dialect, reply: string) => readLines(dialect, reply)[0] as SkippedLine
    for (const dialect of [noti1, snoti2, fakeDialect]) {
      const { replies } = dialect.server
      expect(
        otherService(noti1, line(noti1, noti1.server.replies.invalid('not-logged-in', '?'))),
      ).toBeUndefined()
      expect(
        dialect.recognises(line(fakeDialect === dialect ? noti1 : fakeDialect, replies.login(true, ''))),
      ).toBe(true)
    }
  })
})
