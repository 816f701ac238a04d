import { createRequire } from 'node:module'
import { expect, test } from 'vitest'
import { Failure, isKnownEvent, type Status, tail } from '../src/index.ts'
import { HandServer, type Visitor } from './support/hand-server.ts'
import { eventLine } from './support/lines.ts'

let server: HandServer

async function serve(visit: (visitor: Visitor) => unknown) {
  server = await HandServer.start(visit)
  return { id: 'i', secret: 's', host: '127.0.0.1', port: server.port, ca: server.ca }
}

const three = [1, 2, 3]
  .map(id => `${eventLine(id, { event_type: id === 2 ? 'device_renamed' : 'device_online' })}\n`)
  .join('')

test('deliveries one by one, typed, each acked by itself', async () => {
  const options = await serve(async visitor => {
    await visitor.login()
    visitor.socket.write(three)
  })
  const known: boolean[] = []
  for await (const delivery of tail(options)) {
    known.push(isKnownEvent(delivery.event))
    if (delivery.event.event_type === 'device_online') expect(delivery.ack()).toBe(true)
    expect(JSON.parse(delivery.line)).toEqual(delivery.event)
    if (known.length === 3) break
  }
  expect(known).toEqual([true, false, true])
  await server.visitors[0]!.until(visitor => visitor.closed)
  expect(server.visitors[0]!.acks).toEqual(['1', '3'])
})

test('batches, acked in one write', async () => {
  const options = await serve(async visitor => {
    await visitor.login()
    visitor.socket.write(three)
  })
  let count = 0
  const events = tail(options)
  for await (const batch of events.batches()) {
    count += batch.deliveries.length
    batch.ack()
    if (count === 3) break
  }
  await events.stop()
  expect(server.visitors[0]!.acks).toEqual(['1', '2', '3'])
})

test('a signal ends it without an error, also when nothing ever came', async () => {
  const options = await serve(visitor => visitor.login())
  const controller = new AbortController()
  const reported: Status['kind'][] = []
  const onStatus = ({ kind }: Status) => {
    reported.push(kind)
    if (kind === 'connected') controller.abort()
  }
  for await (const _ of tail({ ...options, signal: controller.signal, onStatus }))
    throw new Error('nothing was sent')
  expect(reported).toEqual(['dialing', 'phase', 'phase', 'secured', 'connected'])
  for await (const _ of tail({ ...options, signal: AbortSignal.abort() }))
    throw new Error('it was over before')
})

test('an option that cannot be is a Failure at once, naming it', () => {
  expect(() => tail({ id: 'i', secret: '' })).toThrow(Failure)
  expect(() => tail({ id: 'i', secret: 's', prefetch: 0 })).toThrow(
    'prefetch: 0 was given; it must be a whole number from 1 to 32767',
  )
  expect(() => tail({ id: 'i', secret: 's', pingInterval: 300_000 })).toThrow('pingInterval')
})

test('a refusal is thrown from the loop', async () => {
  const options = await serve(async visitor => {
    await visitor.until(({ lines }) => lines.length > 0)
    visitor.socket.end('{"cmd":"enterprise_login_res","data":{"result":false,"msg":"no"}}\n')
  })
  const read = async () => {
    for await (const _ of tail(options)) break
  }
  await expect(read()).rejects.toMatchObject({ code: 'refused' })
})

test('the built library can be imported and required', async () => {
  const esm = await import(new URL('../dist/index.js', import.meta.url).href)
  const cjs = createRequire(import.meta.url)('../dist/index.cjs')
  for (const library of [esm, cjs]) {
    expect(Object.keys(library).sort()).toEqual(['Failure', 'isKnownEvent', 'tail'])
    const options = await serve(async visitor => {
      await visitor.login()
      visitor.socket.write(three)
    })
    for await (const delivery of library.tail(options)) {
      expect(delivery.event.event_type).toBe('device_online')
      break
    }
    await server.close()
  }
})
