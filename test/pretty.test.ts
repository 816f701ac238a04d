import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import stringWidth from 'string-width'
import { describe, expect, test } from 'vitest'
import { DeviceTable } from '../src/devices/device-table.ts'
import { Event } from '../src/event/event.ts'
import { eventTypeNames } from '../src/event/event-types.ts'
import { fitColumns, longNames } from '../src/format/column-widths.ts'
import { typeStyles, unknownStyle } from '../src/format/event-styles.ts'
import type { FormatContext } from '../src/format/formats.ts'
import { createPretty } from '../src/format/pretty.ts'
import { createTheme } from '../src/format/theme.ts'
import { type TimeFormat, type TimeStyle, timeStyles } from '../src/format/time-format.ts'
import type { Dialect } from '../src/wire/dialect.ts'
import { noti1 } from '../src/wire/noti1/noti1.ts'
import { snoti2 } from '../src/wire/snoti2/snoti2.ts'
import { formattedText } from './support/formatted-text.ts'
import { eventLine, pushOf } from './support/lines.ts'
import { unseen } from './support/unseen.ts'

/** 2026-11-23 12:30:00 in Shanghai. */
const noon = 1795408200
const usual = { theme: createTheme(0), time: 'local', timeZone: 'Asia/Shanghai' } as const
const cmd = 'enterprise_event_push'

interface Setting extends Partial<FormatContext> {
  width?: number
  now?: number
  dialect?: Dialect
  /** Whether the state of devices is kept. */
  remembers?: boolean
}

/** Says events given as JSON text or as members; what it answers ends with `\n`. */
async function speaker({
  width,
  now = noon + 1,
  remembers = false,
  dialect = noti1,
  ...context
}: Setting = {}) {
  const wall = () => now * 1000
  const format = await createPretty({ ...usual, columns: () => width, wall, ...context })
  const devices = remembers ? new DeviceTable({ statuses: 'compare', wall }) : undefined
  return (given: string | object): string => {
    const text = typeof given === 'string' ? given : JSON.stringify({ cmd, created_at: noon, ...given })
    const event = new Event(pushOf(text, dialect))
    devices?.read(event)
    return formattedText(format(event))
  }
}

/** An event without a date line, its line without `\n`. */
async function sayOne(event: string | object, setting: Setting = {}): Promise<string> {
  const said = (await speaker(setting))(event)
  expect(said.endsWith('\n')).toBe(true)
  return said.slice(0, -1)
}

const did = 'Dn4tUq8sXw2yBz6cEf3gHj'
const online = { event_type: 'device_online', did, mac: '02005e0000a1' }
const kv = { event_type: 'device_status_kv', did }
const raw = { event_type: 'device_status_raw', did }
const app = { event_type: 'app2dev_kv', did }
const gps = { event_type: 'device_gps_kv', did }
const lbs = { event_type: 'device_lbs_kv', did }
const sub = { event_type: 'sub_device_added', did }
const somewhere = { latitude: 23.125, longitude: 113.25 }
const fault = { event_type: 'attr_fault', did, event_id: 'e1' }
const motor = { attr_name: 'Fault_Motor', attr_displayname: '电机故障', value: 1 }

/** Cells of the columns in a pipe: time, event, device, and the gap behind each. */
const columnCells = 12 + 2 + 22 + 2 + 22 + 2

