import fc from 'fast-check'
import stringWidth from 'string-width'
import { describe, expect, test } from 'vitest'
import { type SummaryFacts, summaryTable } from '../src/format/summary-table.ts'
import { createTheme } from '../src/format/theme.ts'

const bare = createTheme(0)
const nothing: SummaryFacts = {
  counts: ['received', 'shown', 'acked'],
  rows: [],
  total: { received: 0, shown: 0, acked: 0 },
  facts: [],
  warnings: [],
}

function row(type: string, received = 1, shown = received, acked = received) {
  return { type, received, shown, acked }
}

const facts: SummaryFacts = {
  counts: nothing.counts,
  rows: [row('attr_fault', 2), row('device_status_kv', 1_234_567, 1_200_000), row('', 1, 0)],
  total: { received: 1_234_570, shown: 1_200_002, acked: 1_234_570 },
  facts: [
    ['rate', '644/s'],
    ['connected', '2 times'],
  ],
  warnings: [
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
    expect(table[13]).toBe('8 others        676     400      56')
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

  test('at 40 columns it is as aligned, and types and facts are as readable', () => {
    const types = [
      'device_status_kv',
      'device_status_raw',
      'sub_device_added',
      'sub_device_deleted',
      'attr_alert',
    ]
    const lag = 'p50 340ms   p95 12.5s   max 123d 14h'
    const narrow: SummaryFacts = {
      ...nothing,
      rows: types.map((type, i) => row(type, 12_345 - i)),
      total: row('', 61_715),
      facts: [['lag', lag]],
      warnings: [['lines over --max-line that were skipped', 3]],
    }
    expect(summaryTable(narrow, bare, 40)).toBe(`\
event          received   shown   acked
*status_kv       12,345  12,345  12,345
*status_raw      12,344  12,344  12,344
*device_added    12,343  12,343  12,343
*deleted         12,342  12,342  12,342
attr_alert       12,341  12,341  12,341
total            61,715  61,715  61,715

lag   p50 340ms
      p95 12.5s
      max 123d 14h

3   lines over --max-line that were
    skipped
`)
  })

  test.each([
    [31, 'event      received shown acked'],
    [29, 'event    received shown acked'],
    [28, 'event       received shown'],
    [23, 'event    received shown'],
    [22, 'event       received'],
  ])('at %i columns it has the counts that fit', (columns, head) => {
    const long = { ...nothing, rows: [row('device_status_raw')], total: row('') }
    expect(summaryTable(long, bare, columns).split('\n')[0]).toBe(head)
  })

  test.each([20, 29, 40, 60])(
    'different types stay different at %i columns, and no number is broken',
    columns => {
      const names = fc.stringMatching(
        /^(?:device|sub_device|attr)_(?:status|datapoint_[a-c]*)_{0,9}(?:kv|raw|added)$/,
      )
      const wide = fc.stringMatching(/^设备(?:状态|报警){0,9}(?:上|下)线$/)
      const types = fc.uniqueArray(fc.oneof(names, wide), { minLength: 2, maxLength: 12 })
      fc.assert(
        fc.property(types, fc.integer({ min: 1, max: 99_999 }), (types, count) => {
          const lines = summaryTable(
            { ...nothing, rows: types.map(type => row(type, count)), total: row('', count) },
            bare,
            columns,
          )
            .trimEnd()
            .split('\n')
          expect(lines).toHaveLength(types.length + 2)
          for (const line of lines) expect(stringWidth(line)).toBeLessThanOrEqual(columns)
          const number = String(count).replace(/(?=\d{3}$)(?<=\d)/, ',')
          expect(lines.slice(1).map(line => line.endsWith(` ${number}`))).not.toContain(false)
          const shown = lines.slice(1, -1).map(line => line.split(' ')[0])
          expect(new Set(shown).size).toBe(types.length)
        }),
      )
    },
  )

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
