import { describe, expect, test } from 'vitest'
import { sendDay, watchRun } from './support/watch-run.ts'

const settled = () => new Promise(resolve => setImmediate(resolve))

/** A view of `count` devices, d0 to the last, in the order of their names. */
async function fleetOf(count: number, columns = 60, rows = 12) {
  const run = await watchRun({ columns, rows, level: 1 })
  for (let i = count - 1; i >= 0; i--) run.status(`d${i}`, { n: i })
  run.clock.advance(1000)
  /** The dids on the screen, and the one that is selected. */
  const list = async () => {
    const dids = (await run.screen()).flatMap(row => /\bd\d+\b/.exec(row) ?? [])
    return { dids, selected: run.terminal.reversed().map(row => /\bd\d+\b/.exec(row)?.[0]) }
  }
  return { ...run, list }
}

describe('the list', () => {
  test('scrolls with the selection', async () => {
    const { type, list, live } = await fleetOf(30)
    const page = ['d0', 'd1', 'd2', 'd3', 'd4', 'd5', 'd6', 'd7']
    expect(await list()).toEqual({ dids: page, selected: ['d0'] })
    type('\u001b[B', 'j')
    expect(await list()).toEqual({ dids: page, selected: ['d2'] })
    type('\u001b[6~')
    expect((await list()).selected).toEqual(['d10'])
    expect((await list()).dids.at(-1)).toBe('d10')
    type('G')
    expect((await list()).dids.slice(-1)).toEqual(['d29'])
    type('\u001b[A', '\u001b[5~')
    expect((await list()).selected).toEqual(['d20'])
    type('\u001b[H')
    expect(await list()).toEqual({ dids: page, selected: ['d0'] })
    type('k')
    expect((await list()).selected).toEqual(['d0'])
    live.close()
  })

  test('keeps the device that is selected when the order changes', async () => {
    const { type, list, status, clock, live } = await fleetOf(30)
    type('j', 'j')
    for (const did of ['d20', 'd21', 'd22']) status(did, { n: 1 })
    clock.advance(1000)
    expect(await list()).toMatchObject({
      selected: ['d2'],
      dids: ['d22', 'd21', 'd20', 'd0', 'd1', 'd2', 'd3', 'd4'],
    })
    type('g')
    expect((await list()).selected).toEqual(['d22'])
    // At the top, the selection follows whatever comes first.
    status('d9', { n: 1 })
    clock.advance(1000)
    expect((await list()).selected).toEqual(['d9'])
    live.close()
  })

  test('is put in order once a second, and whenever that is asked for', async () => {
    const { type, list, status, alarm, clock, live } = await fleetOf(5)
    clock.advance(150)
    status('d4', { n: 1 })
    status('d4', { n: 2 })
    alarm('d3', 'Alert', 1)
    clock.advance(900)
    expect((await list()).dids).toEqual(['d0', 'd1', 'd2', 'd3', 'd4'])
    clock.advance(200)
    expect((await list()).dids).toEqual(['d3', 'd4', 'd0', 'd1', 'd2'])
    type('s')
    expect((await list()).dids).toEqual(['d3', 'd4', 'd0', 'd1', 'd2'])
    type('s')
    expect((await list()).dids).toEqual(['d4', 'd3', 'd0', 'd1', 'd2'])
    type('s')
    expect((await list()).dids).toEqual(['d0', 'd1', 'd2', 'd3', 'd4'])
    type('s')
    expect((await list()).dids).toEqual(['d3', 'd4', 'd0', 'd1', 'd2'])
    live.close()
  })

  test('is searched by a part of a did, on and back', async () => {
    const { type, list, screen, live } = await fleetOf(30)
    type('/', 'D', '1', '\r')
    expect((await list()).selected).toEqual(['d1'])
    type('n', 'n')
    expect((await list()).selected).toEqual(['d11'])
    type('N')
    expect((await list()).selected).toEqual(['d10'])
    type('/', 'x', '\r')
    expect((await screen()).at(-1)).toBe('no row has x')
    type('\u007f', '7', '\r')
    expect((await list()).selected).toEqual(['d17'])
    live.close()
  })
})

