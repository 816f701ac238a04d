import { describe, expect, test } from 'vitest'
import { textCells } from '../src/base/text-width.ts'
import { checkWatch } from '../src/cli/check-watch.ts'
import { straighten } from '../src/view/straighten.ts'
import { sendDay, watchRun } from './support/watch-run.ts'

describe('the terminal is given back', () => {
  test('when the run ends, with the messages that waited', async () => {
    const { terminal, live, messages, stdin, process, clock, screen } = await watchRun()
    messages.write('warning: first\n')
    messages.write('warning: second,\n  in two lines\n')
    clock.advance(100)
    await terminal.drained()
    expect(terminal.isAlternate).toBe(true)
    expect(stdin.isRaw).toBe(true)
    expect((await terminal.cursor()).isHidden).toBe(true)
    expect((await screen()).at(-2)).toBe('warning: second, in two lines')
    clock.advance(10_000)
    expect((await screen()).join('\n')).not.toContain('warning')
    live.close()
    messages.write('summary\n')
    expect(await screen()).toEqual(['warning: first', 'warning: second,', '  in two lines', 'summary'])
    expect([terminal.isAlternate, stdin.isRaw, (await terminal.cursor()).isHidden]).toEqual([
      false,
      false,
      false,
    ])
    expect(terminal.written.lastIndexOf('\u001b[?7h')).toBeGreaterThan(
      terminal.written.lastIndexOf('\u001b[?7l'),
    )
    expect([clock.waiting, process.eventNames(), terminal.eventNames(), stdin.eventNames()]).toEqual([
      0,
      [],
      [],
      [],
    ])
  })

  test('with the last 200 messages, and how many there were before', async () => {
    const { live, messages, terminal } = await watchRun()
    for (let i = 0; i < 250; i++) messages.write(`message ${i}\n`)
    live.close()
    const lines = await terminal.history()
    expect([lines[0], lines[1], lines.at(-1)]).toEqual([
      '(messages that are not shown: 50)',
      'message 50',
      'message 249',
    ])
  })

  test.each(['exit', 'uncaughtExceptionMonitor'])('at %s', async event => {
    const { terminal, process, stdin } = await watchRun()
    process.emit(event)
    expect((await terminal.cursor()).isHidden).toBe(false)
    expect([terminal.isAlternate, stdin.isRaw]).toEqual([false, false])
  })

  test('while the process is stopped, and taken again after that', async () => {
    const run = await watchRun()
    const { terminal, process, stdin, kills, screen, live, type } = run
    sendDay(run)
    type('\u001a')
    expect(kills).toEqual(['SIGTSTP'])
    process.emit('SIGTSTP')
    expect(kills).toEqual(['SIGTSTP', 'SIGTSTP'])
    await terminal.drained()
    expect([terminal.isAlternate, stdin.isRaw]).toEqual([false, false])
    run.clock.advance(500)
    expect(terminal.isAlternate).toBe(false)
    process.emit('SIGCONT')
    expect((await screen())[3]).toContain('jj4FR9f*')
    expect([terminal.isAlternate, stdin.isRaw]).toEqual([true, true])
    live.close()
  })
})

test('a resized terminal is drawn anew, down to nothing', async () => {
  const run = await watchRun({ columns: 80, rows: 24 })
  const { terminal, screen, live } = run
  sendDay(run)
  for (const [columns, rows] of [
    [20, 5],
    [5, 2],
    [1, 1],
    [200, 60],
  ] as const) {
    await terminal.resize(columns, rows)
    const shown = await screen()
    expect(shown.length).toBeLessThanOrEqual(rows)
    for (const row of shown) expect(textCells(row)).toBeLessThanOrEqual(columns)
  }
  expect((await screen())[3]).toContain('jj4FR9f9s5XVuvqKkKWw6M')
  live.close()
})

