import { readFileSync } from 'node:fs'
import v8 from 'node:v8'
import vm from 'node:vm'
import { describe, expect, test } from 'vitest'
import { openTail } from '../src/app/open-tail.ts'
import { Session } from '../src/session/session.ts'
import { sessionConfig } from '../src/session/settings.ts'
import { noti1 } from '../src/wire/noti1/noti1.ts'
import { Run } from './support/bin.ts'
import { fakeDial } from './support/fake-dial.ts'
import { HandServer, type Visitor } from './support/hand-server.ts'
import { eventLine } from './support/lines.ts'
import { ManualClock } from './support/manual-clock.ts'

let server: HandServer

const megabyte = 1024 * 1024

/** Writes as much as the other side takes. */
async function pour(visitor: Visitor, chunk: Buffer, times: number): Promise<void> {
  for (let i = 0; i < times && !visitor.closed; i++) {
    if (!visitor.socket.write(chunk))
      await new Promise<void>(resolve => visitor.socket.once('drain', resolve))
  }
}

describe.runIf(process.platform === 'linux')('a hostile server cannot make memory grow', () => {
  const floods: Record<string, (visitor: Visitor) => Promise<void>> = {
    'a line of 300 MB': visitor => pour(visitor, Buffer.alloc(megabyte, 'x'), 300),
    'a million pongs': visitor =>
      pour(visitor, Buffer.from('{"cmd":"enterprise_pong"}\n'.repeat(10_000)), 100),
    'a million pings': visitor =>
      pour(visitor, Buffer.from('{"cmd":"enterprise_ping"}\n'.repeat(10_000)), 100),
    'two million blank lines': visitor => pour(visitor, Buffer.from('\n'.repeat(20_000)), 100),
    'half a million lines of garbage': visitor => pour(visitor, Buffer.from('no json\n'.repeat(10_000)), 50),
    'brackets, 50 MB deep': async visitor => {
      visitor.socket.write('{"a":')
      await pour(visitor, Buffer.alloc(megabyte, '['), 50)
    },
    'event types that are never the same': async visitor => {
      for (let i = 0; i < 100; i++) {
        const lines = Array.from({ length: 1000 }, (_, k) =>
          eventLine(i * 1000 + k, { event_type: `type-${i}-${k}` }),
        )
        await pour(visitor, Buffer.from(`${lines.join('\n')}\n`), 1)
      }
    },
  }

  test.each(Object.keys(floods))('%s', async name => {
    server = await HandServer.start(async visitor => {
      await visitor.login()
      await floods[name]!(visitor)
      visitor.socket.write(`\n${eventLine('"last"', { did: 'the-last' })}\n`)
    })
    const args = ['--json', '-f', 'did=the-last', '--summary', 'always', '--prefetch', '32767']
    const tail = new Run([...server.options, ...args])
    await tail.until(({ stdout }) => stdout.includes('the-last'))
    const status = readFileSync(`/proc/${tail.child.pid}/status`, 'utf8')
    tail.child.kill('SIGTERM')
    const { code, stdout, stderr } = await tail.end()
    expect(code).toBe(143)
    expect(stdout).toBe(`${eventLine('"last"', { did: 'the-last' })}\n`)
    expect(Number(/VmHWM:\s+(\d+) kB/.exec(status)![1]) / 1024).toBeLessThan(200)
    // However much there was to tell, it was told once a kind.
    expect(stderr.split('\n').length).toBeLessThan(40)
  })
})

/** A session whose jitter is always the shortest, on connections played by hand. */
function unluckySession() {
  const clock = new ManualClock()
  const net = fakeDial()
  const config = sessionConfig({ maxRetries: Number.POSITIVE_INFINITY }, noti1, () => noti1.ping)
  const session = new Session(config, {
    dial: net.dial,
    clock,
    defer: queueMicrotask,
    random: () => 0,
    report: () => {},
  })
  return { clock, net, session }
}

test('a server that opens and closes without end sees few dials, and leaves nothing behind', () => {
  const { clock, net, session } = unluckySession()
  void session[Symbol.asyncIterator]().next()
  for (let i = 0; i < 100; i++) {
    net.last().open()
    net.last().close()
    while (net.last().destroyed && clock.now() < 3_600_000) clock.advance(1000)
  }
  expect(net.connections.length).toBeLessThanOrEqual(1 + (clock.now() / 60_000 + 1) * 12)
  expect(clock.waiting).toBe(1)
})

test('ten thousand reconnects leave no memory behind', async () => {
  v8.setFlagsFromString('--expose-gc')
  const collect = vm.runInNewContext('gc') as () => void
  const { clock, net, session } = unluckySession()
  const reader = session[Symbol.asyncIterator]()
  let next = reader.next()
  const reconnect = async () => {
    net.last().login()
    net.last().receive(`${eventLine(1)}\n{"half`)
    const { value } = await next
    value!.ack()
    next = reader.next()
    net.last().close()
    while (net.last().destroyed) clock.advance(5000)
    net.connections.splice(0, net.connections.length - 1)
  }
  const used = () => {
    collect()
    return process.memoryUsage().heapUsed
  }
  for (let i = 0; i < 1000; i++) await reconnect()
  const before = used()
  for (let i = 0; i < 10_000; i++) await reconnect()
  expect(used() - before).toBeLessThan(2 * megabyte)
  expect(clock.waiting).toBeLessThanOrEqual(1)
})

test('many tails on one signal leave no listener on it, nor on the process', async () => {
  server = await HandServer.start(async visitor => {
    await visitor.login()
    visitor.socket.write(`${eventLine(1)}\n`)
  })
  const { signal } = new AbortController()
  let listeners = 0
  const { addEventListener, removeEventListener } = signal
  signal.addEventListener = (...args: unknown[]) => {
    listeners++
    addEventListener.apply(signal, args as never)
  }
  signal.removeEventListener = (...args: unknown[]) => {
    listeners--
    removeEventListener.apply(signal, args as never)
  }
  const names = process.eventNames().map(name => [name, process.listenerCount(name)])
  const tls = { host: '127.0.0.1', port: server.port, ca: server.ca }
  for (let i = 0; i < 20; i++) {
    for await (const delivery of openTail({ id: 'i', secret: 's', ...tls, signal })) {
      delivery.ack()
      break
    }
  }
  expect(listeners).toBe(0)
  expect(process.eventNames().map(name => [name, process.listenerCount(name)])).toEqual(names)
})
