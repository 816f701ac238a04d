import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { closest } from '../src/base/closest.ts'

const types = ['device_online', 'device_offline', 'device_status_kv', 'attr_alert', 'attr_fault']

describe('closest', () => {
  test.each([
    ['attr_alrt', 'attr_alert'],
    ['attr_alertt', 'attr_alert'],
    ['attr_alort', 'attr_alert'],
    ['attr_alret', 'attr_alert'],
    ['device_onlien', 'device_online'],
    ['device_ofline', 'device_offline'],
    ['DEVICE_ONLINE', 'device_online'],
    ['device_status_vk', 'device_status_kv'],
  ])('%s -> %s', (word, meant) => expect(closest(word, types)).toBe(meant))

  test.each(['', 'online', 'x', 'device_reset_all', 'a'.repeat(1_000_000)])('nothing is near %#', word =>
    expect(closest(word, types)).toBeUndefined(),
  )

  test('a short word must be almost right', () => {
    expect(closest('jsn', ['json', 'pretty'])).toBe('json')
    expect(closest('josn', ['json', 'pretty'])).toBe('json')
    expect(closest('jnso', ['json', 'pretty'])).toBeUndefined()
    expect(closest('js', ['json', 'pretty'])).toBeUndefined()
    expect(closest('no', ['on', 'ok'])).toBeUndefined()
  })

  test('never more than three slips, however long', () => {
    const long = 'abcdefghijklmnopqrstuvwxyz'
    expect(closest(`${long}123`, [long])).toBe(long)
    expect(closest(`${long}1234`, [long])).toBeUndefined()
  })

  test('the nearest one; of equals the one that begins alike, then the first', () => {
    expect(closest('device_o.line', types)).toBe('device_online')
    expect(closest('device_ofline', types)).toBe('device_offline')
    expect(closest('attr_axxxt', ['attr_axxyt', 'attr_axxxs'])).toBe('attr_axxxs')
    expect(closest('abcdef', ['xbcdxf', 'abcdxy', 'abcdyx'])).toBe('abcdxy')
  })

  test('a character is one slip, emoji too', () => {
    expect(closest('ab🔥', ['abc'])).toBe('abc')
  })

  test('one slip in a word of three or more is always found', () => {
    const word = fc.string({ unit: fc.constantFrom(...'abcdef'), minLength: 3, maxLength: 30 })
    fc.assert(
      fc.property(word, fc.nat(), fc.constantFrom('x', ''), (meant, n, put) => {
        const at = n % meant.length
        const slipped = meant.slice(0, at) + put + meant.slice(at + 1)
        expect(closest(slipped, ['zzzzzzzzz', meant])).toBe(meant)
      }),
    )
  })
})
