import { describe, expect, test } from 'vitest'
import { textCells } from '../src/base/text-width.ts'
import { sendDay, watchRun } from './support/watch-run.ts'

describe.each([
  [80, 24],
  [40, 15],
  [200, 60],
  [20, 5],
])('at %i by %i', (columns, rows) => {
  test.each([
    ['devices', []],
    ['alarms', ['a']],
    ['device', ['s', '\r']],
    ['help', ['?']],
    ['filter', ['f', 'temp>', '\r']],
  ])('%s', async (name, keys) => {
    const run = await watchRun({ columns, rows })
    sendDay(run)
    run.type(...keys.slice(0, -1).flatMap(key => [...key]), ...keys.slice(-1))
    await new Promise(resolve => setImmediate(resolve))
    run.clock.advance(1000)
    const screen = await run.screen()
    expect(screen.length).toBeLessThanOrEqual(rows)
    for (const row of screen) expect(textCells(row)).toBeLessThanOrEqual(columns)
    await expect(`${screen.join('\n')}\n`).toMatchFileSnapshot(
      `fixtures/screens/${name}-${columns}x${rows}.txt`,
    )
    run.live.close()
  })
})
