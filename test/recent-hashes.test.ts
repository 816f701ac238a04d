import fc from 'fast-check'
import { expect, test } from 'vitest'
import { RecentHashes } from '../src/devices/recent-hashes.ts'

test('remembers the last ones, and no more than twice as many', () => {
  const hashes = new RecentHashes(1000)
  for (let i = 0; i < 10_500; i++) expect(hashes.add(i, -i)).toBe(false)
  let found = 0
  for (let i = 9500; i < 10_500; i++) found += Number(hashes.add(i, -i))
  expect(found).toBe(1000)
  expect(new Set(Array.from({ length: 7000 }, (_, i) => hashes.add(i, -i)))).toEqual(new Set([false]))
})

test('one that comes again and again stays', () => {
  const hashes = new RecentHashes(10)
  hashes.add(7, 7)
  for (let i = 0; i < 1000; i++) {
    hashes.add(i, 1)
    expect(hashes.add(7, 7)).toBe(true)
  }
})

test('both halves count, as do 0 and negative ones; places that meet are told apart', () => {
  const hashes = new RecentHashes(100)
  const pairs = [-1, 0, 1, 255, 256, -256, 0x7fffffff, -0x80000000].flatMap(high =>
    [-5, 0, 2, 2 ** 31 - 1].map(low => [high, low] as const),
  )
  for (const [high, low] of pairs) expect(hashes.add(high, low), `${high} ${low}`).toBe(false)
  for (const [high, low] of pairs) expect(hashes.add(high, low), `${high} ${low}`).toBe(true)
})

test('agrees with a set, whatever the numbers', () => {
  const hashes = new RecentHashes(1000)
  const seen = new Set<string>()
  let seed = 1
  const next = () => {
    seed = (Math.imul(seed, 1103515245) + 12345) | 0
    return (seed >> 8) % 13
  }
  for (let i = 0; i < 5000; i++) {
    const [high, low] = [next() << 8, next()]
    // 0 and 1 are the same where the other half is 0.
    if (high === 0 && low === 1) continue
    expect(hashes.add(high, low)).toBe(seen.has(`${high} ${low}`))
    seen.add(`${high} ${low}`)
  }
})

test('any hashes: the last ones are known for certain, and none that was not added lately', () => {
  const half = fc.oneof(fc.constantFrom(0, 1, 8, 16, -1, -8), fc.integer())
  fc.assert(
    fc.property(
      fc.array(fc.tuple(half, half), { maxLength: 100 }),
      fc.integer({ min: 1, max: 9 }),
      (all, size) => {
        const hashes = new RecentHashes(size)
        const added: string[] = []
        for (const [high, low] of all) {
          const key = `${high} ${high === 0 && low === 0 ? 1 : low}`
          const distinct = [...new Set(added.toReversed())]
          const isKnown = hashes.add(high, low)
          if (distinct.slice(0, size).includes(key)) expect(isKnown).toBe(true)
          if (!distinct.slice(0, 2 * size).includes(key)) expect(isKnown).toBe(false)
          added.push(key)
        }
      },
    ),
    { numRuns: 2000 },
  )
})
