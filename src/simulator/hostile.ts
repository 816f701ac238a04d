import type { Words } from '../wire/words.ts'
import { unknownCommand } from './garbage.ts'
import type { Scenario } from './scenario.ts'

/** The depth at which many parsers fail, and one that no parser recurses to. */
const depths = [5_000, 100_000] as const
/** Bytes of what is long: a few reads of a socket, so that a session stays quick. */
const long = 200_000

const device =
  '"product_key":"0123456789abcdef0123456789abcdef","did":"HostileHostileHostil22","mac":"virtual:site"'

/** What a terminal acts on: clear, title, clipboard, hyperlink, a C1 control, text direction, invisible characters. */
const escapes =
  '\u001b[2J\u001b]0;title\u0007\u001b]52;c;cm0=\u0007\u001b]8;;http://192.0.2.1\u0007\u009b31m\u202e\u2066\u200b\u3164\u2028'

const arrays = (depth: number) => '['.repeat(depth) + ']'.repeat(depth)
const objects = (depth: number) => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`
const times = (count: number, item: (i: number) => string) => Array.from({ length: count }, (_, i) => item(i))

/** Lines that are not events, made to harm what reads them: parsers, memory, terminals. */
export const hostileNoise = (words: Words): (string | Buffer)[] => [
  ...depths.flatMap(depth => [
    `{"cmd":"${unknownCommand(words)}","data":${arrays(depth)}}`,
    `{"cmd":"${unknownCommand(words)}","data":${'['.repeat(depth)}`,
    '['.repeat(depth),
  ]),
  `{"cmd":"${unknownCommand(words).repeat(long / 20)}"}`,
  `{"cmd":"${words.invalid}","msg":${JSON.stringify(`${escapes}\r\n`.repeat(100))}}`,
  `{"cmd":"${words.invalid}","msg":${JSON.stringify('拒'.repeat(long / 4))}}`,
  `{"cmd":"${unknownCommand(words)}","data":${'9'.repeat(long)}}`,
  `{"cmd":{"cmd":"${words.push}","delivery_id":1}}`,
  // Not JSON, because of control characters inside strings, a byte order mark, and what follows the object.
  `{"cmd":"${escapes}"}`,
  '\u0000'.repeat(1000),
  `\ufeff{"cmd":"${words.pong}"}`,
  `{"cmd":"${words.pong}"}{"cmd":"${words.pong}"}`,
  `{"cmd":"${words.pong}"}\u0000`,
  Buffer.from(`{"cmd":"\xff\xfe\xc0\x80\xed\xa0\x80"}`, 'latin1'),
  'x'.repeat(long),
  ' '.repeat(long),
]

/** Events that are whole and to be acked, and as hostile as JSON can be. */
export function hostileEvents({ push, pong }: Words): (string | Buffer)[] {
  const event = `"cmd":"${push}","delivery_id":0,"event_type":"device_status_kv",${device},"created_at":1700000000.5`
  return [
    ...depths.flatMap(depth => [
      `{${event},"data":${arrays(depth)}}`,
      `{${event},"data":${objects(depth)}}`,
      `{"more":${arrays(depth)},${event}}`,
    ]),
    `{${event},"data":{"n":${'9'.repeat(long)},"e":1e999999,"small":1e-999999,"f":0.${'1'.repeat(long / 4)},"zero":-0}}`,
    `{${event},"created_at":1${'0'.repeat(400)},"data":{}}`,
    `{${event},"created_at":-1e308,"data":{"temp":1E400}}`,
    `{${event},"data":[${times(long / 2, () => '1').join()}]}`,
    `{${event},"data":{${times(long / 16, i => `"key_${i}":${i}`).join()}}}`,
    `{${times(long / 16, i => `"key_${i}":${i}`).join()},${event}}`,
    `{${event},"data":{"${'name'.repeat(long / 4)}":1,"":2}}`,
    `{${event},"${'name'.repeat(long / 4)}":1,"":2}`,
    `{${event},"data":{"text":${JSON.stringify('长'.repeat(long / 4))}}}`,
    `{${event},"did":"${'d'.repeat(long)}","data":{"temp":1}}`,
    `{${event},"event_type":"${'status_'.repeat(long / 7)}"}`,
    `{${event},"event_type":${JSON.stringify(escapes)},"did":${JSON.stringify(escapes)},"data":{"temp":${JSON.stringify(escapes)},${JSON.stringify(escapes)}:1}}`,
    `{${event},"event_type":"attr_fault","event_id":{},"data":{"attr_name":["${'x'.repeat(1000)}"],"attr_displayname":7,"value":"1"}}`,
    `{${event},"event_type":"device_status_raw","data":"${'A'.repeat(long)}"}`,
    `{${event},"event_type":"device_status_raw","data":{"raw":"!not base64!\\u0000"}}`,
    `{${event},"data":{"a":"\\ud800","b":"\\udc00\\ud800","\\udfff":"\\u0000","c":"a\\u0000b\\ufeff"}}`,
    Buffer.from(`{${event},"data":{"bytes":"\xff\xfe\xc0\x80\xed\xa0\x80\xf8","\x80":1}}`, 'latin1'),
    `{${event},"data":{"__proto__":{"temp":1},"constructor":1,"toString":null,"hasOwnProperty":1}}`,
    // The last of several members with one name counts.
    `{"delivery_id":7,"cmd":"${pong}",${event},"did":"first","did":"last","data":{"temp":1,"temp":2},"delivery_id":0}`,
    `{${event},"did":["HostileHostileHostil22"],"mac":{},"product_key":null,"created_at":"${'9'.repeat(1000)}","data":null}`,
  ]
}

/** Sends hostile lines and events between the others, each in turn, so that even a short session gets most of them. */
export const hostile: Scenario['start'] = ({ random, words }) => {
  const noise = hostileNoise(words)
  const events = hostileEvents(words)
  let noiseAt = random.int(0, noise.length - 1)
  let eventAt = random.int(0, events.length - 1)
  return connection => ({
    beforePush() {
      if (random.chance(0.3)) connection.send(endedLine(noise[noiseAt++ % noise.length]!))
      if (random.chance(0.2)) connection.offer(events[eventAt++ % events.length]!)
    },
  })
}

function endedLine(line: string | Buffer): Buffer {
  return Buffer.concat([Buffer.from(line), Buffer.from('\n')])
}
