import fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import { KnownStrings } from '../src/wire/known-strings.ts'

test.each(['attr_alert', 'attr_fault', '', '空气质量', '\\u7a7a\\n', 'x'.repeat(500)])(
  '%s, the first time and again',
  inside => {
    const strings = new KnownStrings(16)
    const bytes = Buffer.from(`"${inside}" "${inside}"`)
    const length = Buffer.byteLength(inside)
    const text = JSON.parse(`"${inside}"`)
    expect(strings.text(bytes, 1, 1 + length)).toBe(text)
    expect(strings.text(bytes, 4 + length, 4 + 2 * length)).toBe(text)
  },
)

test('remembers what the bytes were, not where they lay', () => {
  const strings = new KnownStrings(16)
  const bytes = Buffer.from('one')
  expect(strings.text(bytes, 0, 3)).toBe('one')
  bytes.write('two')
  expect(strings.text(bytes, 0, 3)).toBe('two')
  expect(strings.text(Buffer.from('one'), 0, 3)).toBe('one')
})

test('more strings than there are places for are right all the same', () => {
  const strings = new KnownStrings(2)
  const all = Array.from({ length: 100 }, (_, i) => `type_${i + 100}`)
  for (const text of [...all, ...all]) expect(strings.text(Buffer.from(text), 0, text.length)).toBe(text)
})

test('any strings of any length, whatever place they have', () => {
  const inside = fc.oneof(
    fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 3 }),
    fc.string({ unit: 'binary', maxLength: 40 }).map(text => JSON.stringify(text).slice(1, -1)),
  )
  fc.assert(
    fc.property(fc.array(inside), fc.constantFrom(2, 4, 64), (all, places) => {
      const strings = new KnownStrings(places)
      for (const text of [...all, ...all]) {
        const bytes = Buffer.from(`"${text}"`)
        expect(strings.text(bytes, 1, bytes.length - 1)).toBe(JSON.parse(bytes.toString()))
      }
    }),
  )
})

test('strings about as long as the longest that are remembered', () => {
  const strings = new KnownStrings(2)
  for (let length = 28; length < 40; length++)
    for (const letter of ['a', 'b', 'a']) {
      const text = letter.repeat(length)
      expect(strings.text(Buffer.from(text), 0, length)).toBe(text)
    }
})

test('of strings with the same places, the last two are the same objects again', () => {
  const strings = new KnownStrings(2)
  const isKept = (text: string) => {
    const decode = vi.spyOn(Buffer.prototype, 'toString')
    expect(strings.text(Buffer.from(text), 0, text.length)).toBe(text)
    const { length } = decode.mock.calls
    decode.mockRestore()
    return length === 0
  }
  for (const text of ['device_status_kv', 'device_status_raw']) expect(isKept(text)).toBe(false)
  for (const text of ['device_status_kv', 'device_status_raw', 'device_status_kv'])
    expect(isKept(text)).toBe(true)
  expect(isKept('device_online')).toBe(false)
  expect(isKept('device_status_raw')).toBe(true)
  expect(isKept('device_status_kv')).toBe(false)
  expect(isKept('device_online')).toBe(true)
  for (const length of [32, 33]) expect(isKept('x'.repeat(length))).toBe(false)
  expect(isKept('x'.repeat(32))).toBe(true)
  expect(isKept('x'.repeat(33))).toBe(false)
})
