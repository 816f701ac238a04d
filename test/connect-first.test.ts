import { EventEmitter } from 'node:events'
import { describe, expect, test } from 'vitest'
import { type Address, alternate, asciiName, resolveHost } from '../src/transport/addresses.ts'
import { attemptDelay, connectFirst } from '../src/transport/connect-first.ts'
import { ManualClock } from './support/manual-clock.ts'

class FakeSocket extends EventEmitter {
  destroyed = false
  readonly address: string

  constructor(address: string) {
    super()
    this.address = address
  }

  destroy(): void {
    this.destroyed = true
  }
}

const addressOf = (address: string): Address => ({ address, family: address.includes(':') ? 6 : 4 })

function start(...addresses: string[]) {
  const clock = new ManualClock()
  const opened: FakeSocket[] = []
  const outcome: { connected?: string; failed?: string[] } = {}
  const cancel = connectFirst<FakeSocket>(addresses.map(addressOf), {
    open: ({ address }) => {
      const socket = new FakeSocket(address)
      opened.push(socket)
      return socket
    },
    clock,
    connected: socket => {
      expect(outcome).toEqual({})
      outcome.connected = socket.address
    },
    failed: errors => {
      expect(outcome).toEqual({})
      outcome.failed = errors.map(error => error.message)
    },
  })
  return { clock, opened, outcome, cancel }
}

describe('of several addresses', () => {
  test('a good slow one connects, though a dead one follows it', () => {
    const { clock, opened, outcome } = start('192.0.2.1', '192.0.2.2')
    clock.advance(attemptDelay + 800)
    expect(opened.map(({ address }) => address)).toEqual(['192.0.2.1', '192.0.2.2'])
    opened[0]!.emit('connect')
    expect(outcome).toEqual({ connected: '192.0.2.1' })
    expect(opened.map(({ destroyed }) => destroyed)).toEqual([false, true])
  })

  test('the next one is tried while a dead first one is still unanswered', () => {
    const { clock, opened, outcome } = start('192.0.2.1', '192.0.2.2', '192.0.2.3')
    clock.advance(attemptDelay - 1)
    expect(opened).toHaveLength(1)
    clock.advance(1)
    expect(opened).toHaveLength(2)
    opened[1]!.emit('connect')
    expect(outcome).toEqual({ connected: '192.0.2.2' })
    expect(opened[0]!.destroyed).toBe(true)
    clock.advance(10_000)
    expect(opened).toHaveLength(2)
  })

  test('one that is refused is not waited for', () => {
    const { opened, outcome } = start('192.0.2.1', '192.0.2.2')
    opened[0]!.emit('error', new Error('refused'))
    expect(opened).toHaveLength(2)
    opened[1]!.emit('connect')
    expect(outcome).toEqual({ connected: '192.0.2.2' })
  })

  test('when all have failed, their errors are reported in the order of the addresses', () => {
    const { clock, opened, outcome } = start('192.0.2.1', '192.0.2.2')
    clock.advance(attemptDelay)
    opened[1]!.emit('error', new Error('second'))
    expect(outcome).toEqual({})
    opened[0]!.emit('error', new Error('first'))
    expect(outcome).toEqual({ failed: ['first', 'second'] })
  })

  test('a late error of an attempt that lost is nobody’s concern', () => {
    const { clock, opened, outcome } = start('192.0.2.1', '192.0.2.2')
    clock.advance(attemptDelay)
    opened[1]!.emit('connect')
    opened[0]!.emit('error', new Error('late'))
    expect(outcome).toEqual({ connected: '192.0.2.2' })
  })

  test('cancelling closes every attempt, starts no other, and reports nothing', () => {
    const { clock, opened, outcome, cancel } = start('192.0.2.1', '192.0.2.2', '192.0.2.3')
    clock.advance(attemptDelay)
    cancel()
    clock.advance(10_000)
    for (const socket of opened) socket.emit('error', new Error('late'))
    expect(opened.map(({ destroyed }) => destroyed)).toEqual([true, true])
    expect(outcome).toEqual({})
    expect(clock.waiting).toBe(0)
  })
})

test('families alternate, the first one first', () => {
  const order = (...given: string[]) => alternate(given.map(addressOf)).map(({ address }) => address)
  expect(order('::1', '::2', '::3', '192.0.2.1')).toEqual(['::1', '192.0.2.1', '::2', '::3'])
  expect(order('192.0.2.1', '192.0.2.2', '::1')).toEqual(['192.0.2.1', '::1', '192.0.2.2'])
  expect(order()).toEqual([])
})

test('an address resolves to itself', async () => {
  expect(await resolveHost('127.0.0.1')).toEqual([{ address: '127.0.0.1', family: 4 }])
  expect(await resolveHost('::1')).toEqual([{ address: '::1', family: 6 }])
})

test.each([
  ['例子.测试', 'xn--fsqu00a.xn--0zwm56d'],
  ['例子。测试', 'xn--fsqu00a.xn--0zwm56d'],
  ['Bücher.example', 'xn--bcher-kva.example'],
  ['noti.gizwitsapi.com.', 'noti.gizwitsapi.com'],
  ['noti_1.example', 'noti_1.example'],
  ['127.0.0.1', '127.0.0.1'],
  ['::1', '::1'],
])('%s is %s in DNS and in certificates', (host, name) => expect(asciiName(host)).toBe(name))
