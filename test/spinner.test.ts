import { EventEmitter } from 'node:events'
import { beforeEach, describe, expect, test } from 'vitest'
import { Spinner } from '../src/cli/spinner.ts'
import { type GuardedProcess, guardTerminal } from '../src/cli/terminal-guard.ts'
import { ManualClock } from './support/manual-clock.ts'

/** A terminal that keeps what is written to it. */
class Screen extends EventEmitter {
  readonly isTTY = true
  columns = 80
  said = ''
  private seen = () => {}

  write(text: string): boolean {
    this.said += text
    this.seen()
    return true
  }

  cursorTo(): void {}
  moveCursor(): void {}
  clearLine(): void {}

  /** Settles once `text` has been written. */
  async until(text: string): Promise<void> {
    while (!this.said.includes(text)) {
      await new Promise<void>(resolve => {
        this.seen = resolve
      })
    }
  }

  /** What has been written since this was last asked. */
  take(): string {
    const { said } = this
    this.said = ''
    return said
  }

  get cursorHidden(): boolean {
    return this.said.lastIndexOf('\u001b[?25l') > this.said.lastIndexOf('\u001b[?25h')
  }
}

/** A process that can be sent signals, and keeps those it sends to itself. */
class FakeProcess extends EventEmitter {
  readonly pid = 1
  readonly sent: string[] = []

  kill(pid: number, signal: string): true {
    expect([pid, this.listenerCount(signal)]).toEqual([1, 0])
    this.sent.push(signal)
    return true
  }
}

let screen: Screen
let process: FakeProcess
let clock: ManualClock

function spinnerOn(columns: number): Spinner {
  screen.columns = columns
  return new Spinner({
    clock,
    stream: screen as unknown as NodeJS.WriteStream,
    process: process as unknown as GuardedProcess,
    coloured: false,
  })
}

beforeEach(() => {
  screen = new Screen()
  process = new FakeProcess()
  clock = new ManualClock()
})

describe('spinner', () => {
  test('appears after 150 ms, and leaves nothing behind', async () => {
    const spinner = spinnerOn(80)
    spinner.show('connecting')
    clock.advance(149)
    expect(clock.waiting).toBe(1)
    clock.advance(1)
    await screen.until('connecting')
    expect(screen.cursorHidden).toBe(true)
    spinner.around(() => screen.write(`line: cursor ${screen.cursorHidden ? 'hidden' : 'shown'}\n`))
    expect(screen.said).toContain('line: cursor shown\n')
    expect(screen.cursorHidden).toBe(true)
    spinner.hide()
    expect(screen.cursorHidden).toBe(false)
    expect([clock.waiting, process.eventNames(), screen.eventNames()]).toEqual([0, [], []])
  })

  test('counts down in whole seconds, once a second', async () => {
    const spinner = spinnerOn(80)
    spinner.countDown(10_900, left => `waiting ${left} now`)
    clock.advance(150)
    await screen.until('waiting 11s now')
    const seen: string[] = []
    for (let i = 0; i < 120; i++) {
      screen.take()
      clock.advance(100)
      seen.push(...[...screen.said.matchAll(/waiting (\S+) now/g)].map(match => match[1]!))
    }
    expect(seen).toEqual(['10s', '9s', '8s', '7s', '6s', '5s', '4s', '3s', '2s', '1s'])
    spinner.countDown(65_000, left => `waiting ${left} now`)
    expect(screen.take()).toContain('waiting 1m 05s now')
    spinner.show('connecting')
    clock.advance(5000)
    expect(screen.take()).not.toContain('waiting')
    spinner.hide()
    expect(clock.waiting).toBe(0)
  })

  test.each([0, 1, 19])('is not drawn on a terminal of %i columns', async columns => {
    const spinner = spinnerOn(columns)
    spinner.countDown(60_000, left => left)
    clock.advance(150)
    // The first thing that follows is the listener for a size that is better.
    while (screen.listenerCount('resize') === 0) await new Promise(resolve => setImmediate(resolve))
    clock.advance(30_000)
    expect(screen.said).toBe('')
    screen.columns = 80
    screen.emit('resize')
    expect(screen.take()).toContain('30s')
    spinner.hide()
  })

  test('goes away when the terminal reports 0 columns, and takes one row of any other', async () => {
    const spinner = spinnerOn(65_535)
    spinner.show('connecting to a host of some name')
    clock.advance(150)
    await screen.until('some name')
    screen.columns = 30
    screen.emit('resize')
    expect(screen.said).toMatch(/\S connecting to a host of\.\.\./)
    screen.columns = 0
    screen.emit('resize')
    expect(screen.cursorHidden).toBe(false)
    screen.take()
    spinner.show('other')
    spinner.around(() => screen.write('line\n'))
    expect(screen.take()).toBe('line\n')
    spinner.hide()
  })

  test.each(['SIGTSTP', 'exit', 'uncaughtExceptionMonitor'])('shows the cursor at %s', async event => {
    const spinner = spinnerOn(80)
    spinner.show('connecting')
    clock.advance(150)
    await screen.until('connecting')
    process.emit(event)
    expect(screen.cursorHidden).toBe(false)
    expect(process.sent).toEqual(event.startsWith('SIG') ? [event] : [])
    screen.take()
    spinner.show('nothing moves now')
    expect(screen.said).toBe('')
    process.emit('SIGCONT')
    expect(screen.said).toContain('nothing moves now')
    expect(screen.cursorHidden).toBe(true)
    spinner.hide()
  })
})

test('a signal that somebody else listens to is theirs, and the next is noticed again', () => {
  let restored = 0
  let resumed = 0
  const end = guardTerminal(process as unknown as GuardedProcess, {
    restore: () => restored++,
    resume: () => resumed++,
  })
  const other = () => {}
  process.on('SIGTSTP', other)
  process.emit('SIGTSTP')
  expect([restored, process.sent]).toEqual([1, []])
  process.off('SIGTSTP', other)
  for (const _ of [1, 2]) {
    process.emit('SIGTSTP')
    process.emit('SIGCONT')
  }
  expect([restored, resumed, process.sent]).toEqual([3, 2, ['SIGTSTP', 'SIGTSTP']])
  end()
  expect(process.eventNames()).toEqual([])
})
