import type { Text } from '../../language/say.ts'
import { AckWriter } from '../ack-writer.ts'
import type { Dialect } from '../dialect.ts'
import { JsonLineDecoder } from '../json-line-decoder.ts'
import { jsonReplies } from '../json-replies.ts'
import type { Credentials } from '../request.ts'
import { RequestReader } from '../request-reader.ts'
import { login, prefetch, queues, readLogin } from './login.ts'
import { words } from './words.ts'

const ping = Buffer.from(`${JSON.stringify({ cmd: words.ping })}\n`)
const acks = new AckWriter(words)
const requests = new RequestReader(words, { [words.loginRequest]: readLogin })

/** The message proxy 1.0 (消息代理1.0), for accounts of an enterprise. */
export const noti1 = {
  name: 'noti1',
  title: 'message proxy 1.0' satisfies Text,
  endpoint: { host: 'noti.gizwitsapi.com', port: 2015 },
  loginTakes: 'the enterprise’s id and secret, --id ID and --secret-file PATH' satisfies Text,
  // Servers of SNoti 2.x put a code into every invalid_msg.
  recognises: ({ cmd, code }) =>
    cmd === words.loginReply || cmd === words.push || (cmd === words.invalid && code === undefined),
  loginHints: {
    refused:
      'Check --id and --secret, that the message proxy is enabled for the enterprise, and its IP whitelist.' satisfies Text,
    unanswered:
      'The enterprise’s IP whitelist may refuse this machine’s address; check also --id, --secret, --host and --port.' satisfies Text,
  },
  prefetch,
  login,
  ping: { bytes: ping, shown: ping },
  decoder: new JsonLineDecoder(words),
  acks: pushes => acks.write(pushes),
  // The document gives error codes no meaning.
  invalid: () => 'note',
  // A member of SNoti 2.x. Real servers also send members and event types that the document of 1.0 lacks.
  secretMembers: ['child_passcode'],
  server: {
    words,
    readRequest: (bytes, start, end) => requests.read(bytes, start, end),
    replies: jsonReplies(words),
    eventTypes: [
      'device_online',
      'device_offline',
      'device_status_kv',
      'device_status_raw',
      'attr_alert',
      'attr_fault',
    ],
    queues,
    wrongCredentials: 'enterprise_id or enterprise_secret is wrong',
  },
} as const satisfies Dialect<Credentials>
