import fc from 'fast-check'
import stringWidth from 'string-width'
import { describe, expect, test } from 'vitest'
import { systemClock } from '../src/base/clock.ts'
import { formatDuration, parseDuration, writeDuration } from '../src/base/duration.ts'
import { demandOn, fits, limitsOf } from '../src/base/number-setting.ts'
import { excerpt, excerptOf, safeJson, safeText } from '../src/base/safe-text.ts'
import { parseSize, writeSize } from '../src/base/size.ts'
import { textBeginning } from '../src/base/text-beginning.ts'
import { viewOf } from '../src/base/view-of.ts'
import { unseen } from './support/unseen.ts'

describe('durations', () => {
  test.each([
    ['500ms', 500],
    ['30s', 30_000],
    ['5m', 300_000],
    ['1h', 3_600_000],
    ['1.5s', 1500],
    ['1h30m', 5_400_000],
    ['2d', 172_800_000],
    ['0', 0],
    ['0s', 0],
    ['', undefined],
    ['5', undefined],
    ['s', undefined],
    ['-5s', undefined],
    ['5 s', undefined],
    ['5x', undefined],
    ['1e3s', undefined],
    ['5sec', undefined],
    ['.5s', undefined],
    ['５s', undefined],
  ])('%s', (text, ms) => expect(parseDuration(text)).toBe(ms))

  test.each([
    [0, '0ms'],
    [340, '340ms'],
    [999.4, '999ms'],
    [999.6, '1.0s'],
    [3200, '3.2s'],
    [59_949, '59.9s'],
    [59_960, '1m 00s'],
    [65_000, '1m 05s'],
    [3_599_400, '59m 59s'],
    [3_599_600, '1h 00m'],
    [7_800_000, '2h 10m'],
    [86_399_000, '1d 0h'],
    [273_600_000, '3d 4h'],
    [-2000, '-2.0s'],
  ])('%d ms is %s', (ms, text) => expect(formatDuration(ms)).toBe(text))

  test.each([
    [0, '0'],
    [500, '500ms'],
    [1000, '1s'],
    [1500, '1500ms'],
    [60_000, '60s'],
    [90_000, '90s'],
    [300_000, '5m'],
    [5_400_000, '90m'],
    [7_200_000, '2h'],
    [172_800_000, '2d'],
  ])('%d ms is typed as %s', (ms, text) => expect(writeDuration(ms)).toBe(text))

  test('what is written is read as it was', () => {
    fc.assert(fc.property(fc.nat(), ms => parseDuration(writeDuration(ms)) === ms))
  })

  test('any text gives a number or nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'0123456789.smhd -e') }), text => {
        const ms = parseDuration(text)
        expect(ms === undefined || (Number.isFinite(ms) && ms >= 0)).toBe(true)
      }),
    )
  })
})

describe('sizes', () => {
  test.each([
    ['65536', 65536],
    ['512K', 524_288],
    ['16M', 16_777_216],
    ['1g', 1_073_741_824],
    ['1.5k', 1536],
    ['16MiB', 16_777_216],
    ['', undefined],
    ['M', undefined],
    ['-1', undefined],
    ['1T', undefined],
    ['1 M', undefined],
  ])('%s', (text, bytes) => expect(parseSize(text)).toBe(bytes))

  test.each([
    [0, '0'],
    [1000, '1000'],
    [1024, '1K'],
    [1536, '1536'],
    [16 * 1024 ** 2, '16M'],
    [3 * 1024 ** 3, '3G'],
  ])('%d bytes are typed as %s', (bytes, text) => {
    expect(writeSize(bytes)).toBe(text)
    expect(parseSize(text)).toBe(bytes)
  })
})

