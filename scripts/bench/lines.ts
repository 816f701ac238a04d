import { readDefinition } from '../../src/datapoints/read-definition.ts'
import { airPurifier } from '../../src/simulator/air-purifier.ts'
import { DeviceState } from '../../src/simulator/device-state.ts'
import { productKind } from '../../src/simulator/product-kind.ts'
import { Random } from '../../src/simulator/random.ts'
import { type DialectName, dialects } from '../../src/wire/dialects.ts'
import { timeDigits } from './load.ts'

/** Ids of seven digits, as on a connection that is some hours old; every ack then has the same length. */
const firstId = 1_000_001
const kinds = ['kv', 'kv', 'online', 'kv', 'raw', 'kv', 'kv', 'alert', 'kv', 'raw'] as const
const moods = ['优', '良', '轻度污染', '重度污染']
const speeds = ['睡眠', '低速', '中速', '高速', '自动']
const places = [
  ['杭州', '浙江'],
  ['Guangzhou', 'Guangdong'],
  ['成都', '四川'],
] as const

/** How often an event of SNoti 2.x has a message id. */
const messageIdEvery = 7

/** The members that each kind of event has of its own, of event number `i`. */
const bodies = {
  online: (i: number) => {
    const [city, region] = places[i % places.length]!
    return { ip: `203.0.113.${i % 250}`, country: 'China', region, city }
  },
  kv: (i: number) => ({
    data: {
      Switch: i % 2,
      Air_Quality: moods[i % moods.length],
      Wind_Velocity: speeds[i % speeds.length],
      Room_Temp: ((i % 450) - 100) / 10,
    },
  }),
  raw: (i: number) => ({
    data: { raw: Buffer.from(`gizwits raw status ${i} 0123456789`).toString('base64') },
  }),
  alert: (i: number) => ({
    event_id: `6b1f9a0e-7a51-4b8c-9c0e-${(0x7b1b9c0de000 + (i >> 5)).toString(16)}`,
    data: { attr_name: 'Alert_Air_Quality', attr_displayname: '空气质量报警', value: (i >> 4) % 2 },
  }),
}

const types: Readonly<Record<keyof typeof bodies, string>> = {
  online: 'device_online',
  kv: 'device_status_kv',
  raw: 'device_status_raw',
  alert: 'attr_alert',
}

/** The event type of one line in twenty. */
export const rareType = types.alert

/** How often a line is all ASCII, with `\uXXXX` for the rest, as some servers write JSON. */
const escapedEvery = 9

/**
 * Returns `count` events of some 300 bytes each, as a server of the dialect writes them, each with its `\n`: statuses,
 * alerts, and devices that go online, with Chinese and escapes. Of those of SNoti 2.x one in seven has a message id, about
 * as many as in recorded ones.
 *
 * @param startTime of the first one, in milliseconds since 1970
 */
export function makeLines(count: number, startTime: number, dialect: DialectName): Buffer[] {
  return Array.from({ length: count }, (_, i) => {
    // Of the two alerts in twenty lines, one is replaced.
    const kind = i % 20 === 17 ? 'kv' : kinds[i % kinds.length]!
    const line = { dialect, device: i % 20, type: types[kind], body: bodies[kind](i) }
    return lineOf(i, startTime, { ...line, isEscaped: i % escapedEvery === 0 })
  })
}

/** Returns `count` statuses of 20 devices. */
export function makeStatusLines(count: number, startTime: number): Buffer[] {
  return Array.from({ length: count }, (_, i) =>
    lineOf(i, startTime, { device: i % 20, type: types.kv, body: bodies.kv(i) }),
  )
}

/** The data points of the devices of `makeRawLines`, in the format of the vendor's open API. */
export const rawDefinition = airPurifier

/** Returns `count` raw statuses of 20 devices of one product, whose values drift. */
export function makeRawLines(count: number, startTime: number): Buffer[] {
  const random = new Random(1)
  const kind = productKind(readDefinition(rawDefinition), { forms: ['raw'] })
  const states = Array.from({ length: 20 }, () => new DeviceState(kind, random))
  return Array.from({ length: count }, (_, i) => {
    const device = i % states.length
    const state = states[device]!
    state.drift(random)
    const body = { data: state.payload().toString('base64') }
    return lineOf(i, startTime, { device, type: types.raw, productKey: kind.productKey, body })
  })
}

/** Returns a status each of `devices` devices with `dataPoints` data points each. */
export function makeDeviceLines(devices: number, dataPoints: number, startTime: number): Buffer[] {
  return Array.from({ length: devices }, (_, device) => {
    const values = Array.from({ length: dataPoints }, (_, i) => [
      `Point_${i}`,
      [i % 2, moods[(device + i) % moods.length], ((device + i) % 450) / 10][i % 3],
    ])
    return lineOf(device, startTime, { device, type: types.kv, body: { data: Object.fromEntries(values) } })
  })
}

interface LineParts {
  readonly dialect?: DialectName
  readonly device: number
  readonly type: string
  readonly productKey?: string
  readonly isEscaped?: boolean
  /** Members that the event has of its own. */
  readonly body: object
}

/** @param i the number of the event */
function lineOf(i: number, startTime: number, parts: LineParts): Buffer {
  const { dialect = 'noti1', device, type, body, productKey = firstProduct, isEscaped } = parts
  const event = {
    cmd: dialects[dialect].server.words.push,
    ...(dialect === 'snoti2' && i % messageIdEvery === 0 && { msg_id: messageIdOf(i) }),
    delivery_id: firstId + i,
    event_type: type,
    product_key: productKey,
    did: `bench${String(device).padStart(2, '0')}SQ46ecqAYiJ4h`,
    mac: `02005e${(0xa00 + device).toString(16).padStart(6, '0')}`,
    group_id: device % 3 === 0 ? null : 'g1',
    created_at: timeMark,
    ...body,
  }
  const line = JSON.stringify(event).replace(`"${timeMark}"`, timeText((startTime + i) / 1000))
  return Buffer.from(`${isEscaped ? escaped(line) : line}\n`)
}

/** All times have one length, and no zero at their end. @param seconds since 1970 */
function timeText(seconds: number): string {
  const { part } = timeDigits
  return `${seconds.toFixed(part - 1).padStart(timeDigits.whole + part, '0')}1`
}

function escaped(line: string): string {
  return line.replaceAll(/[\u0080-\uffff]/g, unit => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

const timeMark = '<time>'
const firstProduct = 'a1f0c3d2e4b5968778695a4b3c2d1e01'

/** Message ids have one length, too. */
function messageIdOf(i: number): string {
  return Buffer.from(`5f0c3d2e${(0x10000000 + i).toString(16)}`).toString('base64url')
}

/** Returns one status line of at least `bytes` bytes, with members like those of the small ones. */
export function makeHugeLine(bytes: number): Buffer {
  const head = '{"cmd":"enterprise_event_push","delivery_id":1000001,"event_type":"device_status_kv",'
  const device = '"product_key":"a1f0c3d2e4b5968778695a4b3c2d1e01","did":"benchHuge","mac":"02005e000a00",'
  const parts = [`${head}${device}"created_at":${Date.now() / 1000},"data":{`]
  let length = parts[0]!.length
  for (let i = 0; length < bytes; i++) {
    const members = JSON.stringify(bodies.kv(i).data).replaceAll(/"([A-Z]\w*)":/g, `"$1_${i}":`)
    const part = (i > 0 ? ',' : '') + members.slice(1, -1)
    parts.push(part)
    length += Buffer.byteLength(part)
  }
  return Buffer.from(`${parts.join('')}}}\n`)
}
