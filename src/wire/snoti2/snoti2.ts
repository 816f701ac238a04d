import type { Text } from '../../language/say.ts'
import { AckWriter } from '../ack-writer.ts'
import type { Dialect } from '../dialect.ts'
import { JsonLineDecoder } from '../json-line-decoder.ts'
import { jsonReplies } from '../json-replies.ts'
import { RequestReader } from '../request-reader.ts'
import { eventNames } from './event-names.ts'
import { login, type ProductLogin, prefetch } from './login.ts'
import { readLogin, readRemoteControl, readSubscribe, readUnsubscribe } from './requests.ts'
import { words } from './words.ts'

const ping = Buffer.from(`${JSON.stringify({ cmd: words.ping })}\n`)
const acks = new AckWriter(words)
const requests = new RequestReader(words, {
  [words.loginRequest]: readLogin,
  subscribe_req: readSubscribe,
  unsubscribe_req: readUnsubscribe,
  remote_control_req: readRemoteControl(1),
  remote_control_v2_req: readRemoteControl(2),
})

/** Values of `error_code` after which nothing more comes on a connection: the server failed, or knows of no login. */
const connectionIsLost: readonly (number | undefined)[] = [4000, 4001, 4003]

/** SNoti 2.x, the later form of the service, which most accounts have: a login per product. */
export const snoti2 = {
  name: 'snoti2',
  title: 'SNoti 2.x' satisfies Text,
  endpoint: { host: 'snoti.gizwits.com', port: 2017 },
  loginTakes:
    'a product with its auth id and secret, --product PRODUCT_KEY:AUTH_ID and --secret-file PATH' satisfies Text,
  recognises: ({ cmd, code }) => code !== undefined || cmd === words.loginReply || cmd === words.push,
  loginHints: {
    refused:
      'Check each --product and its secret, that SNoti is enabled for the product, and that --host is the region where it was made.' satisfies Text,
    unanswered:
      'Check --host and --port, and that --host is the region where the product was made; a whitelist may refuse this machine’s address.' satisfies Text,
  },
  prefetch,
  login,
  ping: { bytes: ping, shown: ping },
  decoder: new JsonLineDecoder(words),
  acks: pushes => acks.write(pushes),
  invalid: code => (connectionIsLost.includes(code) ? 'reconnect' : 'note'),
  secretMembers: ['child_passcode'],
  server: {
    words,
    readRequest: (bytes, start, end) => requests.read(bytes, start, end),
    replies: jsonReplies(words, { 'not-understood': 4002, 'not-logged-in': 4001, 'logged-in-already': 4009 }),
    eventTypes: Object.values(eventNames),
    queues: [],
    wrongCredentials: 'auth_id or auth_secret is wrong',
  },
} as const satisfies Dialect<readonly ProductLogin[]>