describe('the filter', () => {
  test('shows devices of which an event matches, before and after it is set', async () => {
    const { type, list, status, clock, screen, live } = await fleetOf(30)
    type('f', ...'data.n>27', '\r')
    await settled()
    expect((await list()).dids).toEqual(['d28', 'd29'])
    expect((await screen())[1]).toMatch(/^filter data\.n>27: 2 match, 30 devices: /)
    status('d3', { n: 99 })
    status('d3', { n: 1 })
    status('new', { n: 1 })
    clock.advance(1000)
    expect((await list()).dids).toEqual(['d3', 'd28', 'd29'])
    type('f', '\u0015', '\r')
    await settled()
    expect((await list()).dids).toHaveLength(7)
    live.close()
  })

  test('with an error stays open, with the error under it, until it is mended or given up', async () => {
    const { type, list, screen, clock, live } = await fleetOf(3)
    type('f', ...'data.n>', '\r')
    await settled()
    expect((await screen()).slice(-4)).toEqual([
      'filter: data.n>',
      'filter: a number must follow >',
      '  data.n>',
      '         ^',
    ])
    type('1')
    expect((await screen()).slice(-2)[0]).toBe('filter: data.n>1')
    type('\r')
    await settled()
    expect((await list()).dids).toEqual(['d2'])
    type('f', ...'((', '\r')
    await settled()
    type('\u001b')
    clock.advance(50)
    expect((await list()).dids).toEqual(['d2'])
    expect((await screen()).at(-1)).toMatch(/^q quit/)
    live.close()
  })
})

test('alarms are listed the oldest first, each with its device to open', async () => {
  const { type, screen, alarm, clock, live } = await watchRun({ columns: 60, rows: 12 })
  alarm('d1', 'First', 1)
  clock.advance(5000)
  alarm('d1', 'Second', 1)
  alarm('d2', 'Third', 1)
  clock.advance(1000)
  type('a')
  expect((await screen()).slice(1, 6)).toEqual([
    '3 open alarms of 2 devices, acks all',
    ' since device                 state    alarm',
    '    6s d1                     ?        ! First',
    '    1s d1                     ?        ! Second',
    '    1s d2                     ?        ! Third',
  ])
  alarm('d1', 'First', 0)
  clock.advance(1100)
  type('j', '\r')
  expect((await screen())[1]).toMatch(/^d2 /)
  type('\u007f')
  expect((await screen())[1]).toBe('2 open alarms of 2 devices, acks all')
  type('a')
  expect((await screen())[1]).toMatch(/^2 devices: /)
  live.close()
})

describe('the screen of a device', () => {
  test('scrolls its events, and follows the last one otherwise', async () => {
    const { type, screen, status, clock, live } = await watchRun({ columns: 80, rows: 20 })
    for (let i = 0; i < 100; i++) status('d1', { n: i })
    clock.advance(1000)
    type('\r')
    const events = async () => (await screen()).flatMap(row => /status +d1 +(?:n=)(\d+)/.exec(row)?.[1] ?? [])
    expect((await events()).slice(-2)).toEqual(['98', '99'])
    status('d1', { n: 100 })
    clock.advance(1000)
    expect((await events()).at(-1)).toBe('100')
    type('\u001b[5~')
    const back = (await events()).at(-1)!
    expect(Number(back)).toBeLessThan(95)
    type('g')
    expect((await events()).at(0)).toBe('0')
    type('G')
    expect((await events()).at(-1)).toBe('100')
    live.close()
  })

  test('keeps the last 200 events, and plots one attribute after the other', async () => {
    const { type, screen, status, clock, live } = await watchRun({ columns: 100, rows: 24 })
    for (let i = 0; i < 300; i++) status('d1', { a: i, text: 'x', b: -i })
    clock.advance(1000)
    type('\r', 'g')
    const rows = await screen()
    expect(rows.find(row => row.includes('a=100'))).toBeDefined()
    expect(rows.find(row => row.includes('a=99 '))).toBeUndefined()
    expect(rows[2]).toMatch(/changed +a +\d+ to 299$/)
    type('\t')
    expect((await screen())[2]).toMatch(/changed +b +-299 to -\d+$/)
    type('\t')
    expect((await screen())[2]).toMatch(/changed +a /)
    type('\u001b[Z')
    expect((await screen())[2]).toMatch(/changed +b /)
    live.close()
  })

  test('plots a measurement first, if there is one', async () => {
    const { type, screen, status, clock, live } = await watchRun({ columns: 100, rows: 24 })
    for (let i = 0; i < 3; i++) status('d1', { on: i % 2, constant: 7, temp: 20 + i })
    clock.advance(1000)
    type('\r')
    expect((await screen())[2]).toMatch(/changed +temp +20 to 22$/)
    type('\t')
    expect((await screen())[2]).toMatch(/changed +on +0 to 1$/)
    type('\u001b[Z')
    expect((await screen())[2]).toMatch(/changed +temp /)
    live.close()
  })

  test('shows a product key as a whole, or not at all', async () => {
    const { type, screen, put, clock, terminal, live } = await watchRun({ columns: 71, rows: 20 })
    const key = 'a1f0c3d2e4b5968778695a4b3c2d1e07'
    put('device_status_kv', 'd1', { product_key: key, data: { n: 1 } })
    clock.advance(1000)
    type('\r')
    const title = 'd1  ? unknown  1 event  0.2/s'
    expect((await screen())[1]).toBe(`${title}  ${key}`)
    await terminal.resize(title.length + key.length + 1, 20)
    expect((await screen())[1]).toBe(title)
    live.close()
  })

  test('marks what changed, and leaves out what came out of order or again', async () => {
    const { type, screen, put, status, clock, live } = await watchRun({ columns: 70, rows: 20 })
    status('d1', { n: 1 })
    clock.advance(60_000)
    status('d1', { n: 2 })
    put('device_status_kv', 'd1', { data: { n: 9 }, created_at: clock.wall() / 1000 - 30 })
    clock.advance(1000)
    type('\r')
    expect((await screen())[3]).toMatch(/^n +1→2 +1s$/)
    expect((await screen()).join('\n')).toContain('out of order')
    live.close()
  })
})

