import type { Words } from '../wire/words.ts'
import type { Scenario } from './scenario.ts'

const device =
  '"product_key":"0123456789abcdef0123456789abcdef","did":"GarbageGarbageGarbag22","mac":"virtual:site"'

/** A command that the dialect does not have. */
export const unknownCommand = ({ loginRequest }: Words): string => loginRequest.replace('login', 'party')

/** Lines that no client expects. None of them may harm or stop a client, or make it ack what is not an event. */
export const noise = (words: Words): string[] => [
  'this is not JSON',
  `{"cmd":"${words.push}","delivery_id":1,`,
  '[]',
  `[{"cmd":"${words.push}","delivery_id":1}]`,
  'null',
  '42',
  `"${words.push}"`,
  '{}',
  `{"cmd":"${unknownCommand(words)}","data":{}}`,
  '{"cmd":7}',
  '{"delivery_id":1}',
  `{"cmd":"${words.loginReply}","data":{"result":true,"msg":"ok"}}`,
  `{"cmd":"${words.invalid}","error_code":4002,"msg":"simulated: cannot understand you"}`,
  `{"cmd":"${words.pong}"}`,
  '',
  '\r',
  ' \t ',
  `{"cmd":"${words.push}","event_type":"device_online",${device},"created_at":1700000000.25}`,
]

/** Events that are to be acked, whatever they contain. */
export const strangeEvents = (words: Words): string[] => [
  `{"cmd":"${words.push}","delivery_id":0,"event_type":"device_levitated",${device},"created_at":1700000000.5}`,
  `{"cmd":"${words.push}","delivery_id":0,"event_type":null,"created_at":"yesterday","data":[1,2,3]}`,
  `{"cmd":"${words.push}","delivery_id":0}`,
  `{"data":{"delivery_id":77,"cmd":"${words.pong}"},"cmd":"${words.push}","delivery_id":0,"event_type":"device_status_kv",${device},"created_at":-1}`,
  `{"cmd":"${words.push}","delivery_id":0,"event_type":"attr_fault",${device},"created_at":1700000000.5,"data":"none"}`,
]

/** Sends noise between events, sometimes a strange event, and a `\r` before some line ends. */
export const garbage: Scenario['start'] = ({ random, words }) => {
  const lines = noise(words)
  const events = strangeEvents(words)
  return connection => ({
    beforePush() {
      if (random.chance(0.3)) connection.send(`${random.pick(lines)}\n`)
      if (random.chance(0.05)) connection.offer(random.pick(events))
    },
    lineEnd: () => (random.chance(0.2) ? '\r\n' : '\n'),
  })
}
