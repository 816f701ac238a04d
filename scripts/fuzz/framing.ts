import assert from 'node:assert/strict'
import { LineSplitter } from '../../src/wire/line-splitter.ts'
import type { Target } from './target.ts'

/**
 * The first byte of an input is the maximum length of a line, 0 for one that is never reached; the second is the number
 * of cuts. The places of the cuts follow, then the stream.
 */
export const framing: Target = {
  about: 'bytes to lines, with any chunks and any maximum length',
  covers: ['src/wire/line-splitter.ts'],
  seeds: [
    '\u0010\u0003abc{"a":1}\n\r\n\n{"b":"é中🔥"}\r\nlast',
    `\u0060\u0001x${'a'.repeat(90)}\n${'b'.repeat(100)}\nc\n`,
    `\u0000\u0002\u0050\u0070${'x'.repeat(1800)}\n${'y'.repeat(100)}\n`,
  ],
  dictionary: ['\n', '\n\n', '\r\n', 'a'.repeat(79), 'b'.repeat(81), '{"a":1}\n', '中', '\0'],
  check: bytes => {
    const { bound, cuts, stream } = readPlan(bytes)
    const found: [kind: string, length: number, text: string][] = []
    const kept: [bytes: Buffer, start: number, end: number, at: number][] = []
    const splitter = new LineSplitter(bound, {
      line(buffer, start, end) {
        assert.equal(buffer[end], 10)
        kept.push([buffer, start, end, found.length])
        found.push(['line', end - start, ''])
      },
      tooLong: (length, head) => found.push(['too long', length, head.toString('latin1')]),
    })
    let at = 0
    for (const cut of [...cuts, stream.length]) {
      splitter.push(stream.subarray(at, cut))
      at = cut
    }
    // Read at the end: a line may be kept, so it must not have been overwritten.
    for (const [buffer, start, end, index] of kept) found[index]![2] = buffer.toString('latin1', start, end)
    const lines = stream.toString('latin1').split('\n')
    const rest = lines.pop()!
    const expected = lines.map(line =>
      line.length > bound ? ['too long', line.length, line.slice(0, 80)] : ['line', line.length, line],
    )
    assert.deepEqual(found, expected)
    assert.equal(splitter.pending, rest.length)
    return [...new Set(found.map(([kind]) => kind)), rest.length > bound, cuts.length > 0].join()
  },
}

function readPlan(bytes: Buffer): { bound: number; cuts: number[]; stream: Buffer } {
  const [first = 0, count = 0] = bytes
  const bound = first === 0 ? 1 << 20 : first
  const places = bytes.subarray(2, 2 + (count % 16))
  const stream = bytes.subarray(2 + places.length)
  const cuts = [...places].map(place => Math.floor((place * stream.length) / 255)).sort((a, b) => a - b)
  return { bound, cuts, stream }
}
