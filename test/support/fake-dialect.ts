import type { ServerDialect } from '../../src/wire/dialect.ts'
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

/**
 * The server's half of a dialect that differs from message proxy 1.0 in every word: its clients name their queues, and
 * there is none before the first client.
 */
export const fakeDialect: ServerDialect = {
  words,
  readRequest: (bytes, start, end) => requests.read(bytes, start, end),
  replies: jsonReplies(words, { 'not-understood': 1, 'not-logged-in': 2, 'logged-in-already': 3 }),
  queues: [],
  wrongCredentials: 'wrong secret',
}
