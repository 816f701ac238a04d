import { expect, test } from 'vitest'
import { RecentMap } from '../src/base/recent-map.ts'

test('remembers the younger half at least, and what is asked for, and no more than its size', () => {
  const map = new RecentMap<number, number>(1000)
  map.set(-1, -1)
  for (let i = 0; i < 100_000; i++) {
    map.set(i, i * 2)
    expect(map.get(-1)).toBe(-1)
  }
  for (let i = 99_600; i < 100_000; i++) expect(map.get(i)).toBe(i * 2)
  let kept = 0
  for (let i = 0; i < 100_000; i++) if (map.get(i) !== undefined) kept++
  expect(kept).toBeLessThanOrEqual(1000)
})

test('a value set again is the new one', () => {
  const map = new RecentMap<string, number>(10)
  map.set('a', 1)
  expect(map.set('a', 2)).toBe(2)
  expect(map.get('a')).toBe(2)
})

test('a long text is not remembered', () => {
  const map = new RecentMap<string, number>(10)
  expect(map.set('x'.repeat(201), 1)).toBe(1)
  expect(map.get('x'.repeat(201))).toBeUndefined()
})

test('what is forgotten is reported once, and nothing that is still there', () => {
  const forgotten: number[] = []
  const map = new RecentMap<number, number>(10, value => forgotten.push(value))
  for (let i = 0; i < 100; i++) {
    map.set(i, i)
    map.get(0)
  }
  expect(forgotten).toEqual(Array.from({ length: forgotten.length }, (_, i) => i + 1))
  expect(forgotten.length).toBeGreaterThanOrEqual(89)
  expect(forgotten.map(i => map.get(i))).toEqual(forgotten.map(() => undefined))
})

test('what is deleted is gone, and not reported as forgotten; values are those that are left', () => {
  const forgotten: number[] = []
  const map = new RecentMap<number, number>(4, value => forgotten.push(value))
  for (const i of [1, 2, 3]) map.set(i, i * 10)
  map.get(1)
  map.delete(2)
  expect([...map.values()].sort()).toEqual([10, 30])
  map.delete(1)
  expect(map.get(1)).toBeUndefined()
  for (let i = 10; i < 20; i++) map.set(i, i)
  expect(forgotten.slice(0, 1)).toEqual([30])
})
