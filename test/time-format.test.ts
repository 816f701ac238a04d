import fc from 'fast-check'
import { afterEach, describe, expect, test } from 'vitest'
import { roughDuration } from '../src/format/rough-duration.ts'
import { shownTime, type TimeFormat, type TimeStyle, timeStyles } from '../src/format/time-format.ts'
import { readZone } from '../src/format/zone-name.ts'
import { createZoneOffset } from '../src/format/zone-offset.ts'

const at = (iso: string) => Date.parse(iso)
const now = at('2026-11-23T04:30:00Z')

function formatIn(style: TimeStyle, zone?: string): TimeFormat {
  return timeStyles[style].create(zone, () => now)
}

describe('local', () => {
  test.each([
    ['Asia/Shanghai', '2026-11-23T04:30:00.007Z', '12:30:00.007', '2026-11-23 Mon'],
    ['Asia/Shanghai', '2026-11-22T16:00:00.000Z', '00:00:00.000', '2026-11-23 Mon'],
    ['Asia/Shanghai', '2026-11-22T15:59:59.999Z', '23:59:59.999', '2026-11-22 Sun'],
    ['UTC', '2024-02-29T23:59:59.500Z', '23:59:59.500', '2024-02-29 Thu'],
    ['Asia/Kathmandu', '2026-01-01T00:00:00.000Z', '05:45:00.000', '2026-01-01 Thu'],
    ['Australia/Lord_Howe', '2026-01-01T00:00:00.000Z', '11:00:00.000', '2026-01-01 Thu'],
    // Berlin goes to summer time at 01:00 UTC and back again; both sides of each turn.
    ['Europe/Berlin', '2026-03-29T00:59:59.999Z', '01:59:59.999', '2026-03-29 Sun'],
    ['Europe/Berlin', '2026-03-29T01:00:00.000Z', '03:00:00.000', '2026-03-29 Sun'],
    ['Europe/Berlin', '2026-10-25T00:59:59.999Z', '02:59:59.999', '2026-10-25 Sun'],
    ['Europe/Berlin', '2026-10-25T01:00:00.000Z', '02:00:00.000', '2026-10-25 Sun'],
    ['America/New_York', '1969-12-31T23:59:59.001Z', '18:59:59.001', '1969-12-31 Wed'],
  ])('%s at %s', (zone, time, clock, date) => {
    const format = formatIn('local', zone)
    expect(format.text(at(time))).toBe(clock)
    expect(format.date?.(at(time))).toBe(date)
  })
})

describe('iso', () => {
  test.each([
    ['UTC', '2026-11-23T04:30:00.007Z'],
    ['Etc/UTC', '2026-11-23T04:30:00.007Z'],
    ['Asia/Shanghai', '2026-11-23T12:30:00.007+08:00'],
    ['Europe/London', '2026-11-23T04:30:00.007+00:00'],
    ['America/St_Johns', '2026-11-23T01:00:00.007-03:30'],
    ['America/New_York', '2026-11-22T23:30:00.007-05:00'],
  ])('%s', (zone, text) => {
    expect(formatIn('iso', zone).text(at('2026-11-23T04:30:00.007Z'))).toBe(text)
  })

  test('says the very time it was given, in any zone', () => {
    const zones = [
      'Asia/Shanghai',
      'Europe/Berlin',
      'America/Sao_Paulo',
      'Pacific/Chatham',
      'Africa/Casablanca',
    ]
    const formats = [undefined, 'UTC', ...zones].map(zone => formatIn('iso', zone))
    const times = fc.integer({ min: at('1975-01-01T00:00Z'), max: at('2200-01-01T00:00Z') })
    fc.assert(
      fc.property(times, ms => {
        for (const format of formats) {
          expect(at(format.text(ms))).toBe(ms)
          expect(format.text(ms)).toHaveLength(format.cells)
        }
      }),
      { numRuns: 2000 },
    )
  })
})

describe('relative', () => {
  test.each([
    [0, 'now'],
    [999, 'now'],
    [-999, 'now'],
    [1000, '1s ago'],
    [59_999, '59s ago'],
    [60_000, '1m ago'],
    [3_600_000, '1h ago'],
    [86_400_000 * 3, '3d ago'],
    [86_400_000 * 800, '2y ago'],
    [-3000, 'in 3s'],
  ])('%i ms ago', (ms, text) => {
    expect(formatIn('relative').text(now - ms)).toBe(text.padStart(8))
  })
})

