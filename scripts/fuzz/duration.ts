import assert from 'node:assert/strict'
import { formatDuration, parseDuration } from '../../src/base/duration.ts'
import type { Target } from './target.ts'

/** The error of each form in milliseconds: half of its last unit, and what rounding in steps adds. */
const forms: readonly (readonly [form: RegExp, error: number])[] = [
  [/^\d{1,3}ms$/, 0.5],
  [/^[1-5]?\d\.\ds$/, 50],
  [/^[1-5]?\dm [0-5]\ds$/, 500],
  [/^(?:1?\d|2[0-3])h [0-5]\dm$/, 30_500],
  [/^\d+d (?:1?\d|2[0-3])h$/, 1_830_500],
]

export const duration: Target = {
  about: 'durations, parsed and formatted',
  covers: ['src/base/duration.ts'],
  seeds: ['500ms', '30s', '5m', '1h30m', '1.5s', '2d', '0', '59.95s', '3599.6s', '999.5ms'],
  dictionary: [...'0123456789.smhd -+e', 'ms', '59', '999', '0.0', '1e3', '５'],
  check: bytes => {
    const text = bytes.toString()
    const ms = parseDuration(text)
    const expected = durationOf(text)
    if (ms === undefined || expected === undefined) {
      assert.equal(ms, expected)
      return 'no'
    }
    assert.ok(Math.abs(ms - expected) <= expected * 1e-12, `${ms} is not ${expected}`)
    // Above that, days are not formatted exactly.
    if (ms > 1e15) return 'huge'
    const formatted = formatDuration(ms)
    const form = forms.find(([one]) => one.test(formatted))
    assert.ok(form, `formatted as ${formatted}`)
    const read = parseDuration(formatted.replace(' ', ''))
    assert.ok(
      read !== undefined && Math.abs(read - ms) <= form[1] + 1e-6,
      `${ms} ms formatted as ${formatted}`,
    )
    return `${forms.indexOf(form)}`
  },
}

const scale: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 }

/** Parses a duration by removing one piece after another. */
function durationOf(text: string): number | undefined {
  if (text === '0') return 0
  let sum = 0
  for (let rest = text; rest !== '' || text === ''; ) {
    const digits = /^[0-9]+/.exec(rest)?.[0]
    if (digits === undefined) return undefined
    rest = rest.slice(digits.length)
    const fraction = /^[.][0-9]+/.exec(rest)?.[0] ?? ''
    rest = rest.slice(fraction.length)
    const unit = ['ms', 's', 'm', 'h', 'd'].find(one => rest.startsWith(one))
    if (unit === undefined) return undefined
    rest = rest.slice(unit.length)
    sum += Number(digits + fraction) * scale[unit]!
  }
  return Number.isFinite(sum) ? sum : undefined
}
