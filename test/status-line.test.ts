import { EventEmitter } from 'node:events'
import { expect, test } from 'vitest'
import { LiveLine, type LiveLineDeps } from '../src/cli/live-line.ts'
import { createTheme } from '../src/format/theme.ts'
import { BottomLine } from '../src/view/bottom-line.ts'
import type { StatusFacts } from '../src/view/status-facts.ts'
import { Emulator } from './support/emulator.ts'
import { ManualClock } from './support/manual-clock.ts'

const facts: StatusFacts = {
  server: 'h.example',
  connection: { name: 'connected', since: 0 },
  filters: '',
  received: 0,
  shown: 0,
  rate: 0,
  idle: undefined,
  lag: undefined,
  unacked: 0,
  prefetch: 50,
  windowFull: false,
  ack: 'all',
  openAlarms: undefined,
}

function setUp() {
  const clock = new ManualClock()
  const terminal = new Emulator(60, 10)
  const line = new BottomLine(terminal)
  const kills: string[] = []
  const process = Object.assign(new EventEmitter(), {
    pid: 1,
    stdout: terminal,
    platform: 'linux',
    env: {},
    kill: (_: number, signal: string) => kills.push(signal),
  })
  let received = 0
  const said: string[] = []
  const live = new LiveLine(line, {
    clock,
    log: { theme: createTheme(0), endProgress: () => said.push('end of progress') },
    facts: () => ({ ...facts, received: ++received, shown: received }),
    process: process as unknown as LiveLineDeps['process'],
  })
  return { clock, terminal, line, process, kills, live, said }
}

const connected = { kind: 'connected', gap: undefined } as const
const row = (seconds: number, received: number) =>
  `● h.example ${seconds}s · ${received} received · 0/s · no event yet`

test('appears at the first login, instead of the spinner, and goes at the end', async () => {
  const { clock, terminal, live, said, process } = setUp()
  live.onStatus({ kind: 'dialing', retry: 0 })
  clock.advance(1000)
  expect([terminal.written, said]).toEqual(['', []])
  live.onStatus(connected)
  live.onStatus(connected)
  expect(said).toEqual(['end of progress'])
  expect(await terminal.screen()).toEqual(['', row(1, 1)])
  live.close()
  expect(await terminal.screen()).toEqual([])
  expect([clock.waiting, process.eventNames(), terminal.eventNames()]).toEqual([0, [], []])
})

test('one that never began ends without a trace', () => {
  const { clock, terminal, live } = setUp()
  live.close()
  expect([terminal.written, clock.waiting]).toEqual(['', 0])
})

test('has a new text at most five times a second, while what is written carries the last one', async () => {
  const { clock, terminal, line, live } = setUp()
  live.onStatus(connected)
  for (let i = 0; i < 1000; i++) {
    clock.advance(1)
    line.stdout.write(`event ${i}\n`)
  }
  const texts = new Set(terminal.written.match(/\d+ received/g))
  expect(texts.size).toBe(6)
  expect((await terminal.screen()).at(-1)).toBe(row(1, 6))
  live.close()
})

test('goes before the process is stopped, comes back after that, and follows the size', async () => {
  const { terminal, process, kills, live, line } = setUp()
  live.onStatus(connected)
  line.stdout.write('event\n')
  process.emit('SIGTSTP')
  expect([await terminal.screen(), kills]).toEqual([['event'], ['SIGTSTP']])
  process.emit('SIGCONT')
  expect(await terminal.screen()).toEqual(['event', '', row(0, 2)])
  await terminal.resize(30, 10)
  expect((await terminal.screen()).at(-1)).toBe('● h.example 0s · no event yet')
  process.emit('uncaughtExceptionMonitor')
  expect((await terminal.screen()).filter(text => text !== '')).toEqual(['event'])
  live.close()
})
