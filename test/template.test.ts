import fc from 'fast-check'
import stringWidth from 'string-width'
import { describe, expect, test } from 'vitest'
import { Failure } from '../src/base/failure.ts'
import { parsed } from '../src/base/parse-failure.ts'
import { SecretMask } from '../src/cli/secret-mask.ts'
import { Event } from '../src/event/event.ts'
import { type FormatContext, formats } from '../src/format/formats.ts'
import { parseTemplate } from '../src/format/parse-template.ts'
import { createTheme } from '../src/format/theme.ts'
import { eventLine, pushOf } from './support/lines.ts'
import { base64, fixtureReader, rawPush, report } from './support/raw-events.ts'

const context: FormatContext = {
  theme: createTheme(3),
  columns: () => undefined,
  time: 'local',
  timeZone: 'UTC',
  wall: () => 0,
}

/** Returns what a template makes of an event. */
async function lineOf(template: string, event: string | Event, more: Partial<FormatContext> = {}) {
  const format = await formats.template.create({ ...context, ...more, template: parseTemplate(template) })
  return String(format(typeof event === 'string' ? new Event(pushOf(event)) : event))
}

const line = eventLine('18446744073709551615', {
  did: 'd1',
  note: 'in\tthe "hall"',
  nothing: null,
  data: { temp: 21.5, on: true, list: [{ a: 1 }, 'b c'], 'a.b': 'dot', 中文: '自动' },
}).replace('21.5', '21.50')