/** What stands behind the columns of a pipe. */
const tails: [name: string, event: object | string, tail: string][] = [
  [
    'online: place, ip, mac',
    { ...online, ip: '203.0.113.106', country: 'China', region: 'Guangdong', city: 'Guangzhou' },
    'Guangzhou, Guangdong, China  203.0.113.106  mac=02005e0000a1',
  ],
  ['online: a city that is a region', { ...online, region: '北京', city: '北京' }, '北京  mac=02005e0000a1'],
  [
    'online: nothing known but an extra',
    { ...online, ip: '', country: null, imsi: '460' },
    'mac=02005e0000a1 imsi=460',
  ],
  ['online: odd types', { ...online, mac: 5, city: 7, ip: ['::1'] }, 'city=7 ip=["::1"] mac=5'],
  ['offline', { ...online, event_type: 'device_offline' }, 'mac=02005e0000a1'],
  [
    'status',
    { ...kv, data: { Switch: 0, Air_Quality: '优', t: -10.5, Schedule: '00ff10', Note: null, on: true } },
    'Switch=0 Air_Quality=优 t=-10.5 Schedule=00ff10 Note=null on=true',
  ],
  [
    'status: numbers as they were written',
    `{"event_type":"device_status_kv","did":"${did}","created_at":${noon},"data":{"e":12345678901234567890,"r":127.0,"deep":[1.50,{"n":1e3}]}}`,
    'e=12345678901234567890 r=127.0 deep=[1.50,{"n":1e3}]',
  ],
  [
    'status: what needs quotes',
    {
      ...kv,
      data: { a: 'two words', b: 'x=y', c: '', d: 'say "hi"', e: 'null', f: '全 角', 'g h': 1, '': 2 },
    },
    'a="two words" b="x=y" c="" d="say \\"hi\\"" e="null" f="全 角" "g h"=1 ""=2',
  ],
  [
    'status: nested',
    { ...kv, data: { list: [1, 'a b', { x: null }], o: {} } },
    'list=[1,"a b",{"x":null}] o={}',
  ],
  [
    'status: names that objects have',
    `{"event_type":"device_status_kv","did":"${did}","created_at":${noon},"data":{"__proto__":1,"constructor":2,"toString":3}}`,
    '__proto__=1 constructor=2 toString=3',
  ],
  ['status: text for data', { ...kv, data: 'text' }, 'data=text'],
  ['status: null for data', { ...kv, data: null }, 'data=null'],
  ['status: empty data', { ...kv, data: {} }, 'data={}'],
  ['status: no data', kv, 'no data'],
  ['status: an extra', { ...kv, data: { a: 1 }, extra: 'm 1', msg_id: 'm1' }, 'a=1 extra="m 1"'],
  ['raw: bare', { ...raw, data: 'BAECAw==' }, 'report  4 bytes  04010203'],
  [
    'raw: as a member',
    { ...raw, data: { raw: 'AAAAAwcAAJEEAQID' } },
    'envelope 0091  report  12 bytes  00000003 07000091 04010203',
  ],
  ['raw: one byte, and more than raw', { ...raw, data: { raw: 'BA==', v: 4 } }, 'report  1 byte  04  v=4'],
  ['raw: a rest of a group', { ...raw, data: 'AAAAAwcA' }, 'bad_envelope  6 bytes  00000003 0700'],
  ['raw: no base64', { ...raw, data: 'not, at all' }, 'not base64:  not, at all'],
  ['raw: no text', { ...raw, data: { other: 1 } }, 'other=1'],
  ['raw: absent', raw, 'no data'],
  ['fault raised', { ...fault, data: motor }, 'raised   电机故障  Fault_Motor'],
  ['fault cleared', { ...fault, data: { ...motor, value: 0 } }, 'cleared  电机故障  Fault_Motor'],
  ['alarm: one name for both', { ...fault, data: { ...motor, attr_name: '电机故障' } }, 'raised   电机故障'],
  ['alarm: odd value', { ...fault, data: { ...motor, value: 7 } }, 'value=7  电机故障  Fault_Motor'],
  ['alarm: only a value', { ...fault, data: { value: 1 } }, 'raised'],
  [
    'alarm: odd types',
    { ...fault, data: { attr_name: 5, attr_displayname: {}, value: null, more: 1 } },
    'value=null attr_displayname={} attr_name=5 more=1',
  ],
  ['alarm: data of another kind', { ...fault, data: [1] }, 'data=[1]'],
  ['bind', { event_type: 'device_bind', did, app_id: 'a1', uid: 'u1', mac: 'm1' }, 'uid=u1 app_id=a1 mac=m1'],
  ['unbind: nobody named', { event_type: 'device_unbind', did, app_id: null, uid: '' }, ''],
  ['reset', { event_type: 'device_reset', did, mac: 'm1' }, 'mac=m1'],
  [
    'file',
    { event_type: 'device_file_download', did, download_url: 'https://a.example/f' },
    'https://a.example/f',
  ],
  ['file: odd type', { event_type: 'device_file_download', did, download_url: [1] }, 'download_url=[1]'],
  [
    'sent: source, data points, who',
    { ...app, source: 'client', appid: 'a1', uid: 'u1', enterprise_id: null, data: { Switch: true, uid: 7 } },
    'client  Switch=true uid=7  uid=u1 appid=a1',
  ],
  ['sent: bytes', { ...app, source: 'gateway', data: { a: [1, 2, 255] } }, 'gateway  a=[1,2,255]'],
  ['sent: nothing', { ...app, uid: 'u1' }, 'no data  uid=u1'],
  ['sent: odd types', { ...app, source: 5, data: [1], uid: { a: 1 } }, 'source=5 data=[1]  uid={"a":1}'],
  [
    'sent raw',
    { ...app, event_type: 'app2dev_raw', source: 'enterprise_api', enterprise_id: 'e1', data: 'AQIEAAE=' },
    'enterprise_api  control  5 bytes  01020400 01  enterprise_id=e1',
  ],
  [
    'sent raw: as a member',
    { ...app, event_type: 'app2dev_raw', data: { raw: 'BA==' } },
    'report  1 byte  04',
  ],
  ['sent raw: no base64', { ...app, event_type: 'app2dev_raw', data: '?' }, 'not base64:  ?'],
  [
    'gps: text',
    {
      ...gps,
      data: { longitude: '-113.2500', latitude: '23.1250', hdop: '0.9', num_satellites: '8', payload: '$GN' },
    },
    '23.1250, -113.2500  8 satellites  hdop=0.9 payload=$GN',
  ],
  [
    'gps: numbers as they were written',
    `{"event_type":"device_gps_kv","did":"${did}","created_at":${noon},"data":{"latitude":-23.10,"longitude":113.0,"num_satellites":1}}`,
    '-23.10, 113.0  1 satellite',
  ],
  [
    'gps: no position',
    { ...gps, data: { longitude: '', latitude: 'n/a', num_satellites: 'few', hdop: null } },
    'latitude=n/a num_satellites=few',
  ],
  ['gps: half a position', { ...gps, data: { latitude: 1.5 } }, 'latitude=1.5'],
  ['gps: data of another kind', { ...gps, data: 'x' }, 'data=x'],
  [
    'lbs: address, position, the rest',
    {
      ...lbs,
      data: {
        ...somewhere,
        country: '中国',
        province: '广东省',
        city: '广州市',
        district: '天河区',
        road: '',
        signal: -71,
      },
    },
    '广东省 广州市 天河区  23.125, 113.25  country=中国 signal=-71',
  ],
  [
    'lbs: the whole address, nothing said twice',
    {
      ...lbs,
      data: {
        ...{ ...somewhere, poi: '学院楼', street: '村路3号', road: '村路', district: '海淀区' },
        ...{ city: '北京市', province: '北京市' },
      },
    },
    '北京市 海淀区 村路3号 学院楼  23.125, 113.25',
  ],
  ['lbs: only a position', { ...lbs, data: somewhere }, '23.125, 113.25'],
  ['lbs: odd types', { ...lbs, data: { city: 7, road: null, poi: 'x' } }, 'x  city=7'],
  ['lbs: no data', lbs, 'no data'],
  [
    'sub-device added',
    {
      ...sub,
      child_did: 'c1',
      child_mac: 'm2',
      child_product_key: 'p2',
      child_passcode: 'secret',
      mac: 'm1',
    },
    'c1  child_mac=m2 child_product_key=p2 child_passcode=***',
  ],
  [
    'sub-device deleted',
    { ...sub, event_type: 'sub_device_deleted', child_did: 'c1', child_mac: 'm2', child_product_key: 'p2' },
    'c1  child_mac=m2 child_product_key=p2',
  ],
  ['sub-device: odd types', { ...sub, child_did: 7, child_mac: null }, 'child_did=7'],
  [
    'online: a position',
    { ...online, ip: '::1', latitude: 1.5, longitude: '2' },
    '::1  1.5, 2  mac=02005e0000a1',
  ],
  ['the ids of events are not shown', { ...kv, data: { a: 1 }, delivery_id: 7, msg_id: 'm1' }, 'a=1'],
  [
    'unknown type: its own members first',
    { event_type: 'device_moved', did, mac: 'm', product_key: 'p', by: { user: 1 } },
    'by={"user":1} mac=m product_key=p',
  ],
  [
    'unsafe text',
    { ...kv, data: { a: '\u001b[31mred', b: 'tab\there', c: '\u202eevil', 'n\nl': '\u0085' } },
    'a=\\u001b[31mred b="tab\\there" c=\\u202eevil "n\\nl"=\\u0085',
  ],
  [
    'unsafe display name',
    { ...fault, data: { ...motor, attr_displayname: 'a\tb\r\n\u001b]0;x\u0007' } },
    'raised   a\\tb\\u000d\\u000a\\u001b]0;x\\u0007  Fault_Motor',
  ],
]

