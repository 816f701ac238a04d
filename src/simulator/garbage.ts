import { words as cmd } from '../wire/noti1/words.ts'
import type { Scenario } from './scenario.ts'

const device =
  '"product_key":"0123456789abcdef0123456789abcdef","did":"GarbageGarbageGarbag22","mac":"virtual:site"'

/** Lines that no client expects. None of them may hurt one, stop it, or make it ack what is no event. */
export const noise: readonly string[] = [
  'this is not JSON',
  '{"cmd":"enterprise_event_push","delivery_id":1,',
  '[]',
  '[{"cmd":"enterprise_event_push","delivery_id":1}]',
  'null',
  '42',
  '"enterprise_event_push"',
  '{}',
  '{"cmd":"enterprise_party_req","data":{}}',
  '{"cmd":7}',
  '{"delivery_id":1}',
  `{"cmd":"${cmd.loginReply}","data":{"result":true,"msg":"ok"}}`,
  `{"cmd":"${cmd.invalid}","error_code":4001,"msg":"simulated: cannot understand you"}`,
  `{"cmd":"${cmd.pong}"}`,
  '',
  '\r',
  ' \t ',
  `{"cmd":"${cmd.push}","event_type":"device_online",${device},"created_at":1700000000.25}`,
]

/** Events all the same: to be acked, whatever they hold. */
export const strangeEvents: readonly string[] = [
  `{"cmd":"${cmd.push}","delivery_id":0,"event_type":"device_levitated",${device},"created_at":1700000000.5}`,
  `{"cmd":"${cmd.push}","delivery_id":0,"event_type":null,"created_at":"yesterday","data":[1,2,3]}`,
  `{"cmd":"${cmd.push}","delivery_id":0}`,
  `{"data":{"delivery_id":77,"cmd":"enterprise_pong"},"cmd":"${cmd.push}","delivery_id":0,"event_type":"device_status_kv",${device},"created_at":-1}`,
  `{"cmd":"${cmd.push}","delivery_id":0,"event_type":"attr_fault",${device},"created_at":1700000000.5,"data":"none"}`,
]

/** Between events: noise, now and then a strange event, and a `\r` before some line ends. */
export const garbage: Scenario['start'] = random => connection => ({
  beforePush() {
    if (random.chance(0.3)) connection.send(`${random.pick(noise)}\n`)
    if (random.chance(0.05)) connection.offer(random.pick(strangeEvents))
  },
  lineEnd: () => (random.chance(0.2) ? '\r\n' : '\n'),
})