test('a stopped terminal drops frames, not events', async () => {
  const run = await watchRun()
  const { terminal, status, clock, watch, screen, live } = run
  status('d1', { n: -1 })
  clock.advance(100)
  await screen()
  terminal.stop()
  const { length } = terminal.written
  for (let i = 0; i < 500; i++) {
    status(`d${i % 5}`, { n: i })
    expect(await watch.flush()).toBe(true)
    clock.advance(100)
  }
  terminal.resume()
  const late = terminal.written.slice(length)
  expect(late.match(/\u001b\[\?2026h/g)).toHaveLength(1)
  clock.advance(100)
  expect((await screen()).join('\n')).toContain('n=499')
  expect(watch.counts).toMatchObject({ events: 501, waiting: 0 })
  live.close()
})

test('only rows that changed are written', async () => {
  const { terminal, status, clock, screen, live } = await watchRun()
  for (let i = 0; i < 10; i++) status(`d${i}`, { n: i })
  clock.advance(1100)
  await screen()
  const { length } = terminal.written
  clock.advance(100)
  expect(terminal.written.slice(length)).toBe('')
  status('d3', { n: 4 })
  clock.advance(100)
  const rows = terminal.written.slice(length).match(/\u001b\[\d+H/g)!
  expect(rows.length).toBeLessThan(5)
  live.close()
})

test('names that are hostile or of odd widths move nothing out of its column', async () => {
  const run = await watchRun({ columns: 120, rows: 12 })
  const { alarm, status, clock, screen, terminal, live } = run
  const hostile = [
    'a\u001b[2J\u0007',
    'b\u202egnp',
    `c${'长'.repeat(50)}`,
    'd🔥👨‍👩‍👧',
    `e${'\u0301'.repeat(150)}`,
    'f\tg',
    'g‹…●',
  ] as const
  for (const name of hostile) {
    status(name, { [name]: name })
    alarm(name, name, 1)
  }
  clock.advance(1000)
  const rows = (await screen()).slice(3, 10)
  expect(rows).toHaveLength(hostile.length)
  expect(rows.join('')).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202e]/)
  expect(rows.join('')).toContain('\\u001b[2J\\u0007')
  for (const row of rows) expect(row).toMatch(/ +\d+s +0\.4 /)
  // The column that follows is set, whatever the terminal draws.
  expect(terminal.written).toMatch(/🔥\u001b\[\d+G/)
  live.close()
})

test('a row is straightened after each character whose width terminals disagree about', () => {
  expect(straighten('plain 中文 \u001b[1mbold\u001b[22m')).toBe('plain 中文 \u001b[1mbold\u001b[22m')
  expect(straighten('a●b')).toBe('a●\u001b[3Gb')
  expect(straighten('\u001b[32m中…\u001b[39mx')).toBe('\u001b[32m中…\u001b[4G\u001b[39mx')
  expect(straighten('▁█')).toBe('▁\u001b[2G█\u001b[3G')
  expect(straighten('👨‍👩‍👧!')).toBe('👨‍👩‍👧\u001b[3G!')
})

test('colours are those of the theme, or none', async () => {
  const coloured = await watchRun({ level: 1 })
  sendDay(coloured)
  expect(coloured.terminal.written.includes('\u001b[32m▴')).toBe(true)
  coloured.live.close()
  const plain = await watchRun({ level: 0 })
  sendDay(plain)
  expect(/\u001b\[3\dm/.test(plain.terminal.written)).toBe(false)
  plain.live.close()
})

test.each([
  [{ isTTY: false }, {}, 'stdout is not one'],
  [{ isTTY: true }, { TERM: 'dumb' }, 'TERM is dumb'],
])('it needs a terminal: %j %j', (stdout, env, reason) => {
  const check = () =>
    checkWatch({ stdout, env, platform: 'linux' } as unknown as Parameters<typeof checkWatch>[0])
  expect(check).toThrowError(
    expect.objectContaining({ code: 'usage', message: expect.stringContaining(reason) }),
  )
})
