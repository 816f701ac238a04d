import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { newView } from '../src/base/view-of.ts'
import { hashOf, isAt, restOf, wordsOf } from '../src/base/words.ts'

const some = fc.uint8Array({ maxLength: 20 }).map(bytes => Buffer.from(bytes))

test.each([
  ['abcde', 'e'],
  ['abcdef', 'ef'],
  ['abcdefg', 'efg'],
  ['a', 'a'],
  ['ab', 'ab'],
  ['abc', 'abc'],
])('the rest of %s is %s', (text, rest) => {
  const word = Buffer.alloc(4)
  word.write(rest)
  for (const around of ['', 'xyz'])
    expect(
      restOf(newView(Buffer.from(around + text + around)), around.length, around.length + text.length),
    ).toBe(word.readInt32LE())
})

describe('words of bytes', () => {
  test('are where the same bytes are, with nothing or anything around them', () => {
    fc.assert(
      fc.property(some, some, some, (bytes, before, after) => {
        const view = newView(Buffer.concat([before, bytes, after]))
        expect(isAt(wordsOf(bytes), view, before.length)).toBe(true)
      }),
    )
  })

  test('are not where any byte is another one', () => {
    for (let length = 1; length < 14; length++)
      for (let place = 0; place < length; place++) {
        const bytes = Buffer.from('abcdefghijklmn').subarray(0, length)
        const other = Buffer.from(bytes)
        other[place]! ^= 0x80
        expect(isAt(wordsOf(bytes), newView(other), 0)).toBe(false)
        expect(hashOf(newView(other), 0, length)).not.toBe(hashOf(newView(bytes), 0, length))
      }
  })

  test('have a hash of theirs alone', () => {
    fc.assert(
      fc.property(some, some, some, (bytes, before, after) => {
        const view = newView(Buffer.concat([before, bytes, after]))
        const end = before.length + bytes.length
        expect(hashOf(view, before.length, end)).toBe(hashOf(newView(bytes), 0, bytes.length))
      }),
    )
  })
})
