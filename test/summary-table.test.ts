import stringWidth from 'string-width'
import { describe, expect, test } from 'vitest'
import { type SummaryFacts, summaryTable } from '../src/format/summary-table.ts'
import { createTheme } from '../src/format/theme.ts'

const bare = createTheme(0)
const nothing: SummaryFacts = {
  rows: [],
  total: { received: 0, shown: 0, acked: 0 },
  facts: [],
  oddities: [],
}

function row(type: string, received = 1, shown = received, acked = received) {
  return { type, received, shown, acked }
}

const facts: SummaryFacts = {
  rows: [row('attr_fault', 2), row('device_status_kv', 1_234_567, 1_200_000), row('', 1, 0)],
  total: { received: 1_234_570, shown: 1_200_002, acked: 1_234_570 },
  facts: [
    ['rate', '644/s'],
    ['connected', '2 times'],
  ],
  oddities: [
    ['lines too long', 2],
    ['nothing at all', 0],
    ['not of the protocol', 1200],
  ],
}

describe('summary table', () => {
  test('counts, what else there is to say, and what went wrong', () => {
    expect(summaryTable(facts, bare, 80)).toBe(`\
event               received       shown       acked
device_status_kv   1,234,567   1,200,000   1,234,567
attr_fault                 2           2           2
-                          1           0           1
total              1,234,570   1,200,002   1,234,570

rate        644/s
connected   2 times

    2   lines too long
1,200   not of the protocol
`)
  })

  test('what is empty is left out', () => {
    expect(summaryTable(nothing, bare, 80)).toBe('')
    expect(summaryTable({ ...nothing, facts: [['rate', '0/s']] }, bare, 80)).toBe('rate   0/s\n')
    const one = { ...nothing, rows: [row('device_online')], total: row('') }
    expect(summaryTable(one, bare, 80)).toBe(
      'event           received   shown   acked\ndevice_online          1       1       1\n',
    )
  })

  test('many types share a row', () => {
    const rows = Array.from({ length: 20 }, (_, i) => row(`type_${i}`, 100 - i, 50, 7))
    const table = summaryTable({ ...nothing, rows, total: row('', 1810, 1000, 140) }, bare, 80).split('\n')
    expect(table).toHaveLength(1 + 12 + 1 + 1 + 1)
    expect(table[12]).toMatch(/^type_11 /)
    expect(table[13]).toBe('others (8 types)        676     400      56')
    const few = summaryTable({ ...nothing, rows: rows.slice(0, 13), total: row('') }, bare, 80)
    expect(few).not.toContain('others')
  })

  test('is safe, and stays aligned and within the terminal, whatever the types are', () => {
    const types = [
      '\u001b[31mred\u001b[2J',
      'new\nline',
      '\u202e',
      '设备状态'.repeat(20),
      '🔥🔥',
      'x'.repeat(500),
      'a',
    ]
    const rows = types.map((type, i) => row(type, 1_000_000 - i))
    for (const columns of [60, 80, 200]) {
      const lines = summaryTable({ ...facts, rows }, bare, columns).split('\n')
      expect(lines.join('')).not.toMatch(/[\p{Cc}\p{Cf}]/u)
      const widths = lines.slice(0, types.length + 2).map(line => stringWidth(line))
      expect(new Set(widths).size).toBe(1)
      for (const line of lines) expect(stringWidth(line)).toBeLessThanOrEqual(columns)
    }
  })

  test('long facts are wrapped, and safe', () => {
    const long: SummaryFacts = { ...nothing, facts: [['server', `${'word '.repeat(40)}\u001b[2J`]] }
    const text = summaryTable(long, bare, 80)
    for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(80)
    expect(text.match(/word/g)).toHaveLength(40)
    expect(text).toContain('\\u001b[2J')
  })

  test('colours are those of the theme, and change no width', () => {
    const coloured = summaryTable(facts, createTheme(1), 80)
    expect(coloured).toContain('\u001b[33m')
    expect(coloured).toContain('\u001b[1mtotal')
    // biome-ignore lint/complexity/useRegexLiterals: the escape is easier seen so
    expect(coloured.replace(new RegExp('\\u001b\\[\\d+m', 'g'), '')).toBe(summaryTable(facts, bare, 80))
  })
})
