import { execFileSync } from 'node:child_process'
import { beforeEach, expect, test } from 'vitest'
import { bundleTs } from '../scripts/bundle-ts.mjs'
import { limitHeap, type V8 } from '../src/cli/limit-heap.ts'
import { ManualClock } from './support/manual-clock.ts'

const MB = 1024 * 1024

let clock: ManualClock
let capacity: number
let flags: string[]
let loads: number
let reads: number

beforeEach(() => {
  clock = new ManualClock()
  capacity = MB
  flags = []
  loads = 0
  reads = 0
})

async function load(): Promise<V8> {
  loads++
  return {
    getHeapSpaceStatistics() {
      reads++
      return [
        { space_name: 'old_space', space_used_size: 90 * MB, space_available_size: 0 },
        { space_name: 'new_space', space_used_size: capacity / 4, space_available_size: (capacity * 3) / 4 },
      ]
    },
    setFlagsFromString: flag => flags.push(flag),
  }
}

function limit({ version = '20.0.0', execArgv = [] as string[], env = {} as NodeJS.ProcessEnv } = {}) {
  return limitHeap(clock, { versions: { node: version }, execArgv, env }, load)
}

async function after(ms: number, check: () => void): Promise<void> {
  clock.advance(ms)
  check()
  await Promise.resolve()
}

test('the old generation grows less, the young one to 4 MB, and again once V8 has shrunk it', async () => {
  const check = limit()
  for (const [size, expected] of [
    [1, ['--heap-growing-percent=25']],
    [2, []],
    // The headers of pages are not counted.
    [3.93, ['--semi-space-growth-factor=1']],
    [3.93, []],
    [1, ['--semi-space-growth-factor=2']],
    [2, []],
    [7.86, ['--semi-space-growth-factor=1']],
  ] as const) {
    capacity = size * MB
    flags = []
    await after(1000, check)
    expect(flags).toEqual(expected)
  }
  expect(loads).toBe(1)
})

test('V8 is asked 50 ms after the start, and every 50 ms at most', async () => {
  const check = limit()
  await after(49, check)
  expect([loads, reads]).toEqual([0, 0])
  await after(1, check)
  expect([loads, reads]).toEqual([1, 1])
  for (let i = 0; i < 49; i++) await after(1, check)
  expect(reads).toBe(1)
  await after(1, check)
  expect([loads, reads]).toEqual([1, 2])
})

test('nothing is set if a size was chosen, or V8 may not know the flag', async () => {
  capacity = 64 * MB
  for (const check of [
    limit({ execArgv: ['--max-semi-space-size=64'] }),
    limit({ execArgv: ['--semi_space_growth_factor', '3'] }),
    limit({ execArgv: ['--heap-growing-percent=90'] }),
    limit({ env: { NODE_OPTIONS: '--no-warnings --max-semi-space-size=64' } }),
    limit({ version: '27.0.0' }),
  ])
    await after(1000, check)
  expect([loads, flags]).toEqual([0, []])
  await after(1000, limit({ version: '26.99.0', env: { NODE_OPTIONS: '--no-warnings' } }))
  expect(flags).toEqual(['--heap-growing-percent=25', '--semi-space-growth-factor=1'])
})

test('V8 grows less than it otherwise does', async () => {
  const script = await bundleTs('test/support/heap-growth.ts')
  const most = (mode: 'free' | 'limited', alive: number): { young: number; old: number } => {
    const env = { ...process.env, NODE_OPTIONS: '' }
    const printed = execFileSync(process.execPath, [script, mode, String(alive)], { env, encoding: 'utf8' })
    return JSON.parse(printed)
  }
  // Most objects are garbage when the next collection comes.
  expect(most('free', 10_000).young / MB).toBeGreaterThan(12)
  expect(most('limited', 10_000).young / MB).toBeLessThan(6)
  // They live for some collections, as those in a cache do.
  expect(most('limited', 200_000).old).toBeLessThan(most('free', 200_000).old)
}, 30_000)
