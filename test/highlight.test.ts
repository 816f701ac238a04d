import stringWidth from 'string-width'
import { describe, expect, test } from 'vitest'
import { tailConfig } from '../src/cli/tail-config.ts'
import type { TailFlags } from '../src/cli/tail-options.ts'
import { Event } from '../src/event/event.ts'
import { compileAny } from '../src/filter/filter.ts'
import type { FormatContext } from '../src/format/formats.ts'
import { createPretty } from '../src/format/pretty.ts'
import { createTheme } from '../src/format/theme.ts'
import { run } from './support/bin.ts'
import { formattedText } from './support/formatted-text.ts'
import { eventLine, pushOf } from './support/lines.ts'

/** 2026-11-23 12:30:00 in Shanghai. */
const noon = 1795408200
const day = 86_400

const hot = eventLine(1, { created_at: noon, data: { temp: 31, note: '\u001b[31m热' } })
const cold = eventLine(2, { created_at: noon, data: { temp: 10, note: '冷' } })
const tomorrow = eventLine(3, { created_at: noon + day, data: { temp: 40 } })
const long = eventLine(4, { created_at: noon, data: { temp: 50, text: 'word '.repeat(60) } })

/** Shows the lines as pretty does, with and without what highlights the hot ones. */
async function show(
  lines: readonly string[],
  context: Partial<FormatContext> = {},
): Promise<[string[], string[]]> {
  const matches = await compileAny(['data.temp>30', 'did=x'], '--highlight', () => {})
  const format = async (highlight: typeof matches) => {
    const pretty = await createPretty({
      ...{ theme: createTheme(0), time: 'local', timeZone: 'Asia/Shanghai', columns: () => undefined },
      ...{ wall: () => (noon + 1) * 1000, highlight, ...context },
    })
    return lines.flatMap(line =>
      formattedText(pretty(new Event(pushOf(line))))
        .split('\n')
        .slice(0, -1),
    )
  }
  return [await format(matches), await format(undefined)]
}

describe('without colours', () => {
  test('a line begins with two cells, which mark those that match', async () => {
    const [shown, plain] = await show([hot, cold, hot])
    expect(shown).toEqual([`> ${plain[0]}`, `  ${plain[1]}`, `> ${plain[2]}`])
  })

  test('the line with the date is no part of the event', async () => {
    const [shown, plain] = await show([hot, tomorrow])
    expect(shown).toEqual([`> ${plain[0]}`, plain[1], `> ${plain[2]}`])
    expect(plain[1]).toMatch(/^── /)
  })

  test('no line becomes wider than the terminal', async () => {
    for (const wrap of [false, true]) {
      const [shown] = await show([long, cold], { columns: () => 80, wrap })
      expect(shown.length).toBeGreaterThan(wrap ? 4 : 1)
      expect(Math.max(...shown.map(line => stringWidth(line)))).toBeLessThanOrEqual(80)
      expect(shown.slice(0, -1).every(line => line.startsWith('> '))).toBe(true)
      expect(shown.at(-1)).toMatch(/^ {2}\d/)
    }
  })
})

describe('with colours', () => {
  const theme = createTheme(1)

  test('a line that matches is in reverse video, and the others stay as they are', async () => {
    const [shown, plain] = await show([hot, cold], { theme })
    const [uncoloured] = (await show([hot]))[1]
    expect(shown).toEqual([`\u001b[7m${uncoloured}\u001b[27m`, plain[1]])
  })

  test('so is each row of one that is wrapped, and not the date', async () => {
    const [shown, plain] = await show([hot, tomorrow, long], { theme, columns: () => 80, wrap: true })
    expect(shown).toHaveLength(plain.length)
    const isReversed = shown.map(line => /^\u001b\[7m[^\u001b]+\u001b\[27m$/.test(line))
    expect(isReversed).toEqual(shown.map((_, i) => i !== 1 && i !== 3))
  })
})

describe('the option', () => {
  const config = (flags: TailFlags) => tailConfig(flags, { flags, nameOf: key => key })

  test.each([{ json: true }, { output: 'csv' }, { template: '{did}' }, { exec: 'cat' }] as const)(
    'is about pretty output: a usage error with %j',
    flags => {
      expect(() => config({ ...flags, highlight: ['did'] })).toThrow(/--highlight is about pretty output/)
    },
  )

  test('is accepted with pretty, also beside a command', () => {
    expect(config({ highlight: ['did'], output: 'pretty', exec: 'cat' }).highlight).toEqual(['did'])
    expect(config({}).highlight).toEqual([])
  })

  test('in the program', async () => {
    const ran = await run(
      ['replay', '-', '--time', 'none', '-H', 'data.temp>30 and not did=x', '-H', 'did=y'],
      {
        input: `${hot}\n${cold}\n`,
      },
    )
    expect(ran.stdout).toMatch(/^> .*temp=31.*\n {2}.*temp=10.*\n$/)
    const wrong = await run(['replay', '-', '-H', 'data.temp>x'], { input: '' })
    expect([wrong.code, wrong.stderr]).toEqual([
      2,
      expect.stringMatching(/^error: --highlight: a number must follow >\n/),
    ])
    expect((await run(['replay', '-', '--highlight', 'day.ndjson'])).stderr).toMatch(
      /--highlight: day\.ndjson names a file/,
    )
  })
})
