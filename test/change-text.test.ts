import fc from 'fast-check'
import { expect, test } from 'vitest'
import { differenceOf } from '../src/format/change-text.ts'

test('numbers of few digits differ by exactly what their decimals say', () => {
  const decimals = fc.constantFrom(1, 10, 100, 1000)
  const digits = fc.oneof(fc.integer({ min: -5000, max: 5000 }), fc.integer({ min: -1e13, max: 1e13 }))
  fc.assert(
    fc.property(digits, digits, decimals, (from, to, divisor) => {
      const [before, now] = [from / divisor, to / divisor]
      fc.pre(before !== now && !(Math.abs(before) < 2 && Math.abs(now) < 2))
      const isLong = [before, now].some(number => String(number).length > 15)
      const difference = differenceOf(before, now)
      // Of long numbers of three decimals it need not be known.
      if (!(isLong && divisor === 1000)) expect(difference).toBe((to - from) / divisor)
      else expect([undefined, (to - from) / divisor]).toContain(difference)
    }),
    {
      numRuns: 2000,
      examples: [
        [99917677, 97689908, 100],
        [1, 2, 100],
        [0, 1, 100],
        [10, 11, 100],
      ],
    },
  )
})

test('of numbers of more digits than a double has, it is not known what they differ by', () => {
  expect(differenceOf(1, 123_456_789_012_345.5)).toBeUndefined()
  expect(differenceOf(1, 12_345_678_901.25)).toBe(12_345_678_900.25)
})