describe('a number that can be set', () => {
  test.each([
    [{ whole: true, min: 1, max: 9 }, 'a whole number from 1 to 9'],
    [{ whole: true, min: 0, max: Infinity }, 'a whole number, 0 or more'],
    [{ min: 1024 }, 'a number, 1024 or more'],
    [{ above: 0 }, 'a number more than 0'],
    [
      { above: 0, below: 9, reason: 'that is how it is' },
      'a number more than 0 and under 9, that is how it is',
    ],
  ] as const)('%o', (setting, demand) => expect(demandOn(setting)).toBe(demand))

  test('its limits can be told in the unit in which it is typed', () => {
    expect(limitsOf({ above: 0, below: 300_000 }, writeDuration)).toBe('more than 0 and under 5m')
    expect(limitsOf({ whole: true, min: 1024 }, writeSize)).toBe('1K or more')
    expect(limitsOf({ above: 1024 }, writeSize)).toBe('more than 1K')
  })

  test('Infinity is whole where it is the largest value, and nowhere else', () => {
    expect(fits({ whole: true, min: 0, max: Infinity }, Infinity)).toBe(true)
    expect(fits({ whole: true, min: 0 }, Infinity)).toBe(false)
    expect(fits({ min: 0 }, Infinity)).toBe(true)
  })
})