test('delta is the time since the line before', () => {
  const { text, none } = formatIn('delta')
  const times = [0, 412, 412, 212, 60_211, 120_211, 7_200_000, 86_400_000 * 2, 86_400_000 * 200, -1e13, 9e13]
  expect(times.map(ms => text(now + ms).trim())).toEqual([
    '',
    '+0.412s',
    '+0.000s',
    '-0.200s',
    '+59.999s',
    '+1m 00s',
    '+1h 58m',
    '+1d 22h',
    '+198d',
    '-317y',
    '+3168y',
  ])
  expect(none.trim()).toBe('-')
})

test.each([
  ['local', '12:30:00.007', '12:30:00'],
  ['iso', '2026-11-23T12:30:00.007+08:00', '2026-11-23T12:30:00+08:00'],
  ['epoch', ' 1795408200.007', ' 1795408200'],
] as const)('%s has a brief form', (style, whole, short) => {
  const { text, brief, date } = formatIn(style, 'Asia/Shanghai')
  const ms = at('2026-11-23T04:30:00.007Z')
  expect([text(ms), brief!.text(ms), brief!.none.length]).toEqual([whole, short, brief!.cells])
  expect(brief!.date?.(ms)).toBe(date?.(ms))
})

test('epoch has seconds with three decimals', () => {
  expect(formatIn('epoch').text(1499843747794)).toBe(' 1499843747.794')
  expect(formatIn('epoch').text(-1)).toBe('         -0.001')
})

test('none takes no place', () => {
  expect(formatIn('none')).toMatchObject({ cells: 0, none: '' })
})

test.each(Object.keys(timeStyles) as TimeStyle[])('%s: every text has the same width', style => {
  const format = formatIn(style, 'Asia/Shanghai')
  expect(format.none).toHaveLength(format.cells)
  const times = fc.double({ noNaN: true, min: shownTimes[0], max: shownTimes[1] })
  fc.assert(
    fc.property(times, seconds => {
      const ms = shownTime(seconds)
      if (ms === undefined) return
      expect(format.text(ms)).toHaveLength(format.cells)
      expect(format.brief?.text(ms).length).toBe(format.brief?.cells)
    }),
  )
})

test('the first and the last time that is shown have that width too, in every zone and style', () => {
  for (const style of Object.keys(timeStyles) as TimeStyle[]) {
    for (const zone of ['UTC', 'Pacific/Kiritimati', 'Pacific/Pago_Pago']) {
      const format = formatIn(style, zone)
      for (const ms of [-9_999_999_999_999, 99_999_999_999_999]) {
        expect(shownTime(ms / 1000)).toBe(ms)
        expect(format.text(ms)).toHaveLength(format.cells)
      }
    }
  }
  expect(shownTime(-10_000_000_000)).toBeUndefined()
  expect(shownTime(100_000_000_000)).toBeUndefined()
})

/** Seconds since 1970 of the years 1000 to 9999, and a year around. */
const shownTimes = [-30_641_760_000, 253_433_923_200] as const

describe('the time of an event', () => {
  test('is rounded to the millisecond that was meant', () => {
    expect(shownTime(1499843747.7937)).toBe(1499843747794)
    expect(shownTime(1499843747.794)).toBe(1499843747794)
  })

  test('is none where a calendar has no four digits for its year', () => {
    for (const seconds of [undefined, 1e300, -1e300, 1499843747794, 253402300800, -62135596800])
      expect(shownTime(seconds)).toBeUndefined()
  })
})

describe('offsets', () => {
  const { TZ } = process.env
  afterEach(() => {
    if (TZ === undefined) delete process.env.TZ
    else process.env.TZ = TZ
  })

  test("no zone is the machine's own", () => {
    process.env.TZ = 'Asia/Kolkata'
    expect(formatIn('local').text(at('2026-11-23T04:30:00Z'))).toBe('10:00:00.000')
  })

  test('an unknown zone is an error', () => {
    expect(() => createZoneOffset('Mars/Olympus')).toThrow(RangeError)
  })

  test('agree with Intl on both sides of every change, whatever was asked before', () => {
    const zones = ['Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Africa/Casablanca']
    for (const zone of zones) {
      const offset = createZoneOffset(zone)
      const wall = new Intl.DateTimeFormat('sv-SE', {
        timeZone: zone,
        dateStyle: 'short',
        timeStyle: 'medium',
      })
      for (let hour = at('2026-01-01T00:00Z'); hour < at('2027-01-01T00:00Z'); hour += 7_199_000) {
        const seconds = Math.floor(hour / 1000) * 1000
        expect(at(`${wall.format(seconds).replace(' ', 'T')}Z`) - seconds).toBe(offset(seconds))
      }
    }
  })
})