test('pausing stops the screen, not the events, and all keys work meanwhile', async () => {
  const { type, screen, status, clock, live } = await watchRun({ columns: 80, rows: 12 })
  status('d1', { n: 1 })
  clock.advance(1000)
  type(' ')
  const paused = await screen()
  expect(paused[1]).toMatch(/^PAUSED, 1 device: /)
  expect(paused.at(-1)).toContain('space go on')
  status('d1', { n: 2 })
  status('d2', { n: 2 })
  clock.advance(5100)
  const later = await screen()
  expect(later.slice(1)).toEqual(paused.slice(1))
  expect(later[0]).toMatch(/^● h\.example 6s · 3 received /)
  type('s', 's', 's', 's')
  expect((await screen()).slice(1).filter(row => row.includes('d1'))[0]).toContain('n=1')
  type('p')
  expect((await screen())[1]).toMatch(/^2 devices: /)
  expect((await screen()).join('\n')).toContain('n=2')
  live.close()
})

test('rates in a pause are those of its beginning', async () => {
  const { type, screen, status, clock, live } = await watchRun({ columns: 100, rows: 12 })
  const below = async () => (await screen()).slice(1)
  for (let i = 0; i < 12; i++) {
    status('d1', { n: i })
    clock.advance(5000)
  }
  type(' ')
  const paused = await below()
  clock.advance(30_000)
  type('s', 's', 's', 's')
  expect(await below()).toEqual(paused)
  type(' ', '\r', ' ')
  const device = await below()
  for (let i = 0; i < 9; i++) status('d1', { n: i })
  clock.advance(1000)
  expect(await below()).toEqual(device)
  live.close()
})

test('the help scrolls where it does not fit', async () => {
  const { type, screen, live } = await watchRun({ columns: 40, rows: 10 })
  const body = async () => (await screen()).slice(1, -1)
  type('?')
  const first = await body()
  expect(first[0]).toMatch(/^q +quit$/)
  expect(first.at(-1)).toMatch(/^↓ \d+$/)
  type('j')
  expect((await body()).slice(0, 6)).toEqual(first.slice(1, 7))
  type('\u001b[F')
  expect((await body()).at(-1)).toMatch(/anew$/)
  type('j', '\u001b[A')
  expect((await body()).at(-1)).toBe('↓ 2')
  type('?', '?')
  expect(await body()).toEqual(first)
  live.close()
})

test('what a terminal sends otherwise is no key', async () => {
  const { type, screen, status, clock, kills, counts, live } = await watchRun({ columns: 80, rows: 12 })
  status('d1', { n: 1 })
  clock.advance(1100)
  const before = await screen()
  // Mouse reports, focus, function keys, Alt-q, and a sequence in two parts.
  type('\u001b[<0;1;1M', '\u001b[I', '\u001b[15~', '\u001bq', '\u0001', '\u001b', '[15~')
  clock.advance(500)
  expect([await screen(), kills, counts.quits]).toEqual([before, [], 0])
  type('q', '\u0003', '\u001c')
  expect([kills, counts.quits]).toEqual([['SIGINT', 'SIGQUIT'], 1])
  live.close()
})

test('without keys it says so', async () => {
  const run = await watchRun({ hasKeys: false })
  sendDay(run)
  expect((await run.screen()).at(-1)).toBe('stdin is not a terminal, so there are no keys; Ctrl-C quits')
  expect(run.stdin.eventNames()).toEqual([])
  run.live.close()
})
