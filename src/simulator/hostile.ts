import { words as cmd } from '../wire/noti1/words.ts'
import type { Scenario } from './scenario.ts'

/** Deeper than any parser recurses, and the depth at which many already fail. */
const depths = [5_000, 100_000] as const
/** Bytes of what is long: some reads of a socket, and no more, so that a session stays quick. */
const long = 200_000

const device =
  '"product_key":"0123456789abcdef0123456789abcdef","did":"HostileHostileHostil22","mac":"virtual:site"'
const event = `"cmd":"${cmd.push}","delivery_id":0,"event_type":"device_status_kv",${device},"created_at":1700000000.5`

/** Everything a terminal obeys: clear, title, clipboard, hyperlink, a C1 control, reading direction, invisible characters. */
const escapes =
  '\u001b[2J\u001b]0;title\u0007\u001b]52;c;cm0=\u0007\u001b]8;;http://192.0.2.1\u0007\u009b31m\u202e\u2066\u200b\u3164\u2028'

const arrays = (depth: number) => '['.repeat(depth) + ']'.repeat(depth)
const objects = (depth: number) => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`
const times = (count: number, item: (i: number) => string) => Array.from({ length: count }, (_, i) => item(i))

/** Lines that are no events, made to hurt who reads them: parsers, memories, terminals. */
export const hostileNoise = (): (string | Buffer)[] => [
  ...depths.flatMap(depth => [
    `{"cmd":"enterprise_deep","data":${arrays(depth)}}`,
    `{"cmd":"enterprise_deep","data":${'['.repeat(depth)}`,
    '['.repeat(depth),
  ]),
  `{"cmd":"${'enterprise_'.repeat(long / 10)}"}`,
  `{"cmd":"${cmd.invalid}","msg":${JSON.stringify(`${escapes}\r\n`.repeat(100))}}`,
  `{"cmd":"${cmd.invalid}","msg":${JSON.stringify('拒'.repeat(long / 4))}}`,
  `{"cmd":"enterprise_number","data":${'9'.repeat(long)}}`,
  '{"cmd":{"cmd":"enterprise_event_push","delivery_id":1}}',
  // Not JSON for control characters inside strings, for a byte order mark, for what stands behind the object.
  `{"cmd":"${escapes}"}`,
  '\u0000'.repeat(1000),
  `\ufeff{"cmd":"${cmd.pong}"}`,
  `{"cmd":"${cmd.pong}"}{"cmd":"${cmd.pong}"}`,
  `{"cmd":"${cmd.pong}"}\u0000`,
  Buffer.from(`{"cmd":"\xff\xfe\xc0\x80\xed\xa0\x80"}`, 'latin1'),
  'x'.repeat(long),
  ' '.repeat(long),
]

/** Events all the same: whole, to be acked, and as hostile as JSON can be. */
export const hostileEvents = (): (string | Buffer)[] => [
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
  // The last of several members of one name counts.
  `{"delivery_id":7,"cmd":"${cmd.pong}",${event},"did":"first","did":"last","data":{"temp":1,"temp":2},"delivery_id":0}`,
  `{${event},"did":["HostileHostileHostil22"],"mac":{},"product_key":null,"created_at":"${'9'.repeat(1000)}","data":null}`,
]

/**
 * Between events, hostile lines and hostile events, each in its turn, so that even a short session sees most of
 * them.
 */
export const hostile: Scenario['start'] = random => {
  const noise = hostileNoise()
  const events = hostileEvents()
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