test('rough durations', () => {
  const said = [0, 999, 1000, 61_000, 3_599_999, 86_399_999, 86_400_000, 40_000_000_000].map(roughDuration)
  expect(said).toEqual(['0s', '0s', '1s', '1m', '59m', '23h', '1d', '1y'])
})

function isKnownToIcu(timeZone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone })
    return true
  } catch {
    return false
  }
}

describe('the name of a zone', () => {
  const hours = (zone: string) => createZoneOffset(zone)(now) / 3_600_000

  test.each([
    ['UTC+8', '+08:00', 8],
    ['GMT+8', '+08:00', 8],
    ['utc+08:00', '+08:00', 8],
    ['UTC +8', '+08:00', 8],
    ['+08:00', '+08:00', 8],
    ['+0800', '+08:00', 8],
    ['+8', '+08:00', 8],
    ['-08:00', '-08:00', -8],
    ['UTC-3:30', '-03:30', -3.5],
    ['+5:45', '+05:45', 5.75],
    ['+14:00', '+14:00', 14],
    ['-12', '-12:00', -12],
    // IANA counts these to the west.
    ['Etc/GMT-8', 'Etc/GMT-8', 8],
    ['etc/gmt+3', 'Etc/GMT+3', -3],
    ['Z', 'UTC', 0],
    ['utc', 'UTC', 0],
    ['GMT', 'UTC', 0],
    ['UTC+0', 'UTC', 0],
    ['-00:00', 'UTC', 0],
    ['asia/shanghai', 'Asia/Shanghai', 8],
    ['AMERICA/NEW_YORK', 'America/New_York', -5],
    ['PRC', undefined, 8],
    ['EST5EDT', undefined, -5],
    ['CET', undefined, 1],
  ])('%s', (given, name, offset) => {
    const read = readZone(given) as { zone: string }
    // What a link to another zone is called is the system's to say.
    if (name !== undefined) expect(read).toEqual({ zone: name })
    expect(hours(read.zone)).toBe(offset)
  })

  test.each([
    ['CST', /^CST can mean Asia\/Shanghai, America\/Chicago or America\/Havana: name one, or give an offset/],
    ['cst', /Asia\/Shanghai/],
    ['EST', /America\/New_York/],
    ['MST', /America\/Denver/],
    ['IST', /Asia\/Kolkata, Europe\/Dublin or Asia\/Jerusalem/],
    ['BST', /Europe\/London or Asia\/Dhaka/],
    ['PST', /America\/Los_Angeles/],
    ['EDT', /Did you mean America\/New_York\?/],
    ['BJT', /Did you mean Asia\/Shanghai\?/],
    // ICU has these, IANA does not.
    ['VST', /must be an IANA name/],
    ['NET', /must be an IANA name/],
    ['Asia/Shangai', /Did you mean Asia\/Shanghai\?/],
    ['Asia/Beijing', /Did you mean Asia\/Shanghai\?/],
    ['Beijing', /Did you mean Asia\/Shanghai\?/],
    ['Tokyo', /Did you mean Asia\/Tokyo\?/],
    ['America/New York', /Did you mean America\/New_York\?/],
    ['8', /Did you mean \+8\?/],
    ['08:00', /Did you mean \+08:00\?/],
    ['Mars/Base', /^It must be an IANA name, such as Asia\/Shanghai, or an offset, such as \+08:00\.$/],
    ['+14:01', /^An offset must be from -12:00 to \+14:00/],
    ['-12:30', /from -12:00 to \+14:00/],
    ['UTC+99', /from -12:00 to \+14:00/],
    ['+8:60', /must be an IANA name/],
    ['+080', /must be an IANA name/],
    ['constructor', /must be an IANA name/],
  ])('%s is refused', (given, says) => {
    expect(readZone(given)).toEqual({ fault: expect.stringMatching(says) })
  })

  test('no abbreviation of three letters is taken but those of IANA, which mean one thing', () => {
    const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ']
    const names = letters.flatMap(a => letters.flatMap(b => letters.map(c => a + b + c)))
    const taken = names.filter(isKnownToIcu).filter(name => 'zone' in readZone(name))
    expect(taken).toEqual(['CET', 'EET', 'GMT', 'HST', 'MET', 'PRC', 'ROC', 'ROK', 'UCT', 'UTC', 'WET'])
  })

  test('an offset is shown as such', () => {
    expect(formatIn('iso', '+08:00').text(now)).toBe('2026-11-23T12:30:00.000+08:00')
    expect(formatIn('iso', '-03:30').text(now)).toBe('2026-11-23T01:00:00.000-03:30')
    expect(formatIn('local', '+05:45').text(now)).toBe('10:15:00.000')
  })
})
