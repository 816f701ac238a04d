import { expect, test } from 'vitest'
import { deviceMemory } from '../src/devices/device-memory.ts'

test('each gets memory that no other has', () => {
  const sizes = Array.from({ length: 3000 }, (_, i) => (i * 7) % 300)
  const all = sizes.map((size, i) => deviceMemory(size).fill(i % 251))
  for (const [i, bytes] of all.entries()) {
    expect(bytes.length).toBe(sizes[i])
    expect(bytes.every(byte => byte === i % 251)).toBe(true)
  }
})

test.each([
  [1, 2048],
  [255, 2048],
  [256, 2048],
  [257, 257],
  [100_000, 100_000],
])('of %i bytes, %i are kept from being freed', (size, expected) => {
  expect(deviceMemory(size).buffer.byteLength).toBe(expected)
})

test('one that does not fit into what is left gets all of its bytes', () => {
  while (deviceMemory(1).byteOffset !== 2046);
  expect(deviceMemory(2).length).toBe(2)
})
