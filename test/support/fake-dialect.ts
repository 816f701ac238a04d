import { AckWriter } from '../../src/wire/ack-writer.ts'
import type { Dialect } from '../../src/wire/dialect.ts'
import { JsonLineDecoder } from '../../src/wire/json-line-decoder.ts'
import { jsonReplies } from '../../src/wire/json-replies.ts'
import type { QueueRequest, Request } from '../../src/wire/request.ts'
import { RequestReader } from '../../src/wire/request-reader.ts'

/** A queue as the fake dialect's clients ask for it. */
export interface FakeQueue {
  readonly key: string
  readonly product?: string
  readonly types?: readonly string[]
}

const words = {
  loginRequest: 'login_please',
  loginReply: 'login_done',
  ping: 'tick',
  pong: 'tock',
  push: 'news',
  ack: 'got_it',
  invalid: 'what',
  messageId: 'ref',
}

const queuesOf = (message: Readonly<Record<string, unknown>>): QueueRequest[] =>
  (message.queues as FakeQueue[]).map(({ key, product, types }) => ({
    key,
    productKey: product,
    eventTypes: types && new Set(types),
  }))

const credentialsOf = ({ secret }: Readonly<Record<string, unknown>>) => [
  { id: 'any', secret: String(secret) },
]

const reply = (cmd: string) => (accepted: boolean, msg: string) =>
  `${JSON.stringify({ cmd, accepted, msg })}\n`

const requests = new RequestReader(words, {
  [words.loginRequest]: (message): Request => ({
    kind: 'login',
    who: 'somebody',
    credentials: credentialsOf(message),
    queues: queuesOf(message),
    prefetch: Number(message.prefetch),
    prefetchMissing: false,
  }),
  more_please: message => ({
    kind: 'subscribe',
    credentials: credentialsOf(message),
    queues: queuesOf(message),
    reply: reply('more'),
  }),
  less_please: message => ({
    kind: 'unsubscribe',
    keys: queuesOf(message).map(({ key }) => key),
    reply: reply('less'),
  }),
})

interface FakeLogin {
  readonly secret: string
  readonly queues: readonly FakeQueue[]
}

const line = (message: object) => Buffer.from(`${JSON.stringify(message)}\n`)
const loginLine = (login: FakeLogin, prefetch: number) =>
  line({ cmd: words.loginRequest, ...login, prefetch })
const ping = line({ cmd: words.ping })
const acks = new AckWriter(words)

/**
 * A dialect that differs from message proxy 1.0 in every word: its events may have a message id, its errors have codes,
 * its clients name their queues, and there is no queue before the first client.
 */
export const fakeDialect: Dialect<FakeLogin> = {
  name: 'fake',
  title: 'the fake service',
  endpoint: { host: 'fake.example', port: 4711 },
  loginTakes: 'a secret and queues',
  recognises: ({ cmd }) => cmd === words.loginReply || cmd === words.push || cmd === words.invalid,
  loginHints: { refused: 'Check the fake secret.', unanswered: 'Check the fake host.' },
  prefetch: { whole: true, default: 10, min: 1, max: 1000 },
  login: (login, prefetch) => ({
    bytes: loginLine(login, prefetch),
    shown: loginLine({ ...login, secret: '***' }, prefetch),
  }),
  ping: { bytes: ping, shown: ping },
  decoder: new JsonLineDecoder(words),
  acks: pushes => acks.write(pushes),
  invalid: code => (code === 2 ? 'reconnect' : code === 9 ? 'refused' : 'note'),
  secretMembers: [],
  server: {
    words,
    readRequest: (bytes, start, end) => requests.read(bytes, start, end),
    replies: jsonReplies(words, { 'not-understood': 1, 'not-logged-in': 2, 'logged-in-already': 3 }),
    eventTypes: ['device_online'],
    queues: [],
    wrongCredentials: 'wrong secret',
  },
}
