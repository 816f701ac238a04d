import { describe, expect, test } from 'vitest'
import { safeJson } from '../src/base/safe-text.ts'
import { Event } from '../src/event/event.ts'
import { type FormatContext, formats } from '../src/format/formats.ts'
import { createTheme } from '../src/format/theme.ts'
import { pushOf } from './support/lines.ts'

const context: FormatContext = {
  theme: createTheme(3),
  columns: () => undefined,
  time: 'local',
  timeZone: undefined,
  wall: () => 0,
}

/** Odd on purpose: white space, escapes, duplicate members, digits no double holds, and no order. */
const line =
  ' {"did" : "\\u4e2d🔥","cmd":"enterprise_event_push", "delivery_id":18446744073709551615,"a":1.0,"a":1e3,"x":"\u007f\u009b2J\u202e"}\r'

describe('json', () => {
  test('in a pipe is the line itself, byte for byte, whatever the colours', async () => {
    const format = await formats.json.create(context)
    const push = pushOf(line)
    const said = format(new Event(push))
    expect(said).toBe(push)
    const { bytes, start, end } = push
    expect(bytes.toString('utf8', start, end + 1)).toBe(`${line}\n`)
  })

  test('on a terminal means the same, and holds nothing that a terminal obeys', async () => {
    const format = await formats.json.create({ ...context, columns: () => 10 })
    const said = format(new Event(pushOf(line))) as string
    expect(said).toBe(
      `${line.replace('\r', '').replace('\u007f\u009b2J\u202e', '\\u007f\\u009b2J\\u202e')}\n`,
    )
    expect(JSON.parse(said)).toEqual(JSON.parse(line))
    expect(said.slice(0, -1)).not.toMatch(/[\p{Cc}\p{Cf}]/u)
  })

  test('on a terminal a long line is the same as a short one, wherever its parts are joined', async () => {
    const format = await formats.json.create({ ...context, columns: () => 10 })
    for (const shift of [0, 1, 2, 3, 4, 5, 6, 7]) {
      const long = `{"x":"${'.'.repeat(shift)}${'中\u007f🔥\u202eé'.repeat(50_000)}"}\r`
      const push = pushOf(long)
      const { bytes, start, end } = format(new Event(push)) as typeof push
      expect(bytes.toString('utf8', start, end + 1)).toBe(`${safeJson(push.text)}\n`)
    }
  })

  test('on a terminal that does not say its width, too', async () => {
    const format = await formats.json.create({ ...context, columns: () => 0 })
    expect(format(new Event(pushOf(line)))).toContain('\\u202e')
  })
})

test('every format says what it is', () => {
  for (const { about } of Object.values(formats)) expect(about).toMatch(/^\S.{10,70}$/)
})
