import { setFlagsFromString } from 'node:v8'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { readPush } from '../src/app/reader.ts'
import { Console } from '../src/cli/console.ts'
import { HeldMessages } from '../src/cli/held-messages.ts'
import type { PreparedTail } from '../src/cli/prepare-tail.ts'
import { runToEnd } from '../src/cli/run-to-end.ts'
import { SecretMask } from '../src/cli/secret-mask.ts'
import { tailConfig } from '../src/cli/tail-config.ts'
import type { TailFlags } from '../src/cli/tail-options.ts'
import { wireTail } from '../src/cli/wire-tail.ts'
import { DeviceTable } from '../src/devices/device-table.ts'
import type { Event } from '../src/event/event.ts'
import { createTheme } from '../src/format/theme.ts'
import type { Output } from '../src/output/output.ts'
import { OutputCounter } from '../src/output/output-counter.ts'
import { HandServer, type Visitor } from './support/hand-server.ts'
import { eventLine } from './support/lines.ts'
import { ManualClock } from './support/manual-clock.ts'

vi.mock('node:v8', () => ({
  getHeapSpaceStatistics: () => [
    { space_name: 'new_space', space_used_size: 0, space_available_size: 2 ** 24 },
  ],
  setFlagsFromString: vi.fn(),
}))

let server: HandServer | undefined
afterEach(async () => {
  await server?.close()
  server = undefined
})

/** An output that keeps what it gets in memory, and takes nothing while it is blocked. */
class FakeOutput implements Output<Event> {
  readonly counts = new OutputCounter('fake')
  readonly got: unknown[] = []
  blocked = false
  closed = 0
  private abandoned = false
  private changed: () => void = () => {}

  put(event: Event): void {
    this.got.push(event.members.n)
  }

  async flush(): Promise<boolean> {
    this.changed()
    await this.until(() => !this.blocked || this.abandoned)
    return !this.abandoned
  }

  abandon(): void {
    this.abandoned = true
    this.changed()
  }

  async close(): Promise<void> {
    this.closed++
  }

  /** Settles once `seen` holds; looks whenever something was put or the output was abandoned. */
  async until(seen: () => boolean): Promise<void> {
    while (!seen()) {
      const before = this.changed
      await new Promise<void>(resolve => {
        this.changed = () => {
          before()
          resolve()
        }
      })
    }
  }
}

const secret = 'c4n4ry-secret'
/** Too long for the summary, which shortens it in the middle of the secret. */
const type = `${'x'.repeat(30)}${secret}`

/** A tail of a server that sends the events 1 to 3, unless `sends` is false. */
async function setUp(flags: TailFlags, outputs: readonly FakeOutput[], sends = true) {
  const visits: Visitor[] = []
  server = await HandServer.start(async visitor => {
    visits.push(visitor)
    await visitor.login()
    if (sends) visitor.socket.write([1, 2, 3].map(n => `${eventLine(n, { n, event_type: type })}\n`).join(''))
  })
  const given: TailFlags = { host: '127.0.0.1', port: server.port, ...flags }
  const config = tailConfig(given, { flags: given, nameOf: key => key })
  const said: string[] = []
  let onConnected = () => {}
  const connected = new Promise<void>(resolve => (onConnected = resolve))
  const write = (text: string) => {
    said.push(text)
    if (text.startsWith('connected to')) onConnected()
  }
  const log = new Console({ write }, createTheme(0), 'normal')
  const prepared: PreparedTail = {
    config,
    target: {
      server: { ...config.server, ca: server.ca },
      login: { dialect: 'noti1', id: 'i', secret },
      secrets: [secret],
      where: 'h:1',
      doubts: [],
      close: async () => {},
    },
    read: readPush,
    keep: () => true,
    assertions: [],
    outputs,
    recorders: [],
    devices: new DeviceTable({ statuses: 'ignore', wall: () => 0 }),
    clocks: undefined,
    mask: new SecretMask([secret]),
    terminal: { bottomLine: undefined, messages: new HeldMessages({ write }) },
    halted: new AbortController(),
  }
  const clock = new ManualClock()
  const run = () => runToEnd(wireTail(prepared, log, clock), log, clock)
  return { run, clock, said, visits, connected, devices: prepared.devices! }
}

describe('a run with two outputs', () => {
  test('acks what both have, and closes both', async () => {
    const outputs = [new FakeOutput(), new FakeOutput()]
    const { run, visits } = await setUp({ count: 3 }, outputs)
    const listeners = process.listenerCount('SIGUSR1')
    expect(await run()).toEqual({ code: 0, abandoned: false })
    expect(process.listenerCount('SIGUSR1')).toBe(listeners)
    for (const { got, closed } of outputs) expect([got, closed]).toEqual([[1, 2, 3], 1])
    await visits[0]!.until(({ closed }) => closed)
    expect(visits[0]!.acks).toEqual(['1', '2', '3'])
  })

  test('gives both up when the end takes too long, and acks nothing', async () => {
    const [fast, slow] = [new FakeOutput(), new FakeOutput()]
    slow.blocked = true
    const { run, clock, visits } = await setUp({ duration: 1000 }, [fast, slow])
    const running = run()
    await slow.until(() => slow.got.length > 0)
    clock.advance(1000)
    clock.advance(30_000)
    await expect(running).rejects.toMatchObject({ code: 'output', message: /^the output is blocked/ })
    expect([fast.closed, slow.closed]).toEqual([1, 1])
    await visits[0]!.until(({ closed }) => closed)
    expect(visits[0]!.acks).toEqual([])
  })
})

test('the summary has the alarms that were forgotten, and masks the secret before it shortens a type', async () => {
  const { run, said, devices } = await setUp({ count: 1, summary: 'always' }, [new FakeOutput()])
  devices.alarms.forgotten = 7
  await run()
  expect(said.join('')).toMatch(/^7 +alarms forgotten/m)
  expect(said.join('')).toMatch(/^x{20,}\*\*\*x*\*? /m)
  expect(said.join('')).not.toContain('c4n4')
})

test('--timeout starts again when events are shown', async () => {
  const { run, clock, said, visits, connected } = await setUp({ timeout: 1000 }, [new FakeOutput()], false)
  const running = run()
  await connected
  clock.advance(600)
  visits[0]!.socket.write(`${eventLine(1)}\n`)
  // By the time that its ack is out, it counts as shown.
  await visits[0]!.until(({ acks }) => acks.length === 1)
  clock.advance(999)
  expect(said.join('')).not.toContain('no event was shown')
  clock.advance(1)
  expect(await running).toEqual({ code: 124, abandoned: false })
  expect(said.join('')).toContain('no event was shown for 1.0s (--timeout)')
  expect(clock.waiting).toBe(0)
})

test('a run keeps the heap of V8 small', async () => {
  vi.mocked(setFlagsFromString).mockClear()
  const { run, clock, visits, connected } = await setUp({ count: 1 }, [new FakeOutput()], false)
  const running = run()
  await connected
  clock.advance(1000)
  visits[0]!.socket.write(`${eventLine(1)}\n`)
  await running
  await vi.dynamicImportSettled()
  expect(setFlagsFromString).toHaveBeenCalledWith('--semi-space-growth-factor=1')
})