describe('text for eyes', () => {
  const characters = Array.from({ length: 0x11_0000 }, (_, code) => code)

  test('every character of Unicode is escaped, or can be seen, or is a mark on the letter before it', () => {
    const neither: number[] = []
    for (const code of characters) {
      const character = String.fromCodePoint(code)
      if (safeText(`a${character}b`) !== `a${character}b`) continue
      // Unassigned ones are the box of the font; there are too many to be measured.
      if (/(?!\p{Noncharacter_Code_Point})\p{Cn}/u.test(character)) continue
      const seen = stringWidth(character) > 0 && !/[\p{Zl}\p{Zp}\p{Noncharacter_Code_Point}]/u.test(character)
      if (!seen && !/\p{M}/u.test(character)) neither.push(code)
    }
    expect(neither).toEqual([0x09])
  })

  test('what is invisible is escaped, next to letters of whatever script', () => {
    const hidden = [
      ...[0x00, 0x1b, 0x7f, 0x85, 0xad, 0x34f, 0x61c, 0x115f, 0x1160, 0x17b4, 0x17b5, 0x180e, 0x200b, 0x200e],
      ...[0x2028, 0x2029, 0x202e, 0x2060, 0x2065, 0x2069, 0x2800, 0x3164, 0xfeff, 0xffa0, 0xfff8, 0xfffe],
      ...[0x13441, 0x16fe4, 0x1d159, 0x1bca0, 0x1d173, 0xe0001, 0xe0041, 0xe0fff, 0x1fffe],
    ].map(code => String.fromCodePoint(code))
    for (const letter of ['a', '1', '中', '한', 'ع', 'क', '🔥', ' ', '']) {
      for (const one of hidden) expect(safeText(letter + one + letter)).toMatch(/\\u\{?[0-9a-f]+\}?/)
    }
  })

  test.each([
    ['\u001b[31mred\u001b[0m', '\\u001b[31mred\\u001b[0m'],
    ['a\r\nb', 'a\\u000d\\u000ab'],
    ['\u202eevil', '\\u202eevil'],
    ['\u{e0041}', '\\u{e0041}'],
    ['\ud800', '\\ud800'],
    ['中文 🔥 👨‍👩‍👧 é\tx', '中文 🔥 👨‍👩‍👧 é\tx'],
    ['全\u3000角 a\u00a0b', '全\u3000角 a\u00a0b'],
    // Joiners stay in emoji of several parts, and in scripts that are written with them.
    ['👩🏽\u200d🚒 🏳\ufe0f\u200d🌈', '👩🏽\u200d🚒 🏳\ufe0f\u200d🌈'],
    ['می\u200cخواهم क्\u200dष', 'می\u200cخواهم क्\u200dष'],
    ['ad\u200dmin 设\u200c备 한\u200d', 'ad\\u200dmin 设\\u200c备 한\\u200d'],
    ['👨\u200d 👨\u200d\u200d👩 \u200d', '👨\\u200d 👨\\u200d\\u200d👩 \\u200d'],
    // Variation selectors stay on what has variations, one on each.
    ['❤\ufe0f ☎\ufe0e 1\ufe0f\u20e3', '❤\ufe0f ☎\ufe0e 1\ufe0f\u20e3'],
    ['葛\u{e0100} 神\ufe00 ᠠ\u180b', '葛\u{e0100} 神\ufe00 ᠠ\u180b'],
    ['a\ufe0f 1\ufe0f \ufe0f', 'a\\ufe0f 1\\ufe0f \\ufe0f'],
    ['❤\ufe0f\ufe0f 葛\u{e0100}\u{e0101}', '❤\ufe0f\\ufe0f 葛\u{e0100}\\u{e0101}'],
    ['a\u180b ᠠ\u180b\u180b 中\u{e01f0}', 'a\\u180b ᠠ\u180b\\u180b 中\\u{e01f0}'],
  ])('%j', (text, safe) => expect(safeText(text)).toBe(safe))

  test('JSON made safe means the same and holds nothing unsafe', () => {
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: 'binary' }), value => {
        const line = JSON.stringify(value)
        const safe = safeJson(`${line}\r`)
        expect(JSON.parse(safe)).toEqual(JSON.parse(line))
        expect(safe.replaceAll('\t', '')).not.toMatch(unseen)
      }),
      { numRuns: 1000 },
    )
    expect(safeJson('{"a":"\u007f\u009b\u{e0041}"}')).toBe('{"a":"\\u007f\\u009b\\udb40\\udc41"}')
  })

  test('an excerpt of a line says how much is left out', () => {
    const excerptOfAll = (text: string) => {
      const bytes = Buffer.from(`##${text}##`)
      return excerptOf(bytes, 2, bytes.length - 2)
    }
    expect(excerptOfAll('\u001bshort')).toBe('\\u001bshort')
    expect(excerptOfAll('x'.repeat(80))).toBe('x'.repeat(80))
    expect(excerptOfAll('x'.repeat(81))).toBe(`${'x'.repeat(80)}… (1 more byte)`)
    expect(excerptOfAll('中'.repeat(80))).toBe('中'.repeat(80))
    expect(excerptOfAll('🔥'.repeat(500_080))).toBe(`${'🔥'.repeat(80)}… (2,000,000 more bytes)`)
  })

  test('a beginning never parts a character', () => {
    const bytes = Buffer.from('aé中🔥'.repeat(30))
    for (let most = 1; most < 120; most++) {
      const [, text, count] = /^(.*)… \((\d+) more bytes?\)$/.exec(
        textBeginning(bytes, 0, bytes.length, most),
      )!
      expect([...text!]).toHaveLength(most)
      expect(Buffer.byteLength(text!) + Number(count)).toBe(bytes.length)
    }
    expect(textBeginning(bytes, 0, bytes.length, 120)).toBe(String(bytes))
    expect(textBeginning(Buffer.alloc(100, 0x80), 0, 100, 10)).toMatch(/^\ufffd+… \(60 more bytes\)$/)
  })

  test('an excerpt is short and safe', () => {
    expect(excerpt(`\u001b${'x'.repeat(100)}`, 5)).toBe('\\u001bxxxx…')
    expect(excerpt('short', 5)).toBe('short')
    expect(excerpt('1234🔥6', 5)).toBe('1234…')
  })
})

test('a view is that of its bytes, whatever was viewed before', () => {
  const whole = Buffer.from('abcdefgh')
  const parts = [whole.subarray(1, 3), whole.subarray(4), Buffer.from('x'), whole]
  const order = [0, 0, 1, 0, 1, 2, 1, 0, 2, 3, 3, 0]
  for (const i of order) {
    const bytes = parts[i]!
    const view = viewOf(bytes)
    expect([view.byteLength, view.getUint8(0)]).toEqual([bytes.length, bytes[0]])
    expect(viewOf(bytes)).toBe(view)
  }
})

test('the time stands still until the next await, and goes on then', async () => {
  const first = systemClock.wall()
  while (Date.now() <= first);
  expect(systemClock.wall()).toBe(first)
  await undefined
  expect(systemClock.wall()).toBeGreaterThan(first)
})
