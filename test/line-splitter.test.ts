import fc from 'fast-check'
import { expect, test } from 'vitest'
import { LineSplitter } from '../src/wire/line-splitter.ts'

/** What a splitter says of a stream cut at these places. */
function split(bytes: Buffer, cuts: readonly number[], maxLine = 1 << 20) {
  const said: string[] = []
  const splitter = new LineSplitter(maxLine, {
    line: (buffer, start, end) => {
      expect(buffer[end]).toBe(10)
      said.push(buffer.toString('latin1', start, end))
    },
    tooLong: (length, head) => said.push(`too long: ${length} ${head.toString('latin1')}`),
  })
  let at = 0
  for (const cut of [...cuts, bytes.length]) {
    splitter.push(bytes.subarray(at, cut))
    at = cut
  }
  return { said, pending: splitter.pending }
}

const stream = Buffer.from('{"a":1}\n\r\n\n{"b":"é中🔥"}\r\nlast without end')

test('lines end at \\n, and what has not ended waits', () => {
  const { said, pending } = split(stream, [])
  expect(said).toEqual(['{"a":1}', '\r', '', Buffer.from('{"b":"é中🔥"}\r').toString('latin1')])
  expect(pending).toBe('last without end'.length)
})

test('any one cut, and every byte by itself, give the same lines', () => {
  const whole = split(stream, [])
  for (let cut = 0; cut <= stream.length; cut++) expect(split(stream, [cut])).toEqual(whole)
  expect(split(stream, [...stream.keys()])).toEqual(whole)
})

test('any cuts of any bytes give the same lines, whatever the bound', () => {
  const bytes = fc.uint8Array({ maxLength: 300 }).map(a => Buffer.from(a.map(b => (b % 7 === 0 ? 10 : b))))
  const cuts = fc.array(fc.nat(300), { maxLength: 12 })
  fc.assert(
    fc.property(bytes, cuts, fc.integer({ min: 1, max: 60 }), (buffer, places, maxLine) => {
      const inOrder = places.map(place => place % (buffer.length + 1)).sort((a, b) => a - b)
      expect(split(buffer, inOrder, maxLine)).toEqual(split(buffer, [], maxLine))
    }),
    { numRuns: 2000 },
  )
})

test('a line of exactly the bound passes, one byte more is skipped, and the next line comes', () => {
  const bytes = Buffer.from(`${'a'.repeat(100)}\n${'b'.repeat(101)}\nc\n`)
  for (const cuts of [[], [50], [150], [201], [202], [...bytes.keys()]]) {
    expect(split(bytes, cuts, 100).said).toEqual(['a'.repeat(100), `too long: 101 ${'b'.repeat(80)}`, 'c'])
  }
})

test('a line that never ends is not kept', () => {
  const chunk = Buffer.alloc(64 * 1024, 'x')
  const before = process.memoryUsage().arrayBuffers
  const reported: number[] = []
  const splitter = new LineSplitter(256 * 1024, { line: () => {}, tooLong: length => reported.push(length) })
  for (let i = 0; i < 4096; i++) splitter.push(Buffer.from(chunk))
  expect(splitter.pending).toBe(4096 * chunk.length)
  splitter.push(Buffer.from('\n'))
  expect(reported).toEqual([4096 * chunk.length])
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(200 * 1024 * 1024)
})

test('lines of one chunk lie in that chunk, one behind the other', () => {
  const chunk = Buffer.from('one\ntwo\nthree\n')
  const seen: [Buffer, number, number][] = []
  new LineSplitter(100, { line: (...line) => seen.push(line), tooLong: () => {} }).push(chunk)
  expect(seen).toEqual([
    [chunk, 0, 3],
    [chunk, 4, 7],
    [chunk, 8, 13],
  ])
  expect(seen.every(([bytes]) => bytes === chunk)).toBe(true)
})