describe('what matters for a type', () => {
  test.each(tails)('%s', async (_name, event, tail) => {
    expect((await sayOne(event)).slice(columnCells)).toBe(tail)
  })
})

describe('columns', () => {
  test.each([
    [undefined, `12:30:00.000  ▴ device_online         ${did}  mac=02005e0000a1`],
    [122, `12:30:00.000  ▴ device_online         ${did}  mac=02005e0000a1`],
    [119, `12:30:00.000  ▴ device_online      ${did}  mac=02005e0000a1`],
    [118, `12:30:00.000  ▴ online            ${did}  mac=02005e0000a1`],
    [109, `12:30:00.000  ▴ online   ${did}  mac=02005e0000a1`],
    [108, '12:30:00.000  ▴ online   Dn4tUq8sXw2yBz6cEf3g*  mac=02005e0000a1'],
    [96, '12:30:00.000  ▴ online   Dn4tUq8s*  mac=02005e0000a1'],
    [60, '12:30:00.000  ▴ online   Dn4tUq8s*  mac=02005e0000a1'],
    [59, '12:30:00 ▴ online         Dn4tUq8* mac=02005e0000a1'],
    [49, '12:30:00 ▴ online  Dn4t* mac=02005e0000a1'],
    [40, '12:30:00 ▴ online  Dn4t* mac=02005e000…'],
  ])('at %s cells', async (width, line) => {
    expect(await sayOne(online, width ? { width } : {})).toBe(line)
  })

  test('unknown types are whole where there is room, and else their ends can be told apart', async () => {
    const types = ['device_file_complete', 'device_pair', 'device_unpair', 'sub_device_renamed', 'app2hub_kv']
    const columnsOf = async (width?: number) => {
      const say = await speaker(width ? { width, time: 'none' } : { time: 'none' })
      return types.map(event_type => say({ event_type, did: '#' }).split('#')[0]!.trim())
    }
    const whole = types.map(type => `? ${type}`)
    expect(await columnsOf()).toEqual(whole)
    expect(await columnsOf(120)).toEqual(whole)
    expect(await columnsOf(107)).toEqual(['? *file_complete', ...whole.slice(1)])
    expect(await columnsOf(80)).toEqual(['? *mplete', '? *pair', '? *unpair', '? *enamed', '? *hub_kv'])
  })

  test('a documented type goes by its short name where it does not fit', async () => {
    const type = 'device_file_download'
    const lineAt = (width: number) =>
      sayOne({ event_type: type, did, download_url: 'https://a.example/f' }, { width })
    expect(await lineAt(122)).toBe(`12:30:00.000  ⇣ ${type}  ${did}  https://a.example/f`)
    expect(await lineAt(121)).toBe(`12:30:00.000  ⇣ file                 ${did}  https://a.example/f`)
    expect(await lineAt(60)).toBe('12:30:00.000  ⇣ file     Dn4tUq8s*  https://a.example/f')
  })

  test('every mark is told apart without colour, and is one cell wide on every terminal', async () => {
    const say = await speaker({ width: 80, time: 'none' })
    const heads = eventTypeNames.flatMap(event_type =>
      [0, 1].map(value => say({ event_type, data: { value } }).slice(0, 9)),
    )
    expect(new Set(heads).size).toBe(eventTypeNames.length + 2)
    const looks = Object.values(typeStyles).flatMap(mark =>
      'cleared' in mark ? [mark, mark.cleared] : [mark],
    )
    for (const { unicode, ascii } of [...looks, unknownStyle]) {
      expect(stringWidth(unicode, { ambiguousIsNarrow: false })).toBe(1)
      expect(unicode).not.toMatch(/\p{Emoji_Presentation}/u)
      expect(/\p{Extended_Pictographic}/u.test(unicode)).toBe(false)
      expect(ascii).toMatch(/^[!-~]$/)
    }
    for (const set of ['unicode', 'ascii'] as const)
      expect(new Set([...looks, unknownStyle].map(mark => mark[set])).size).toBe(eventTypeNames.length + 2)
  })

  test('what a column cannot hold is said behind the columns', async () => {
    const long = 'device_firmware_upgrade_finished'
    const two = { event_type: long, did: `${did}-and-more` }
    expect(await sayOne(two)).toBe(
      `12:30:00.000  ? *upgrade_finished     Dn4tUq8sXw2yBz6cEf3gH*  event_type=${long} did=${did}-and-more`,
    )
    expect(await sayOne(two, { width: 80 })).toBe(`12:30:00.000  ? *nished  Dn4tUq8s*  event_type=${long}`)
    expect(await sayOne({ ...kv, data: { a: 1 }, created_at: 1499843747794 })).toBe(
      `--:--:--.---  ∙ device_status_kv      ${did}  created_at=1499843747794 a=1`,
    )
  })

  test('odd or absent types, dids and times', async () => {
    const dashes = '--:--:--.---  ? -                     -                       '
    expect(await sayOne('{}')).toBe(dashes.trimEnd())
    expect(await sayOne('{"event_type":5,"did":null,"created_at":"now","mac":7}')).toBe(
      '--:--:--.---  ? -                     null                    event_type=5 created_at=now mac=7',
    )
    expect(await sayOne({ ...kv, did: { a: [1, 2, 3] }, data: { b: 1 } }, { width: 80 })).toBe(
      '12:30:00.000  ∙ status   {"a":[1,*  did={"a":[1,2,3]} b=1',
    )
  })

  test('a did of wide characters takes as many cells as any', async () => {
    const say = await speaker({ width: 80 })
    const lines = ['设备一号', '设备一号的风机', '🔥x', 'plain', did].map(one =>
      say({ ...kv, did: one, data: { a: 1 } }),
    )
    for (const line of lines) expect(stringWidth(line.slice(0, line.indexOf('a=1')))).toBe(36)
    expect(lines[1]).toContain('  设备一号* ')
  })
})

