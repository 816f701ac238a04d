import { describe, expect, test } from 'vitest'
import { BottomLine } from '../src/view/bottom-line.ts'
import { Emulator } from './support/emulator.ts'

function setUp(columns = 40, rows = 8) {
  const terminal = new Emulator(columns, rows)
  return { terminal, line: new BottomLine(terminal) }
}

const numbers = (count: number) => Array.from({ length: count }, (_, i) => `line ${i}`)

test('output goes above the line, once and whole, whichever stream it comes from', async () => {
  const { terminal, line } = setUp()
  line.stderr.write('before\n')
  line.set('status 1')
  line.stdout.write('event 1\n')
  line.stderr.write('message\n')
  line.set('status 2')
  line.stdout.write(Buffer.from('event 2\nevent 3\n'))
  expect(await terminal.screen()).toEqual([
    'before',
    'event 1',
    'message',
    'event 2',
    'event 3',
    '',
    'status 2',
  ])
  // Where the next output goes.
  expect(await terminal.cursor()).toEqual({ x: 0, y: 5, isHidden: false })
  line.close()
  expect(await terminal.screen()).toEqual(['before', 'event 1', 'message', 'event 2', 'event 3'])
})

test('nothing of the line is left in what scrolled away', async () => {
  const { terminal, line } = setUp()
  for (const text of numbers(50)) {
    line.set(`status at ${text}`)
    line.stdout.write(`${text}\n`)
  }
  expect(await terminal.history()).toEqual([...numbers(50), '', 'status at line 49'])
  line.close()
  line.stderr.write('summary\n')
  expect(await terminal.history()).toEqual([...numbers(50), 'summary'])
})

test('a text that is shown already is not drawn again', async () => {
  const { terminal, line } = setUp()
  line.set('same')
  const { written } = terminal
  line.set('same')
  expect(terminal.written).toBe(written)
  line.erase()
  expect(await terminal.screen()).toEqual([])
  line.set('same')
  expect(await terminal.screen()).toEqual(['', 'same'])
})

test('one that is too wide for a terminal is not wrapped', async () => {
  const { terminal, line } = setUp()
  line.set('x'.repeat(100))
  line.stdout.write(`${'y'.repeat(60)}\n`)
  expect(await terminal.screen()).toEqual(['y'.repeat(60), '', 'x'.repeat(40)])
  line.set('')
  expect(await terminal.history()).toEqual(['y'.repeat(60)])
})

describe('a terminal that is stopped', () => {
  test('gets nothing of the other stream before it has taken a write', async () => {
    const { terminal, line } = setUp()
    line.set('status')
    terminal.stop()
    const done: string[] = []
    line.stdout.write('event 1\n', () => done.push('event 1'))
    line.set('status 2')
    line.set('status 3')
    line.stderr.write('message 1\n')
    line.stdout.write('event 2\n', () => done.push('event 2'))
    line.stderr.write('message 2\n')
    expect(line.stderr.writableLength).toBe('message 1\nmessage 2\n'.length)
    expect(line.stdout.writableLength).toBeGreaterThan('event 1\nevent 2\n'.length)
    terminal.resume()
    expect(await terminal.screen()).toEqual(['event 1', 'message 1', 'event 2', 'message 2', '', 'status 3'])
    expect(done).toEqual(['event 1', 'event 2'])
    expect([line.stdout.writableLength, line.stderr.writableLength]).toEqual([0, 0])
  })

  test('still gets what waited when the line is closed', async () => {
    const { terminal, line } = setUp()
    line.set('status')
    terminal.stop()
    line.stdout.write('event\n')
    line.stderr.write('message\n')
    line.close()
    line.stderr.write('reason\n')
    terminal.resume()
    expect(await terminal.screen()).toEqual(['event', 'message', 'reason'])
  })
})

describe('a terminal that is resized', () => {
  test.each([
    [25, 8],
    [80, 8],
    [40, 5],
    [40, 20],
    [25, 20],
  ])('to %i by %i keeps nothing of the line as it was', async (columns, height) => {
    const { terminal, line } = setUp()
    for (const text of numbers(20)) line.stdout.write(`${text}\n`)
    line.set('a status of more than twenty-five cells')
    await terminal.resize(columns, height)
    line.set('another status')
    line.stdout.write('next\n')
    // Some terminals leave an empty row where they had wrapped the line.
    const rows = (await terminal.history()).filter(row => row !== '')
    expect(rows).toEqual([...numbers(20), 'next', 'another status'])
  })

  test.each([
    [0, 8],
    [19, 8],
    [40, 3],
  ])('to %i by %i has no line', async (columns, rows) => {
    const { terminal, line } = setUp()
    line.set('status')
    line.stdout.write('event\n')
    Object.defineProperties(terminal, { columns: { value: columns }, rows: { value: rows } })
    line.set('status')
    expect(await terminal.screen()).toEqual(['event'])
    line.stdout.write('next\n')
    expect(await terminal.screen()).toEqual(['event', 'next'])
  })
})

test('an Enter that is typed leaves an empty row, and no second line', async () => {
  const { terminal, line } = setUp()
  line.stdout.write('event\n')
  line.set('status')
  terminal.echo('\r\n')
  line.stdout.write('next\n')
  expect(await terminal.screen()).toEqual(['event', '', 'next', '', 'status'])
})

test('an error of a stream goes to whoever wrote, and the next write is made', () => {
  const { terminal, line } = setUp()
  const failure = new Error('EIO')
  const { stdout } = terminal
  const failing = {
    ...stdout,
    columns: 40,
    rows: 8,
    write: (_: unknown, done?: (error: Error) => void) => !done?.(failure),
  }
  const other = new BottomLine({ stdout: failing, stderr: terminal.stderr })
  const errors: unknown[] = []
  other.stdout.write('event\n', error => errors.push(error))
  other.stderr.write('message\n')
  expect(errors).toEqual([failure])
  expect(terminal.written).toContain('message\n')
  line.close()
})
