import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formatDuration, parseDuration } from '../src/base/duration.ts'
import { excerpt, safeJson, safeText } from '../src/base/safe-text.ts'
import { parseSize } from '../src/base/size.ts'

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
})

describe('text for eyes', () => {
  const characters = Array.from({ length: 0x11_0000 }, (_, code) => code)

  test('every control and format character of Unicode is escaped, but tab and the two joiners', () => {
    const let_through: number[] = []
    for (const code of characters) {
      const character = String.fromCodePoint(code)
      if (!/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u.test(character)) continue
      if (safeText(`a${character}b`).includes(character)) let_through.push(code)
    }
    expect(let_through).toEqual([0x09, 0x200c, 0x200d])
  })

  test.each([
    ['\u001b[31mred\u001b[0m', '\\u001b[31mred\\u001b[0m'],
    ['a\r\nb', 'a\\u000d\\u000ab'],
    ['\u202eevil', '\\u202eevil'],
    ['\u{e0041}', '\\u{e0041}'],
    ['\ud800', '\\ud800'],
    ['中文 🔥 👨‍👩‍👧 é\tx', '中文 🔥 👨‍👩‍👧 é\tx'],
  ])('%j', (text, safe) => expect(safeText(text)).toBe(safe))

  test('JSON made safe means the same and holds nothing unsafe', () => {
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: 'binary' }), value => {
        const line = JSON.stringify(value)
        const safe = safeJson(`${line}\r`)
        expect(JSON.parse(safe)).toEqual(JSON.parse(line))
        expect(safe).not.toMatch(/(?![\t\u200c\u200d])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u)
      }),
      { numRuns: 1000 },
    )
    expect(safeJson('{"a":"\u007f\u009b\u{e0041}"}')).toBe('{"a":"\\u007f\\u009b\\udb40\\udc41"}')
  })

  test('an excerpt is short and safe', () => {
    expect(excerpt(`\u001b${'x'.repeat(100)}`, 5)).toBe('\\u001bxxxx…')
    expect(excerpt('short', 5)).toBe('short')
  })
})
