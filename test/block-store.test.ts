import { expect, test } from 'vitest'
import { type BlockNumber, BlockStore, noBlock } from '../src/base/block-store.ts'

const bytesOf = (length: number, value: number) => Buffer.alloc(length, value)

test('values of all lengths stay as they were written, whatever is written and released beside them', () => {
  const store = new BlockStore()
  const kept = new Map<number, { at: BlockNumber; bytes: Buffer }>()
  const lengths = [0, 1, 123, 124, 125, 248, 249, 500, 7000]
  for (let i = 0; i < 2000; i++) {
    const name = (i * 7919) % 61
    const bytes = bytesOf(lengths[i % lengths.length]!, i % 251)
    kept.set(name, { at: store.write(bytes, kept.get(name)?.at ?? noBlock), bytes })
    if (i % 5 !== 0) continue
    const [other, { at }] = [...kept][i % kept.size]!
    store.release(at)
    kept.delete(other)
  }
  expect(kept.size).toBeGreaterThan(20)
  for (const { at, bytes } of kept.values())
    expect(store.read(at).subarray(0, bytes.length).equals(bytes)).toBe(true)
})

test('blocks are used again, so that memory is that of what is kept at once', () => {
  const store = new BlockStore()
  let at: BlockNumber = noBlock
  for (let i = 0; i < 1000; i++) at = store.write(bytesOf(i % 2 === 0 ? 1000 : 10, 1), at)
  store.release(at)
  store.release(noBlock)
  // Numbers of blocks begin at 0.
  expect(Math.max(...Array.from({ length: 18 }, () => store.write(bytesOf(1, 1), noBlock)))).toBe(17)
})