describe('a template', () => {
  test.each([
    ['{time} {event_type} {did} {data.temp:>8}', '07:15:47.794 device_status_kv d1    21.50'],
    ['{did:4}|{did:<4}|{did:>4}|{did:1}|{ did : > 4 }', 'd1  |d1  |  d1|d1|  d1'],
    ['{delivery_id}', '18446744073709551615'],
    ['{created_at}', '1499843747.794'],
    ['[{none}][{none:3}][{data.none.x}][{nothing}][{did.x}]', '[][   ][][][]'],
    ['{{did}} {{{did}}} }}{{', '{did} {d1} }{'],
    ['{did}\\t{did}\\n{did}', 'd1\td1\nd1'],
    ['\\\\t \\{did\\} \\"\\\'', '\\t {did} "\''],
    ['{data.list}', '[{"a":1},"b c"]'],
    ['{data.list.0.a}{data.list[1]}{.data["list"][0]}', '1b c{"a":1}'],
    ['{data.a\\.b}', 'dot'],
    ['{data.on} {data.中文:6}|{data.中文:>5}|', 'true 自动  | 自动|'],
    ['{note}', 'in\\tthe "hall"'],
    ['温度 {data.temp}℃ 🔥', '温度 21.50℃ 🔥'],
    ['no member', 'no member'],
    ['{did}{did}', 'd1d1'],
  ])('%s', async (template, text) => {
    expect(await lineOf(template, line)).toBe(`${text}\n`)
  })

  test('ends a line itself where it says so', async () => {
    expect(await lineOf('{did}\\n', line)).toBe('d1\n')
    expect(await lineOf('{did}\\n\\n', line)).toBe('d1\n\n')
    expect(await lineOf('{x}', eventLine(1, { x: 'a\n' }))).toBe('a\\u000a\n')
  })

  test('keeps JSON as it was written, without white space', async () => {
    const spaced =
      '{"did":"d1","data" : { "z" : 1.0, "1" : [ ], "a b":"c  \\u4e2d \\" d", "n":[ 1e3 , null ]\t} }'
    expect(await lineOf('{data}', spaced)).toBe('{"z":1.0,"1":[],"a b":"c  \\u4e2d \\" d","n":[1e3,null]}\n')
  })

  test('shows a time as --time says, without padding, and nothing where there is none', async () => {
    expect(await lineOf('[{time}]', line, { time: 'epoch' })).toBe('[1499843747.794]\n')
    expect(await lineOf('[{time}]', line, { time: 'iso', timeZone: 'Asia/Shanghai' })).toBe(
      '[2017-07-12T15:15:47.794+08:00]\n',
    )
    expect(await lineOf('[{time}]', line, { time: 'none' })).toBe('[]\n')
    expect(await lineOf('[{time}]', eventLine(1, { created_at: 'x' }))).toBe('[]\n')
    expect(await lineOf('{data.time} {time.x} {time}', eventLine(1, { data: { time: 'own' } }))).toBe(
      'own  07:15:47.794\n',
    )
  })

  test('asks for the time once per event', async () => {
    const format = await formats.template.create({
      ...context,
      time: 'delta',
      template: parseTemplate('{time}|{time}'),
    })
    const at = (created_at: number) => format(new Event(pushOf(eventLine(1, { created_at }))))
    expect([at(1), at(3.5)]).toEqual(['|\n', '+2.500s|+2.500s\n'])
  })

  test('shows no text that a terminal obeys, and aligns what it shows instead', async () => {
    const hostile = eventLine(1, { did: '\u001b[2J\u202e', data: { '\u001b': '\n' } })
    expect(await lineOf('{did:>17}|{data}|', hostile)).toBe('  \\u001b[2J\\u202e|{"\\u001b":"\\n"}|\n')
    expect(await lineOf('{data}', '{"data":{"x":"\u202e"}}')).toBe('{"x":"\\u202e"}\n')
  })

  test('hides secrets', async () => {
    const secret = 'sesame-0123456789'
    const mask = new SecretMask([secret])
    const event = eventLine(1, {
      child_passcode: '1234',
      did: secret,
      data: { child_passcode: '1234', note: '{"child_passcode":"1234"}', n: 1 },
    })
    const shown = await lineOf(
      '{child_passcode} {did} {data} {data.child_passcode} {data.note} {none.child_passcode}.',
      event,
      { mask },
    )
    expect(shown).toBe(
      '*** *** {"child_passcode":***,"note":"{\\"child_passcode\\":***}","n":1} *** {"child_passcode":***} .\n',
    )
    const spanning = new SecretMask(['open sesame now'])
    const parts = eventLine(1, { did: 'open', mac: 'sesame now' })
    expect(await lineOf('{did} {mac}', parts, { mask: spanning })).toBe('***\n')
  })

  test('finds decoded values as filters do', async () => {
    const { read, decodes } = fixtureReader()
    const event = read(rawPush({ raw: base64(report), Mode: 'own' }))
    expect(await lineOf('{did}', event)).toBe('d1\n')
    expect(decodes()).toBe(0)
    expect(await lineOf('{data.Setpoint} {data.Mode} {decoded.Mode} {decoded.none}.', event)).toBe(
      '21.5 own 强劲 .\n',
    )
    expect(await lineOf('{decoded}', event)).toMatch(/^\{"Relay":1,.*"Zone":"Z17".*\}\n$/)
  })

  test('shows a value of more than 64 KB from its beginning, and says so', async () => {
    const long = 'x'.repeat(300_000)
    const event = `{"data":{"x":"${long}","list":[1,2.0]},"did":"d1"}`
    expect(await lineOf('{did} {data.x} {data.list.1}', event)).toBe(
      `d1 ${'x'.repeat(65_535)}… (234,465 more bytes) 2.0\n`,
    )
    expect(await lineOf('{data}', event)).toMatch(/^\{"x":"x{65530}… \(\d{3},\d{3} more bytes\)\n$/)
    expect(await lineOf('{n}', `{"n":${'7'.repeat(70_000)}}`)).toMatch(/^7{65536}… \(4,464 more bytes\)\n$/)
    const hostile = await lineOf('{x}', `{"x":"${'\u202e'.repeat(1_000_000)}"}`)
    expect(hostile.length).toBeLessThan(6 * 65_536)
    const whole = 'y'.repeat(65_534)
    expect(await lineOf('{x}', `{"x":"${whole}"}`)).toBe(`${whole}\n`)
  })

  test('hides the beginning of a secret before a cut', async () => {
    const mask = new SecretMask(['sesame-0123456789'])
    const value = `${'x'.repeat(65_525)}sesame-0123456789`
    expect(await lineOf('{x}', `{"x":"${value}"}`, { mask })).toMatch(/^x{65525}\*\*\*… \(7 more bytes\)\n$/)
  })
})

describe('a width is one of cells', () => {
  const text = fc.string({
    unit: fc.constantFrom('a', '优', '한', 'é', 'Ω', '。', '，', '🔥', '👨‍👩‍👧', ' '),
  })

  test('for all texts', async () => {
    await fc.assert(
      fc.asyncProperty(text, fc.integer({ min: 1, max: 30 }), async (did, width) => {
        const event = eventLine(1, { did })
        const left = (await lineOf(`{did:${width}}`, event)).slice(0, -1)
        const right = (await lineOf(`{did:>${width}}`, event)).slice(0, -1)
        expect(stringWidth(left)).toBe(Math.max(width, stringWidth(did)))
        expect(stringWidth(right)).toBe(stringWidth(left))
        expect(left.startsWith(did)).toBe(true)
        expect(right.endsWith(did)).toBe(true)
        expect(left.slice(did.length) + right.slice(0, right.length - did.length)).toMatch(/^ *$/)
      }),
      { numRuns: 300 },
    )
  })
})

describe('a template that is wrong', () => {
  test.each([
    ['温度 {did', '     ^', 'this { is not closed'],
    ['{', '^', 'this { is not closed'],
    ['{ ', '^', 'this { is not closed'],
    ['{did:3', '^', 'this { is not closed'],
    ['{{{did', '  ^', 'this { is not closed'],
    ['a } b', '  ^', 'this } closes nothing'],
    ['{did}}', '     ^', 'this } closes nothing'],
    ['{}', ' ^', 'the key is missing'],
    ['{:8}', ' ^', 'the key is missing'],
    ['{data.}', '      ^', 'a name is missing at a dot'],
    ['{did x}', '     ^', 'a } must follow here'],
    ['{did{x}}', '    ^', 'a } must follow here'],
    ['{did:}', '     ^', 'a width from 1 to 1000 must follow the colon'],
    ['{did:0}', '     ^', 'a width from 1 to 1000 must follow the colon'],
    ['{did:>1001}', '     ^^^^^', 'a width from 1 to 1000 must follow the colon'],
    ['{did:^8}', '     ^', 'a width from 1 to 1000 must follow the colon'],
    ['{did:8.3}', '      ^', 'a } must follow here'],
    ['{"did":1}', ' ^', 'a key cannot contain an unescaped "'],
    ['C:\\dir', '  ^^', '\\d has no meaning here'],
    ['a\\', ' ^', '\\ has no meaning here'],
    ['\\constructor', '^^', '\\c has no meaning here'],
    ['{event.did}', ' ^^^^^^^^^', 'a key begins with a member of the event'],
  ])('%s', (template, carets, what) => {
    const read = () => parsed('--template', () => parseTemplate(template))
    try {
      read()
    } catch (error) {
      expect(error).toBeInstanceOf(Failure)
      const { code, message } = error as Failure
      expect(code).toBe('usage')
      expect(message).toBe(`--template: ${what}\n  ${template}\n  ${carets}`)
      return
    }
    throw new Error('it was accepted')
  })

  test('fails in no other way', () => {
    const text = fc.string({
      unit: fc.constantFrom('{', '}', ':', '>', '8', 'a', '.', '\\', 't', ' ', '"', '[', ']', '中'),
    })
    fc.assert(
      fc.property(text, template => {
        try {
          const { parts, paths } = parsed('-T', () => parseTemplate(template))
          for (const part of parts)
            if (typeof part !== 'string') expect(paths[part.member]!.length).toBeGreaterThan(0)
        } catch (error) {
          expect(error).toBeInstanceOf(Failure)
        }
      }),
      { numRuns: 2000 },
    )
  })
})