describe('widths', () => {
  const styles = Object.keys(timeStyles) as TimeStyle[]

  test.each(styles)(
    '%s: the wider the terminal, the more of the payload, and 60 cells beside long names',
    style => {
      const time = timeStyles[style].create('Asia/Shanghai', () => 0)
      let before = 0
      for (let width = 1; width <= 300; width++) {
        const fixed = fitColumns(width, time)
        const { cells } = fixed.time
        const columns = [...(cells > 0 ? [cells] : []), fixed.event, fixed.device]
        expect(fixed.total).toBe(columns.reduce((sum, its) => sum + its + fixed.gap, 0))
        const payload = Math.max(0, width - fixed.total)
        expect(payload).toBeGreaterThanOrEqual(before)
        if (fixed.event >= longNames || fixed.device > 9) expect(payload).toBeGreaterThanOrEqual(60)
        if (width < 60)
          expect([fixed.device < 9, fixed.time]).toEqual([true, (time as TimeFormat).brief ?? time])
        before = payload
      }
      expect(fitColumns(300, time)).toEqual({ ...fitColumns(Number.POSITIVE_INFINITY, time), time })
      expect(before).toBeGreaterThan(180)
    },
  )

  test.each(styles)('%s: a line shows as much of its payload as that says', async style => {
    const say = (width: number) => speaker({ width, time: style })
    let before = 0
    for (let width = 20; width <= 300; width += 1) {
      const line = (await say(width))({ ...kv, data: { x: '~'.repeat(400) } })
      const shown = /~+/.exec(line)?.[0].length ?? 0
      expect(stringWidth(line)).toBeLessThanOrEqual(width)
      expect(shown).toBeGreaterThanOrEqual(before)
      before = shown
    }
  })

  test('40 columns have 15 for the payload, and a resize counts from the next line on', async () => {
    let width = 40
    const say = await speaker({ columns: () => width })
    const lineAt = (columns: number) => {
      width = columns
      return say({ ...kv, data: { x: 'y'.repeat(400) } }).trimEnd()
    }
    const at40 = lineAt(40)
    expect(at40).toBe('12:30:00 ∙ status  Dn4t* x=yyyyyyyyyyy…')
    expect(lineAt(122)).toMatch(/^12:30:00.000 {2}∙ device_status_kv {6}Dn4tUq8sXw2yBz6cEf3gHj {2}x=y{56}…$/)
    expect(lineAt(40)).toBe(at40)
  })
})

