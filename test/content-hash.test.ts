import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ContentHash } from '../src/devices/content-hash.ts'
import { Push, PushWithMessageId } from '../src/wire/push.ts'
import { member, pushMembers } from '../src/wire/push-members.ts'

interface Parts {
  readonly before: Buffer
  readonly id: Buffer
  readonly between: Buffer
  readonly messageId?: Buffer
  readonly after?: Buffer
}

/** The hash of a push made of these bytes; its ids are in either order. */
function hashOf({ before, id, between, messageId, after = Buffer.alloc(0) }: Parts, at = 0, swapped = false) {
  const parts = [Buffer.alloc(at), before, id, between, messageId ?? Buffer.alloc(0), after]
  const bytes = Buffer.concat([...parts, Buffer.from('\n')])
  const first = at + before.length
  const second = first + id.length + between.length
  const one = [first, first + id.length] as const
  const other = [second, second + (messageId?.length ?? 0)] as const
  const [own, message] = swapped ? [other, one] : [one, other]
  const places = pushMembers.map(name => ({ delivery_id: own, msg_id: message })[name as string] ?? [-1, -1])
  const rows = Int32Array.from([0, at, bytes.length - 1, 1, 0, ...places.flat()])
  const hash = new ContentHash()
  hash.of(messageId ? new PushWithMessageId(member.msg_id, bytes, rows, 1) : new Push(bytes, rows, 1))
  return `${hash.a} ${hash.b}`
}

/** Bytes of every length up to several blocks. */
const some = fc.uint8Array({ maxLength: 70 }).map(bytes => Buffer.from(bytes))

test('the ids do not count, nor where the line is', () => {
  fc.assert(
    fc.property(some, some, some, fc.nat(20), (before, between, after, at) => {
      const [id, otherId] = [Buffer.from('17'), Buffer.from('"123456789"')]
      const [messageId, otherMessage] = [Buffer.from('"a"'), Buffer.from('"abcdefgh"')]
      const one = hashOf({ before, id, between: after })
      expect(hashOf({ before, id: otherId, between: after }, at)).toBe(one)
      const both = { before, between, after }
      const two = hashOf({ ...both, id, messageId })
      expect(hashOf({ ...both, id: otherId, messageId: otherMessage }, at)).toBe(two)
      expect(hashOf({ ...both, id: otherMessage, messageId: otherId }, at, true)).toBe(two)
    }),
  )
})

test('each bit of each byte counts, at any length', () => {
  for (let length = 0; length <= 70; length++) {
    const seen = new Set<string>()
    const before = Buffer.from(Array.from({ length: 5 }, (_, i) => i))
    const between = Buffer.from(Array.from({ length }, (_, i) => (i * 37) & 0xff))
    const add = () => seen.add(hashOf({ before, id: Buffer.from('1'), between }))
    add()
    for (const bytes of [before, between])
      for (let bit = 0; bit < 8 * bytes.length; bit++) {
        bytes[bit >> 3]! ^= 1 << (bit & 7)
        add()
        bytes[bit >> 3]! ^= 1 << (bit & 7)
      }
    expect(seen.size).toBe(1 + 8 * (before.length + length))
  }
})

test('numbers that count up, and swapped words, all differ', () => {
  const seen = new Set<string>()
  const line = (text: string) =>
    hashOf({ before: Buffer.from(text), id: Buffer.from('1'), between: Buffer.from('}') })
  for (let i = 0; i < 20_000; i++) seen.add(line(`{"created_at":1795564800.${i},"a":${i % 7},"delivery_id":`))
  const words = ['aaaa', 'bbbb', 'cccc', 'dddd', 'eeee', 'ffff', 'gggg', 'hhhh', 'iiii']
  const orders = words.flatMap((_, i) =>
    words.map((_, j) => words.with(i, words[j]!).with(j, words[i]!).join('')),
  )
  for (const order of orders) seen.add(line(order))
  expect(seen.size).toBe(20_000 + new Set(orders).size)
})
