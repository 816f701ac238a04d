import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { DeviceTable } from '../src/devices/device-table.ts'
import { Event } from '../src/event/event.ts'
import type { FormatContext } from '../src/format/formats.ts'
import { lagText } from '../src/format/lag.ts'
import { createPretty } from '../src/format/pretty.ts'
import { noMask } from '../src/format/text-mask.ts'
import { createTheme } from '../src/format/theme.ts'
import { formattedText } from './support/formatted-text.ts'
import { pushOf } from './support/lines.ts'

/** 2026-11-23 04:30:00 UTC, in seconds. */
const noon = 1795408200
const did = 'Dn4tUq8sXw2yBz6cEf3gHj'
let id = 0

interface Setting extends Partial<FormatContext> {
  width?: number
}

/** Shows events, given as members or JSON text, as pretty does: without columns and the end of the line. */
async function shower({ width, ...context }: Setting = {}) {
  const wall = () => noon * 1000 + 10_800_000
  const devices = new DeviceTable({ statuses: 'compare', wall })
  const format = await createPretty({
    theme: createTheme(0),
    time: 'none',
    timeZone: 'UTC',
    columns: () => width,
    wall,
    ...context,
  })
  return (given: string | object): string => {
    const members = { cmd: 'enterprise_event_push', did, created_at: noon + id, delivery_id: ++id }
    const event = new Event(
      pushOf(typeof given === 'string' ? given : JSON.stringify({ ...members, ...given })),
    )
    devices.read(event)
    const [, text] = /\S+ \S+ +\S+ {2}(.*?)(?: {2}(?:\u001b\[33m)?\+\S+ late\S*)?\n$/.exec(
      formattedText(format(event)),
    )!
    return text!
  }
}

const status = (data: unknown, more = {}) => ({ event_type: 'device_status_kv', data, ...more })
const raw = (hex: string) => ({
  event_type: 'device_status_raw',
  data: Buffer.from(hex, 'hex').toString('base64'),
})

describe('--diff', () => {
  test('shows the first status in full, then what changed, and counts the rest', async () => {
    const show = await shower({ diff: true })
    const at = (data: object) => show(status({ on: 1, Mode: '自动', PM25: 141, ...data }))
    expect(at({})).toBe('on=1 Mode=自动 PM25=141')
    expect(at({ PM25: 147 })).toBe('PM25=141→147 (+6)  2 unchanged')
    expect(at({ PM25: 147 })).toBe('no change  3 unchanged')
    expect(at({ PM25: 147, on: 0, Mode: 'two words' })).toBe('on=1→0 Mode=自动→"two words"  1 unchanged')
    expect(at({ PM25: null, on: 0, Mode: 'two words', Note: 'x' })).toBe(
      'PM25=147→null Note=x (new)  2 unchanged',
    )
    expect(show(status({ Mode: '自动' }))).toBe('Mode="two words"→自动')
    expect(show(status({}))).toBe('no change')
    expect(show(status(5))).toBe('data=5')
  })

  test.each([
    ['27', '27.5', ' (+0.5)'],
    ['27.1', '27.3', ' (+0.2)'],
    ['27.30', '20', ' (-7.3)'],
    ['-1', '-101', ' (-100)'],
    ['99', '100', ' (+1)'],
    ['0', '1', ''],
    ['0', '2', ' (+2)'],
    ['1e3', '1001', ''],
    ['18446744073709551615', '18446744073709551616', ''],
    ['"27"', '27', ''],
  ])('the difference of %s and %s', async (before, now, difference) => {
    const show = await shower({ diff: true })
    const at = (value: string) =>
      show(
        `{"event_type":"device_status_kv","did":"${did}","created_at":${noon},"delivery_id":${++id},"data":{"v":${value}}}`,
      )
    at(before)
    expect(at(now)).toBe(`v=${before}→${now}${difference}`)
  })

  test('the difference of any two decimals is exact', async () => {
    const show = await shower({ diff: true })
    const decimal = fc
      .tuple(fc.integer({ min: -999_999_999, max: 999_999_999 }), fc.integer({ min: 0, max: 6 }))
      .map(([digits, decimals]) => String(Number(`${digits}e-${decimals}`)))
      .filter(text => !text.includes('e') && !['0', '1'].includes(text))
    const decimalsOf = (text: string) => text.split('.')[1]?.length ?? 0
    fc.assert(
      fc.property(fc.array(fc.tuple(decimal, decimal), { minLength: 1, maxLength: 20 }), pairs => {
        const shown = (side: 0 | 1) =>
          show(status(Object.fromEntries(pairs.map((pair, i) => [`v${i}`, Number(pair[side])]))))
        shown(0)
        const changes = pairs.flatMap(([before, now], i) => {
          const exact = Number(
            (Number(now) - Number(before)).toFixed(Math.max(decimalsOf(before), decimalsOf(now))),
          )
          return exact === 0 ? [] : [`v${i}=${before}→${now} (${exact > 0 ? '+' : ''}${exact})`]
        })
        expect(shown(1).startsWith(changes.join(' '))).toBe(true)
      }),
    )
  })

  test('shows the bytes of a payload that changed', async () => {
    const show = await shower({ diff: true })
    expect(show(raw('040026'))).toBe('report  3 bytes  040026')
    expect(show(raw('040226'))).toBe('report  04[00→02]26')
    expect(show(raw('040226'))).toBe('report  no change')
    expect(show(raw('0402'))).toBe('report  0402[26→]')
    expect(show(raw('770327'))).toBe('action 77  [0402→770327]')
    expect(show({ ...raw(''), data: 'no base64!' })).toBe('not base64:  no base64!')
    expect(show(raw('770328'))).toBe('action 77  7703[27→28]')
  })

  test('leaves out the middle of many bytes that did not change', async () => {
    const show = await shower({ diff: true, glyphs: 'ascii' })
    const long = `01020304${'00'.repeat(20)}05060708`
    show(raw(`${long}0a${'11'.repeat(12)}`))
    expect(show(raw(`${long}0b${'11'.repeat(12)}`))).toBe(
      `control  01020304..20..05060708[0a->0b]${'11'.repeat(12)}`,
    )
  })

  test('compares a payload of any length, and shows 4 KB of it', async () => {
    const show = await shower({ diff: true })
    const huge = '00'.repeat(5000)
    show(raw(`${huge}01`))
    expect(show(raw(`${huge}01`))).toBe('action 00  no change')
    expect(show(raw(`${huge}02`))).toBe('action 00  00000000…4088…00000000')
  })

  test('of a long value only the beginning is shown, with no part of a secret before the cut', async () => {
    const secret = 'c4n4ry-secret'
    const mask = {
      ...noMask,
      shortest: 4,
      mayHide: () => true,
      hide: (text: string) => text.replace(/c4n4(?=…)/, '***'),
      hideInWhole: (text: string) => text.replaceAll(secret, '***'),
    }
    const show = await shower({ diff: true, mask })
    const long = `${'x'.repeat(196)}${secret}`
    show(status({ v: long }))
    expect(show(status({ v: 1 }))).toBe(`v=${'x'.repeat(196)}***…→1`)
  })

  test('secret members stay hidden', async () => {
    const show = await shower({ diff: true })
    show(status({ child_passcode: 'a' }))
    expect(show(status({ child_passcode: 'b' }))).toBe('child_passcode=***')
  })
})

describe('what changed stands out', () => {
  const dim = (text: string) => `\u001b[2m${text}\u001b[22m`
  const bold = (text: string) => `\u001b[1m${text}\u001b[22m`

  test('in a pipe at its place, on a terminal first', async () => {
    for (const width of [undefined, 200]) {
      const show = await shower({ theme: createTheme(1), ...(width && { width }) })
      expect(show(status({ a: 1, b: 2, c: 4 }))).toBe(`${dim('a=')}1 ${dim('b=')}2 ${dim('c=')}4`)
      const a = width ? dim('a=') + dim('1') : dim('a=1')
      const changed = `${dim('b=')}${bold('3')} ${dim('c=')}${bold('5')}`
      expect(show(status({ a: 1, b: 3, c: 5 }))).toBe(width ? `${changed} ${a}` : `${a} ${changed}`)
    }
  })

  test('and without colours nothing is added', async () => {
    const show = await shower()
    show(status({ a: 1, b: 2 }))
    expect(show(status({ a: 1, b: 3 }))).toBe('a=1 b=3')
    expect(show(raw('0400'))).toBe('report  2 bytes  0400')
    expect(show(raw('0401'))).toBe('report  2 bytes  0401')
  })
})

describe('alarms, and devices that come and go', () => {
  const alarm = (value: number, seconds: number, event_id = 'e1') => ({
    event_type: 'attr_fault',
    event_id,
    created_at: noon + seconds,
    data: { attr_name: 'Fault_Motor', attr_displayname: '电机故障', value },
  })

  test('how long an alarm was raised, that it is raised still, or again', async () => {
    const show = await shower()
    expect(show(alarm(1, 0))).toBe('raised   电机故障  Fault_Motor')
    expect(show(alarm(1, 60))).toBe('raised   电机故障  still, after 1m 00s  Fault_Motor')
    expect(show(alarm(0, 191.5))).toBe('cleared  电机故障  after 3m 12s  Fault_Motor')
    expect(show(alarm(0, 192))).toBe('cleared  电机故障  Fault_Motor')
    expect(show(alarm(1, 201.5))).toBe('raised   电机故障  re-raised after 10.0s  Fault_Motor')
    expect(show(alarm(0, 200))).toBe('out of order  cleared  电机故障  Fault_Motor')
  })

  test('how long a device was online or offline, and that it flaps', async () => {
    const show = await shower()
    const goes = (event_type: string, seconds: number) =>
      show({ event_type, created_at: noon + seconds, mac: 'm' })
    expect(goes('device_online', 0)).toBe('mac=m')
    expect(goes('device_offline', 7380)).toBe('after 2h 03m online  mac=m')
    expect(goes('device_online', 7400)).toBe('after 20.0s offline  mac=m')
    expect(goes('device_online', 7401)).toBe('mac=m')
    expect(goes('device_offline', 7410)).toBe('after 10.0s online  mac=m')
    goes('device_online', 7420)
    expect(goes('device_offline', 7430)).toBe('after 10.0s online  flapping: offline 3 times in 10m  mac=m')
    expect(goes('device_offline', 7405)).toBe('out of order  mac=m')
  })

  test('what is delivered again is marked, and changes nothing', async () => {
    const show = await shower({ diff: true })
    show(status({ a: 1 }))
    const second = status({ a: 2 }, { created_at: noon + 5000 })
    expect(show(second)).toBe('a=1→2 (+1)')
    expect(show(second)).toBe('again  a=2')
    expect(show(status({ a: 2 }, { created_at: noon + 5001 }))).toBe('no change  1 unchanged')
  })
})

test.each([
  [10, '+10s late'],
  [4 * 86_400 - 1, '+3d late'],
  [4 * 86_400 + 1, ''],
  [-100, ''],
])('a lag of %d s is shown as %j: what cannot be one is none', (seconds, text) => {
  expect(lagText(noon * 1000, (noon + seconds) * 1000)).toBe(text)
})