describe('--wrap', () => {
  const data = { Room_Temp: 21.5, Note: 'two words', Mode: '强劲', PM25: 12, Long: 'z'.repeat(100), End: 1 }

  test('goes on under the payload, and keeps a name with its value', async () => {
    const line = await sayOne({ ...kv, data }, { width: 70, wrap: true, now: noon + 12 })
    expect(line).toBe(`\
12:30:00.000  ∙ status   Dn4tUq8s*  Room_Temp=21.5 Note="two words"
                                    Mode=强劲 PM25=12
                                    Long=zzzzzzzzzzzzzzzzzzzzzzzzzzzzz
                                    zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz
                                    zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz
                                    zzz End=1  +12s late`)
  })

  test('goes on at the left where there is hardly any room under the payload', async () => {
    const line = await sayOne({ ...kv, data }, { width: 40, wrap: true, now: noon + 12 })
    expect(line).toBe(`\
12:30:00 ∙ status  Dn4t* Room_Temp=21.5
  Note="two words" Mode=强劲 PM25=12
  Long=zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz
  zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz
  zzzzzzzzzzzzzzzzzzzzzzzzzzzzz End=1
  +12s late`)
  })

  test('breaks what is longer than a row between words', async () => {
    const line = await sayOne({ ...raw, data: 'A'.repeat(80) }, { width: 70, wrap: true })
    expect(line).toBe(`\
12:30:00.000  # raw      Dn4tUq8s*  action 00  60 bytes  00000000
                                    00000000 00000000 00000000
                                    00000000 00000000 00000000
                                    00000000 00000000 00000000
                                    00000000 00000000 00000000
                                    00000000 00000000`)
    const fitting = await sayOne({ ...raw, data: 'A'.repeat(80) }, { width: 71, wrap: true })
    expect(fitting.split('\n')[1]!.trim()).toBe('00000000 00000000 00000000 00000000')
  })

  test('does nothing in a pipe, nor where all fits', async () => {
    const event = { ...kv, data }
    expect(await sayOne(event, { wrap: true })).toBe(await sayOne(event))
    expect(await sayOne(event, { wrap: true, width: 300 })).toBe(await sayOne(event, { width: 300 }))
  })

  test('loses nothing but spaces, splits no grapheme and no colour, and fits the terminal', async () => {
    const widths = [20, 40, 61, 90, 125]
    const speakers = await Promise.all(
      widths.map(async width => ({
        width,
        wrapped: await speaker({ width, wrap: true, time: 'none' }),
        coloured: await speaker({ width, wrap: true, time: 'none', theme: createTheme(1) }),
        // A pipe has other columns: only what is behind them can be compared.
        whole: await speaker({ time: 'none' }),
      })),
    )
    const squeezed = (text: string) => text.replace(/\s/g, '')
    fc.assert(
      fc.property(fc.dictionary(text, fc.oneof(text, fc.jsonValue())), data => {
        for (const { width, wrapped, coloured, whole } of speakers) {
          const event = { event_type: 'device_status_kv', did: '#', data }
          const said = wrapped(event)
          for (const row of said.slice(0, -1).split('\n')) {
            expect(row).not.toMatch(unseen)
            expect(stringWidth(row)).toBeLessThanOrEqual(width)
          }
          expect(squeezed(said.slice(said.indexOf('#')))).toBe(
            squeezed(whole(event).slice(whole(event).indexOf('#'))),
          )
          // biome-ignore lint/complexity/useRegexLiterals: the escape is easier seen so
          const codes = new RegExp('\\u001b\\[[\\d;]+m', 'g')
          expect(coloured(event).replace(codes, '')).toBe(said)
          for (const row of coloured(event).split('\n')) {
            const opened = [...row.matchAll(codes)].filter(([code]) => !/\[(?:39|22)m/.test(code))
            expect((row.match(/\[(?:39|22)m/g) ?? []).length).toBe(opened.length)
          }
        }
      }),
      { numRuns: 200 },
    )
  })

  test('shows a thousand rows of a huge value, and how late it is', async () => {
    const huge = '长 '.repeat(1_000_000)
    const line = await sayOne({ ...kv, data: { huge, end: 1 } }, { width: 80, wrap: true, now: noon + 12 })
    const rows = line.split('\n')
    expect(rows.length).toBeLessThanOrEqual(1001)
    expect(line).not.toContain('end=1')
    expect(rows.at(-1)!.trim()).toBe('+12s late')
    expect(line).toContain('…')
  })
})

test('a console that has no others gets ASCII marks', async () => {
  const say = await speaker({ width: 60, glyphs: 'ascii', now: noon + 86_400 })
  const said = [
    say({ ...fault, data: motor }),
    say({ ...fault, data: { ...motor, value: 0 } }),
    say({ ...kv, data: { a: 'x'.repeat(100) } }),
    say(online),
  ].join('')
  expect(said).toBe(`\
-- 2026-11-23 Mon --
12:30:00.000  x fault    Dn4tUq8s*  raised   电..  +1d late
12:30:00.000  v fault    Dn4tUq8s*  cleared  电..  +1d late
12:30:00.000  . status   Dn4tUq8s*  a=xxxxxxxxxx..  +1d late
12:30:00.000  + online   Dn4tUq8s*  mac=02005e00..  +1d late
`)
})

test('text that begins or ends with a space, of whatever width, is in quotes', async () => {
  const spaced = { ...motor, attr_name: 'a\u00a0', attr_displayname: '\u3000电机' }
  expect((await sayOne({ ...fault, data: spaced })).slice(columnCells)).toBe(
    'raised   "\u3000电机"  "a\u00a0"',
  )
  const one = { ...kv, did: ' d', data: { a: '\u2003b', c: 'd\u3000e', f: '\u2800', g: '\u3164' } }
  expect(await sayOne(one, { time: 'none' })).toBe(
    '∙ device_status_kv      " d"                    a="\u2003b" c="d\u3000e" f=\\u2800 g=\\u3164',
  )
})

describe('lag', () => {
  const late = (seconds: number, width?: number) =>
    sayOne(
      { ...kv, data: { a: 1, long: 'x'.repeat(50) } },
      { now: noon + seconds, ...(width ? { width } : {}) },
    )

  test('is said over five seconds, at the end', async () => {
    expect(await late(5)).not.toContain('late')
    expect(await late(5.1)).toMatch(/x {2}\+5s late$/)
    expect(await late(7200)).toMatch(/ {2}\+2h late$/)
  })

  test('is not cut away, and makes no line too wide', async () => {
    expect(await late(12, 80)).toBe(
      `12:30:00.000  ∙ status   Dn4tUq8s*  a=1 long=${'x'.repeat(22)}…  +12s late`,
    )
    expect(await late(12, 48)).toMatch(/ {2}\+12s late$/)
    expect(await late(12, 40)).toBe('12:30:00 ∙ status  Dn4t* a=1 long=xxxx…')
  })

  test('is the time itself where that is relative', async () => {
    const line = await sayOne({ ...kv, data: { a: 1 } }, { now: noon + 12, time: 'relative' })
    expect(line).toBe(` 12s ago  ∙ device_status_kv      ${did}  a=1`)
  })
})

describe('the date', () => {
  test('goes before the first event of a day that is not today, and when the day turns', async () => {
    const say = await speaker({ now: noon })
    const at = (created_at: number) => say({ ...kv, data: {}, created_at }).replace(/ {2}∙.*/g, '')
    expect(at(noon)).toBe('12:30:00.000\n')
    expect(at(noon - 86_400)).toBe('── 2026-11-22 Sun ──\n12:30:00.000\n')
    expect(at(noon - 86_399)).toBe('12:30:01.000\n')
    expect(at(noon + 43_200)).toBe('── 2026-11-24 Tue ──\n00:30:00.000\n')
  })

  test('is said by local times alone', async () => {
    for (const time of ['iso', 'epoch', 'relative', 'none'] as const) {
      expect(await sayOne({ ...kv, created_at: 5e8 }, { time })).not.toContain('──')
    }
  })
})

const text = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.string({ unit: 'binary' }),
  fc.constantFrom('睡眠', '👨‍👩‍👧', 'é́́', '한국', '\u200d', '\ufe0f', '⃣', 'ﾞ', '🇨', '\ud800', ''),
)
const member = fc.constantFrom(
  ...[
    'did',
    'mac',
    'data',
    'ip',
    'city',
    'event_id',
    'created_at',
    'group_id',
    '__proto__',
    'constructor',
    'x',
  ],
)
const value = fc.oneof(
  text,
  fc.jsonValue(),
  fc.dictionary(
    fc.oneof(fc.constantFrom('raw', 'value', 'attr_name', 'attr_displayname', '__proto__'), text),
    fc.jsonValue(),
  ),
)
const anyType = fc.oneof(fc.constantFrom<string>(...eventTypeNames), text)
const anyEvent = fc
  .tuple(anyType, fc.array(fc.tuple(fc.oneof(member, text), value)))
  .map(([type, members]) => {
    const pairs = members.map(([name, it]) => `${JSON.stringify(name)}:${JSON.stringify(it)}`)
    return `{${[`"cmd":"${cmd}"`, `"event_type":${JSON.stringify(type)}`, ...pairs].join(',')}}`
  })

describe('whatever comes', () => {
  test('is one line, without control or invisible characters, and not wider than the terminal', async () => {
    const widths = [undefined, 1, 2, 20, 36, 45, 80, 119, 120, 160]
    const times = ['local', 'iso'] as const
    const speakers = await Promise.all(
      widths.flatMap(width =>
        times.map(async time => ({ width, time, say: await speaker(width ? { width, time } : { time }) })),
      ),
    )
    fc.assert(
      fc.property(anyEvent, event => {
        for (const { say, width, time } of speakers) {
          const lines = say(event).split('\n')
          expect(lines.pop()).toBe('')
          // A date line may go before.
          expect(lines.length).toBeLessThanOrEqual(time === 'local' ? 2 : 1)
          for (const line of lines) {
            expect(line).not.toMatch(unseen)
            if (width !== undefined) expect(stringWidth(line)).toBeLessThanOrEqual(width)
          }
        }
      }),
      { numRuns: 300 },
    )
  })

  test('no control, format or invisible character of Unicode gets through, wherever it stands', async () => {
    const say = await speaker()
    const bad: string[] = []
    for (let code = 0; code <= 0x10ffff; code++) {
      const character = String.fromCodePoint(code)
      if (unseen.test(character)) bad.push(character)
    }
    expect(bad.length).toBeGreaterThan(200)
    for (let from = 0; from < bad.length; from += 20) {
      const x = `a${bad.slice(from, from + 20).join('b')}`
      const data = {
        [x]: x,
        raw: x,
        attr_name: x,
        attr_displayname: `${x}!`,
        value: x,
        list: [x, { [x]: x }],
      }
      for (const event_type of [...eventTypeNames, x]) {
        for (const its of [data, x]) {
          const line = say({ event_type, did: x, mac: x, ip: x, city: x, region: `${x}?`, [x]: x, data: its })
          expect(line.slice(0, -1)).not.toMatch(unseen)
        }
      }
    }
  })

  test('columns stay where they are', async () => {
    const say = await speaker({ time: 'local' })
    fc.assert(
      fc.property(anyType, text, (event_type, one) => {
        // To Unicode, but to no terminal, a space is part of some letters of Indian scripts that it follows.
        fc.pre([event_type, one].every(text => graphemesOf(`${text} `).at(-1) === ' '))
        const line = say({ event_type, did: one, zz: 1, data: {}, mac: 'm', ip: 'i' })
        // Behind the gap of the third column something always stands, and never a space.
        const cells = widthUpTo(line, columnCells)
        expect(line.slice(cells, cells + 1)).toMatch(/\S/)
        expect(line.slice(0, cells)).toMatch(/ {2}$/)
      }),
    )
  })

  test('a pipe cuts nothing', async () => {
    const long = 'x'.repeat(100_000)
    expect(await sayOne({ ...kv, data: { long, end: 1 } })).toContain(`${long} end=1`)
    expect(await sayOne({ ...raw, data: 'A'.repeat(40_000) })).toMatch(/ 00000000$/)
  })

  test('of an event of more than 256 KB the beginning is shown, and how much is left out', async () => {
    const long = 'x'.repeat(10_000_000)
    const line = await sayOne(
      { event_type: kv.event_type, data: { a: 1, long, end: 1 }, did },
      { now: noon + 9 },
    )
    expect(line).toMatch(
      new RegExp(
        `^12:30:00.000  ∙ device_status_kv      ${did}  a=1 long=x{65521}…  … \\(9,934,489 more bytes\\)  \\+9s late$`,
      ),
    )
  })

  test('of a huge raw payload the beginning is shown', async () => {
    for (const data of ['AQID'.repeat(1_000_000), { raw: 'AQID'.repeat(1_000_000) }]) {
      const line = await sayOne({ ...raw, data })
      expect(line).toMatch(
        / {2}at least 491\d\d bytes {2}01020301 02030102 03010203 .* {2}… \(3,934,\d{3} more bytes\)$/,
      )
    }
    expect(await sayOne({ ...raw, data: `?${'AQID'.repeat(1_000_000)}` })).toMatch(/not base64: {2}\?AQID/)
  })

  test('a huge did, type, name or number leaves the rest of the line in its place', async () => {
    const huge = 'x'.repeat(300_000)
    const more = ' {2}… \\(\\d+,\\d{3} more bytes\\)$'
    expect(await sayOne({ ...kv, did: huge, data: { n: 1 } })).toMatch(
      new RegExp(`^12:30:00.000  ∙ device_status_kv      x{21}\\*  did=x+… n=1${more}`),
    )
    expect(await sayOne({ ...kv, event_type: huge })).toMatch(
      new RegExp(`^12:30:00.000  \\? \\*x{19}  ${did}  event_type=x+…${more}`),
    )
    expect(await sayOne({ ...kv, data: { n: 1 }, [huge]: 1, o: 2 })).toMatch(new RegExp(`  n=1 o=2${more}`))
    const number = `{"event_type":"device_status_kv","did":"${did}","data":{"n":${'1'.repeat(300_000)}},"o":2}`
    expect(await sayOne(number)).toMatch(
      new RegExp(`^--:--:--.---  ∙ device_status_kv      ${did}  data=\\{\\} o=2${more}`),
    )
  })

  test('a long event has its place, its address and its id, wherever they stand', async () => {
    const extra = Object.fromEntries(Array.from({ length: 20_000 }, (_, i) => [`member_${i}`, i]))
    const place = { country: 'China', region: 'Guangdong', city: 'Guangzhou', ip: '203.0.113.106' }
    expect(await sayOne({ ...extra, ...online, ...place })).toContain(
      `${did}  Guangzhou, Guangdong, China  203.0.113.106  mac=02005e0000a1 member_0=0 member_1=1`,
    )
    expect(await sayOne({ ...extra, event_type: 'x', did, delivery_id: 7 })).toMatch(/ delivery_id=7 {2}…/)
  })

  test('nesting too deep for the stack is shown', async () => {
    const deep = `${'['.repeat(50_000)}${']'.repeat(50_000)}`
    const line = await sayOne(
      `{"event_type":"device_status_kv","created_at":${noon},"data":{"deep":${deep}}}`,
    )
    expect(line.endsWith(`deep=${deep}`)).toBe(true)
  })

  test('a terminal that does not say its width is not cut for', async () => {
    expect(await sayOne({ ...kv, data: { long: 'x'.repeat(300) } }, { width: 0 })).toContain('x'.repeat(300))
  })

  test('colours are closed before a cut, and take no cells', async () => {
    const say = await speaker({ theme: createTheme(3), width: 60 })
    const bare = await speaker({ width: 60 })
    fc.assert(
      fc.property(anyEvent, event => {
        // biome-ignore lint/complexity/useRegexLiterals: the escape is easier seen so
        const codes = new RegExp('\\u001b\\[[\\d;]+m', 'g')
        const coloured = say(event)
        expect(coloured.replace(codes, '')).toBe(bare(event))
        const open = new Set<string>()
        for (const [code] of coloured.matchAll(codes)) {
          if (code === '\u001b[39m') for (const one of open) if (/\[(3|9)/.test(one)) open.delete(one)
          if (code === '\u001b[22m') for (const one of open) if (/\[[12]m/.test(one)) open.delete(one)
          if (code !== '\u001b[39m' && code !== '\u001b[22m') open.add(code)
        }
        expect([...open]).toEqual([])
      }),
    )
  })
})

function graphemesOf(text: string): string[] {
  return Array.from(new Intl.Segmenter().segment(text), ({ segment }) => segment)
}

/** The index in `line` at which `cells` cells have been taken. */
function widthUpTo(line: string, cells: number): number {
  let index = 0
  for (const segment of graphemesOf(line)) {
    if (stringWidth(line.slice(0, index)) >= cells) break
    index += segment.length
  }
  return index
}

test('lines as real servers write them', async () => {
  const say = await speaker({ remembers: true, width: 163, time: 'iso', timeZone: 'UTC', now: 1499844000 })
  const lines = readFileSync('test/fixtures/events.ndjson', 'utf8').trim().split('\n').map(say)
  expect(lines.map(line => line.replace(/ {2}\+\S+ late\n$|\n$/, '').slice(26))).toEqual([
    '▴ device_online         Dn4tUq8sXw2yBz6cEf3gHj  Guangzhou, Guangdong, China  203.0.113.106  mac=02005e0000a1',
    '▾ device_offline        Dn4tUq8sXw2yBz6cEf3gHj  out of order  mac=02005e0000a1',
    '! attr_alert            Kp7rMv5nWb9dQs3fTg2hYx  raised   空气质量报警  Alert_Air',
    '✓ attr_alert            Kp7rMv5nWb9dQs3fTg2hYx  cleared  空气质量报警  after 3m 11s  Alert_Air',
    '✗ attr_fault            Kp7rMv5nWb9dQs3fTg2hYx  raised   电机故障 \\u001b[31m  Fault_Motor',
    '# device_status_raw     Rw6zLc4mJd8kNp2vGt5bVe  envelope 0091  report  12 bytes  00000003 07000091 04010203',
    '# device_status_raw     Rw6zLc4mJd8kNp2vGt5bVe  report  4 bytes  04010203',
    '∙ device_status_kv      Kp7rMv5nWb9dQs3fTg2hYx  Plasma=0 Air_Quality=优 Air_Sensitivity=0 Filter_Life=97 Wind_Velocity=睡眠 r…',
    '∙ device_status_kv      Kp7rMv5nWb9dQs3fTg2hYx  Filter_Life=96 energy=12345678901234567890 ratio=127.0 note="emoji 🔥 and del…',
    '↺ device_reset          Kp7rMv5nWb9dQs3fTg2hYx  mac=virtual:site',
    '▴ device_online         Dn4tUq8sXw2yBz6cEf3gHj  2001:db8::7  mac=02005e0000a1 imsi=001010123456789',
  ])
})

test('lines of all types of SNoti 2.x', async () => {
  const lines = readFileSync('test/fixtures/snoti2-events.ndjson', 'utf8').trim().split('\n')
  const types = lines.map(line => JSON.parse(line).event_type)
  expect(types.sort()).toEqual([...eventTypeNames].sort())
  const whole = await speaker({ time: 'none', now: 1583000000, dialect: snoti2 })
  expect(lines.map(whole).join('')).toBe(`\
▴ device_online         Kp7rMv5nWb9dQs3fTg2hYx  Guangzhou, Guangdong, China  203.0.113.106  23.125, 113.25  mac=02005e0000a1 iccid=89860000000000000001 imsi=001010123456789
▾ device_offline        Kp7rMv5nWb9dQs3fTg2hYx  mac=virtual:site
∙ device_status_kv      Kp7rMv5nWb9dQs3fTg2hYx  Switch=true Mode=睡眠 Room_Temp=-10.50 Note=null imsi=001010123456789
# device_status_raw     Kp7rMv5nWb9dQs3fTg2hYx  envelope 0091  report  12 bytes  00000003 07000091 04010203
! attr_alert            Kp7rMv5nWb9dQs3fTg2hYx  raised   空气质量报警  Alert_Air
✓ attr_fault            Kp7rMv5nWb9dQs3fTg2hYx  cleared  电机故障  Fault_Motor
⊞ device_bind           Kp7rMv5nWb9dQs3fTg2hYx  uid=00000000000000000000000000000a01 app_id=00000000000000000000000000000b01 mac=virtual:site
⊟ device_unbind         Kp7rMv5nWb9dQs3fTg2hYx  uid=00000000000000000000000000000a01 app_id=00000000000000000000000000000b01 mac=virtual:site
↺ device_reset          Kp7rMv5nWb9dQs3fTg2hYx  mac=virtual:site
⇣ device_file_download  Kp7rMv5nWb9dQs3fTg2hYx  https://files.example/firmware.bin?sign=0000
▸ app2dev_kv            Kp7rMv5nWb9dQs3fTg2hYx  client  Switch=true Mode=睡眠 Schedule=[1,2,255]  uid=00000000000000000000000000000a01 appid=00000000000000000000000000000b01
» app2dev_raw           Kp7rMv5nWb9dQs3fTg2hYx  enterprise_api  control  5 bytes  01020400 01  enterprise_id=00000000000000000000000000000e01
⌖ device_gps_kv         Kp7rMv5nWb9dQs3fTg2hYx  23.1250, 113.2500  8 satellites  hdop=0.9 payload=$GNGGA,
⌂ device_lbs_kv         Kp7rMv5nWb9dQs3fTg2hYx  北京市 海淀区 上园村路3号  23.125, 113.25  country=中国 adcode=110108 imsi=001010123456789 signal=-71.0
▵ sub_device_added      Kp7rMv5nWb9dQs3fTg2hYx  Rw6zLc4mJd8kNp2vGt5bVe  child_mac=02005e0000b2 child_product_key=a1f0c3d2e4b5968778695a4b3c2d1e04 child_passcode=***
▿ sub_device_deleted    Kp7rMv5nWb9dQs3fTg2hYx  Rw6zLc4mJd8kNp2vGt5bVe  child_mac=02005e0000b2 child_product_key=a1f0c3d2e4b5968778695a4b3c2d1e04
≔ datapoints_changed    -                       definition edited  product_key=a1f0c3d2e4b5968778695a4b3c2d1e01
`)
  const narrow = await speaker({ time: 'none', now: 1583000000, dialect: snoti2, width: 66, glyphs: 'ascii' })
  expect(lines.slice(6).map(narrow).join('')).toBe(`\
b bind     Kp7rMv5n*  uid=00000000000000000000000000000a01 app_i..
u unbind   Kp7rMv5n*  uid=00000000000000000000000000000a01 app_i..
r reset    Kp7rMv5n*  mac=virtual:site
d file     Kp7rMv5n*  https://files.example/firmware.bin?sign=0000
> app      Kp7rMv5n*  client  Switch=true Mode=睡眠 Schedule=[1,..
} appraw   Kp7rMv5n*  enterprise_api  control  5 bytes  01020400..
@ gps      Kp7rMv5n*  23.1250, 113.2500  8 satellites  hdop=0.9 ..
~ lbs      Kp7rMv5n*  北京市 海淀区 上园村路3号  23.125, 113.25 ..
^ subadd   Kp7rMv5n*  Rw6zLc4mJd8kNp2vGt5bVe  child_mac=02005e00..
_ subdel   Kp7rMv5n*  Rw6zLc4mJd8kNp2vGt5bVe  child_mac=02005e00..
= points   -          definition edited  product_key=a1f0c3d2e4b..
`)
})

test('a sub-device has the colour of its own events', async () => {
  const theme = createTheme(2)
  const line = await sayOne({ ...sub, child_did: 'c1' }, { theme })
  const { open, close } = theme.device('c1')
  expect(line.endsWith(`${open}c1${close}`)).toBe(true)
})

test('a letter with a million accents takes no more than its line', async () => {
  const marks = `a${'\u0301'.repeat(1_000_000)}`
  const family = `👨${'\u200d👨'.repeat(100_000)}`
  const event = new Event(pushOf(eventLine(1, { did: marks, mac: family, data: { [marks]: family } })))
  const format = await createPretty({
    ...usual,
    columns: () => 80,
    wall: () => 1499843747_000,
  })
  expect(String(format(event)).length).toBeLessThan(1000)
})
