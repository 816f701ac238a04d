import fc from 'fast-check'
import { expect, test } from 'vitest'
import { LagHistogram } from '../src/app/lag-histogram.ts'

function histogramOf(lags: readonly number[]): LagHistogram {
  const histogram = new LagHistogram()
  for (const lag of lags) histogram.add(lag)
  return histogram
}

/** What a quantile is, on all the lags themselves. */
function quantileOf(lags: readonly number[], q: number): number {
  return lags.toSorted((a, b) => a - b)[Math.max(1, Math.ceil(lags.length * q)) - 1]!
}

const lag = fc.oneof(
  fc.integer({ min: 0, max: 100 }),
  fc.double({ min: 0, max: 4 * 86_400_000, noNaN: true }),
  fc.constantFrom(0, 0.001, 1, 31, 32, 1023, 1024, 259_200_000),
)

test('any quantile is that of the sorted lags, to the millisecond and 1 %', () => {
  fc.assert(
    fc.property(
      fc.array(lag, { minLength: 1, maxLength: 200 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (lags, q) => {
        const exact = quantileOf(lags, q)
        const reported = histogramOf(lags).quantile(q)!
        expect(reported).toBeGreaterThanOrEqual(exact - 0.5)
        expect(reported).toBeLessThanOrEqual((exact + 1.5) * 1.01)
      },
    ),
    { numRuns: 2000 },
  )
})

test('quantiles far apart are told apart', () => {
  const lags = [...Array(90).fill(10), ...Array(9).fill(1000), 100_000]
  const histogram = histogramOf(lags)
  const of = (q: number) => histogram.quantile(q)! / quantileOf(lags, q)
  expect(quantileOf(lags, 0.9)).toBe(10)
  expect(quantileOf(lags, 0.91)).toBe(1000)
  for (const q of [0, 0.5, 0.9, 0.91, 0.95, 0.99, 1]) expect(of(q), `${q}`).toBeCloseTo(1, 1)
  expect(histogram.max).toBe(100_000)
})

test('the largest lag bounds every quantile, and none at all has none', () => {
  expect(histogramOf([5]).quantile(0.5)).toBe(5)
  expect(histogramOf([-20]).quantile(0.95)).toBe(-20)
  expect([histogramOf([]).quantile(0.5), histogramOf([]).max]).toEqual([undefined, undefined])
})
