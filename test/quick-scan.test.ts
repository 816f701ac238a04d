import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ObjectScanner } from '../src/wire/object-scanner.ts'
import { pushMembers } from '../src/wire/push-members.ts'
import { QuickScan, row, sureButInexact } from '../src/wire/quick-scan.ts'

interface Found {
  readonly tokens: (string | undefined)[]
  readonly inexact: boolean
  readonly hasOthers: boolean
}

const fewNames = ['cmd', 'delivery_id', 'event_type', 'created_at']

/** The members that are looked for, and those whose numbers do not make a line inexact. */
describe.each([
  { of: 'few members', names: fewNames, ignored: ['delivery_id', 'created_at'] },
  { of: 'those of a push', names: [...pushMembers], ignored: ['delivery_id', 'created_at', 'msg_id'] },
  {
    of: 'long and short members',
    names: ['cmd', 'fourteen_bytes', 'of_sixteen_bytes', 'thirteenbytes', ''],
    ignored: [],
  },
])('for $of', ({ names, ignored }) => {
  const slow = new ObjectScanner(names, ignored)
  const quick = QuickScan.create(
    names.map(name => Buffer.from(name)),
    names.map(name => ignored.includes(name)),
  )!

  /** What the quick scan is sure of in a row; undefined where it is not sure. */
  function inRow(bytes: Buffer, at: number): Found | undefined {
    const sure = quick.rows[at + row.sure]!
    if (sure === 0) return undefined
    const token = (i: number) => {
      const [from, to] = quick.rows.subarray(at + row.members + 2 * i)
      return from! < 0 ? undefined : bytes.toString('latin1', from, to)
    }
    const hasOthers = quick.rows[at + row.others] === 1
    return { tokens: names.map((_, i) => token(i)), inexact: sure === sureButInexact, hasOthers }
  }

  /** Read by itself, and as one of three lines: both must say the same. */
  function quickly(line: string | Buffer): Found | undefined {
    const bytes = around(line)
    quick.line(bytes, 2, bytes.length - 2)
    const found = inRow(bytes, 0)
    if (!Buffer.from(line).includes('\n')) {
      const lines = Buffer.concat([
        Buffer.from('",{"cmd":0}\n'),
        Buffer.from(line),
        Buffer.from('\n{"cmd":1}\n1}'),
      ])
      expect(quick.lines(lines, 2, lines.length - 2)).toBe(3)
      expect(inRow(lines, quick.width)).toEqual(found)
      expect(inRow(lines, 2 * quick.width)!.tokens[0]).toBe('1')
      const { start, end } = row
      const place = [quick.rows[quick.width + start], quick.rows[quick.width + end]]
      expect(place).toEqual([12, 12 + Buffer.from(line).length])
    }
    return found
  }

  function slowly(line: string | Buffer): Found | undefined {
    const bytes = around(line)
    if (!slow.scanSlowly(bytes, 2, bytes.length - 2)) return undefined
    const token = (i: number) =>
      slow.from[i]! < 0 ? undefined : bytes.toString('latin1', slow.from[i], slow.to[i])
    return { tokens: names.map((_, i) => token(i)), inexact: slow.inexact, hasOthers: slow.hasOthers }
  }

  /** With bytes on both sides that would change much if they were read. */
  function around(line: string | Buffer): Buffer {
    return Buffer.concat([Buffer.from('",'), Buffer.from(line), Buffer.from('1}')])
  }

  const usual = [
    '{"cmd":"enterprise_event_push","delivery_id":1,"event_type":"device_online","created_at":1.489405134585E9}',
    '{"cmd": "x", "delivery_id": "d-7", "data": {"a": [1, -2.5, {"b": null}], "c": true, "d": false}} \r',
    '{"data":{"delivery_id":9,"n":-0},"delivery_id":18446744073709551615}',
    '{"event_type":"\\u7a7a\\"\\\\","delivery_id":[1,{"a":"]}"}],"e":[],"o":{},"created_at":null}',
    '{"delivery_id":1,"delivery_id":2,"ratio":127.0,"energy":12345678901234567890}',
    '{"msg_id":"A=","delivery_id":1,"msg_id":null,"data":{"msg_id":7}}',
    '{"cmd":"event_push","msg_id":"\\u4e2d\\"","delivery_id":1,"x":[{"msg_id":1.0}]}',
    '{"a":"空气质量报警","long name that no member has":"🔥","delivery_id":1e5,"mac":"02005e0000a1"}',
  ]

  describe('is sure of what servers send, and finds what the scanner finds', () => {
    test.each(usual)('%s', line => {
      expect(quickly(line)).toBeDefined()
      expect(quickly(line)).toEqual(slowly(line))
    })

    test.each(['events', 'snoti2-events'])('lines as real servers write them: %s', name => {
      for (const line of readFileSync(`test/fixtures/${name}.ndjson`, 'utf8').trimEnd().split('\n')) {
        expect(quickly(line), line).toBeDefined()
        expect(quickly(line)).toEqual(slowly(line))
      }
    })
  })

  test.each([
    [`{"cmd":1,"${names[1]}":2}`, false],
    ['{"cmd":1,"cmd":2}', true],
    ['{"cmd":1,"datA":2}', true],
    ['{"cmd":{"x":1,"x":2}}', false],
    ['{"cmd":1, "cm" : 2}', true],
    ['{"n":1,"cmd":2}', true],
  ])('%s has other members, or one twice: %s', (line, hasOthers) => {
    expect(quickly(line)!.hasOthers).toBe(hasOthers)
    expect(slowly(line)!.hasOthers).toBe(hasOthers)
  })

  test('finds members in any order, whatever the order in the lines before', () => {
    const some = fc.shuffledSubarray([...names, 'data', names[0]!.slice(0, -1), `${names[0]}x`])
    const gap = fc.constantFrom('', ' ')
    fc.assert(
      fc.property(fc.array(fc.tuple(some, gap, gap), { minLength: 2, maxLength: 6 }), lines => {
        for (const [members, before, after] of lines) {
          const line = `{${members.map((name, i) => `"${name}"${before}:${after}${i}`).join(',')}}`
          const found = quickly(line)
          if (members.length > 0) expect(found).toBeDefined()
          if (found) expect(found).toEqual(slowly(line))
        }
      }),
    )
  })

  describe('is never sure of anything else', () => {
    /** Any one byte of a usual line changed, left out, or said twice; or the line cut. */
    const broken = fc
      .tuple(
        fc.constantFrom(...usual),
        fc.nat(),
        fc.nat(255),
        fc.constantFrom('change', 'drop', 'twice', 'cut'),
      )
      .map(([line, place, byte, how]) => {
        const bytes = Buffer.from(line)
        const at = place % bytes.length
        const [head, rest] = [bytes.subarray(0, at), bytes.subarray(at + 1)]
        if (how === 'cut') return head
        const middle = { change: [byte], drop: [], twice: [bytes[at]!, bytes[at]!] }[how]!
        return Buffer.concat([head, Buffer.from(middle), rest])
      })

    test('lines that are nearly right', () => {
      fc.assert(
        fc.property(broken, line => {
          const found = quickly(line)
          if (found) expect(found).toEqual(slowly(line))
        }),
        { numRuns: 10_000 },
      )
    })

    test('any JSON', () => {
      fc.assert(
        fc.property(fc.dictionary(fc.constantFrom(...names, 'data', 'dat', ''), fc.jsonValue()), members => {
          const line = JSON.stringify(members)
          const found = quickly(line)
          if (found) expect(found).toEqual(slowly(line))
        }),
      )
    })

    test.each([
      ['a name with escapes', '{"\\u0063md":1}'],
      ['nesting beyond its depth', `{"a":${'['.repeat(70)}${']'.repeat(70)}}`],
      ['no members', '{}'],
      ['two objects', '{"a":1}{"a":2}'],
    ])('%s', (_, line) => expect(quickly(line)).toBeUndefined())
  })

  test('a buffer larger than its memory, which grows', () => {
    const line = `{"a":"${'x'.repeat(3_000_000)}","cmd":"last"}`
    expect(quickly(line)).toEqual(slowly(line))
    expect(quickly('{"cmd":5}')!.tokens[0]).toBe('5')
  })

  test('more lines than rows are read in several goes', () => {
    const lines = Buffer.from('\n{"cmd":1}\nx\n'.repeat(300))
    const starts: number[] = []
    for (let at = 0; at < lines.length; ) {
      const count = quick.lines(lines, at, lines.length)
      for (let i = 0; i < count; i++) starts.push(quick.rows[i * quick.width + row.start]!)
      at = quick.rows[(count - 1) * quick.width + row.end]! + 1
    }
    expect(starts).toEqual(Array.from({ length: 900 }, (_, i) => Math.floor(i / 3) * 13 + [0, 1, 11][i % 3]!))
  })

  test('nesting as deep as it can count', () => {
    const line = `{"a":${'['.repeat(62)}${']'.repeat(62)},"cmd":1}`
    expect(quickly(line)).toEqual(slowly(line))
    expect(quickly(line)!.tokens[0]).toBe('1')
  })

  test('is not made for names that are not for it', () => {
    expect(QuickScan.create([Buffer.from('a name of over sixteen bytes')], [])).toBeUndefined()
    expect(QuickScan.create(Array(17).fill(Buffer.from('a')), [])).toBeUndefined()
  })
})
