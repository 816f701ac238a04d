import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { SecretMask } from '../src/cli/secret-mask.ts'
import { Event } from '../src/event/event.ts'
import { type FormatContext, formats } from '../src/format/formats.ts'
import { parseFields } from '../src/format/parse-fields.ts'
import { createTheme } from '../src/format/theme.ts'
import { eventLine, pushOf } from './support/lines.ts'
import { base64, fixtureReader, rawPush, report } from './support/raw-events.ts'

type TableName = 'tsv' | 'csv'

const context: FormatContext = {
  theme: createTheme(3),
  columns: () => undefined,
  time: 'iso',
  timeZone: 'UTC',
  wall: () => 0,
}

async function tableOf(name: TableName, fields: string | undefined, more: Partial<FormatContext> = {}) {
  const format = await formats[name].create({
    ...context,
    fields: fields === undefined ? undefined : parseFields(fields),
    ...more,
  })
  return {
    header: format.header,
    row: (event: string | Event) => format(typeof event === 'string' ? new Event(pushOf(event)) : event),
  }
}

/** Reads CSV one character at a time, as RFC 4180 describes it. Quoted cells are in brackets. */
function readCsv(text: string): string[][] {
  const rows: string[][] = []
  let row: string[] = []
  for (let at = 0; at < text.length; ) {
    let cell = ''
    if (text[at] === '"') {
      for (at++; ; at++) {
        if (at >= text.length) throw new Error('a quote is not closed')
        if (text[at] === '"' && text[++at] !== '"') break
        cell += text[at]
      }
      cell = `[${cell}]`
    } else {
      while (at < text.length && !',\n'.includes(text[at]!)) {
        if ('"\r'.includes(text[at]!)) throw new Error('a cell needs quotes')
        cell += text[at++]
      }
    }
    row.push(cell)
    if (text[at] === '\n') {
      rows.push(row)
      row = []
    } else if (text[at] !== ',') throw new Error(`a comma or a newline must follow at ${at}`)
    at++
  }
  if (row.length > 0) throw new Error('the last line has no end')
  return rows
}

function readTsv(text: string): string[][] {
  const escapes: Record<string, string> = { t: '\t', n: '\n', r: '\r', '\\': '\\' }
  const cellOf = (cell: string) =>
    cell.replace(/\\(.?)/g, (_all, sign: string) => {
      if (!(sign in escapes)) throw new Error(`\\${sign} is no escape`)
      return escapes[sign]!
    })
  if (!text.endsWith('\n')) throw new Error('the last line has no end')
  if (text.includes('\r')) throw new Error('a return is not escaped')
  return text
    .slice(0, -1)
    .split('\n')
    .map(line => line.split('\t').map(cellOf))
}

const line = eventLine('18446744073709551615', {
  product_key: 'p1',
  did: 'd1',
  data: { temp: 21.5, list: [{ a: 1 }, 'b,c'] },
}).replace('21.5', '21.50')

describe('columns', () => {
  test('are these, if none are named', async () => {
    const csv = await tableOf('csv', undefined)
    expect(csv.header).toBe('time,event_type,product_key,did,data\n')
    expect(csv.row(line)).toBe(
      '2017-07-12T07:15:47.794Z,device_status_kv,p1,d1,"{""temp"":21.50,""list"":[{""a"":1},""b,c""]}"\n',
    )
    const tsv = await tableOf('tsv', undefined)
    expect(tsv.header).toBe('time\tevent_type\tproduct_key\tdid\tdata\n')
    expect(tsv.row(line)).toBe(
      '2017-07-12T07:15:47.794Z\tdevice_status_kv\tp1\td1\t{"temp":21.50,"list":[{"a":1},"b,c"]}\n',
    )
  })

  test('are those that are named, in their order, as often as they are', async () => {
    const { header, row } = await tableOf(
      'tsv',
      ' data.temp, did，did ,none,delivery_id,data.list.1,data.a\\,b',
    )
    expect(header).toBe('data.temp\tdid\tdid\tnone\tdelivery_id\tdata.list.1\tdata.a\\\\,b\n')
    expect(row(line)).toBe('21.50\td1\td1\t\t18446744073709551615\tb,c\t\n')
  })

  test('have names that are quoted like values', async () => {
    const { header } = await tableOf('csv', 'data["a,b"],did')
    expect(header).toBe('"data[""a,b""]",did\n')
  })

  test('have no header after lines that have one', async () => {
    expect((await tableOf('csv', 'did', { isContinued: true })).header).toBeUndefined()
  })

  test('have times as --time says', async () => {
    const { row } = await tableOf('csv', 'time,did', { time: 'epoch' })
    expect(row(line)).toBe('1499843747.794,d1\n')
    expect(row(eventLine(1, { created_at: null }))).toBe(',d1\n')
  })

  test('distinguish no value from an empty one in csv', async () => {
    const { row } = await tableOf('csv', 'a,b,c,d')
    expect(row('{"a":null,"b":"","d":"null"}')).toBe(',"",,null\n')
  })

  test('keep what a spreadsheet takes for a formula', async () => {
    const { row } = await tableOf('csv', 'a,b,c')
    expect(row('{"a":"=1+1","b":-5.0,"c":"@x"}')).toBe('=1+1,-5.0,@x\n')
  })

  test('have decoded values', async () => {
    const event = fixtureReader().read(rawPush(base64(report)))
    const { row } = await tableOf('csv', 'data.Mode,decoded.Setpoint,data')
    expect(row(event)).toBe(`强劲,21.5,${base64(report)}\n`)
  })

  test('hide secret members, and on a terminal the secret, too', async () => {
    const mask = new SecretMask(['sesame-0123456789'])
    const event = eventLine(1, { child_passcode: '1', did: 'sesame-0123456789', data: { child_passcode: 2 } })
    const data = await tableOf('csv', 'child_passcode,did,data', { mask })
    expect(data.row(event)).toBe('***,sesame-0123456789,"{""child_passcode"":***}"\n')
    const eyes = await tableOf('csv', 'child_passcode,did,data', { mask, columns: () => 80 })
    expect(eyes.row(event)).toBe('***,***,"{""child_passcode"":***}"\n')
  })

  test('on a terminal hold nothing that it obeys', async () => {
    const event = eventLine(1, { did: '\u001b[2J\nx', data: 'a\u202eb' })
    const csv = await tableOf('csv', 'did,data,mac', { columns: () => 0 })
    expect(csv.row(event)).toBe('"\\u001b[2J\\u000ax",a\\u202eb,\n')
    const tsv = await tableOf('tsv', 'did,data', { columns: () => 80 })
    expect(tsv.row(event)).toBe('\\u001b[2J\\nx\ta\\u202eb\n')
    expect(tsv.header).toBe('did\tdata\n')
  })

  test('hold whole values of long lines', async () => {
    const data = { x: 'x'.repeat(300_000), y: '"' }
    const { row } = await tableOf('csv', 'did,data')
    const [[did, json]] = readCsv(String(row(eventLine(1, { data })))) as [[string, string]]
    expect([did, JSON.parse(json.slice(1, -1))]).toEqual(['d1', data])
    const eyes = await tableOf('tsv', 'did,data', { columns: () => 80 })
    expect(eyes.row(eventLine(1, { data }))).toMatch(/^d1\t\{"x":"x{65530}… \(2.*more bytes\)\n$/)
  })
})

const texts = fc.string({
  unit: fc.oneof(
    fc.constantFrom(',', '"', '\n', '\r', '\t', '\\', ' ', 't', '='),
    fc.string({ unit: 'binary' }),
  ),
})
const members = fc.record(
  { a: texts, b: fc.oneof(texts, fc.constant(null)), data: fc.jsonValue() },
  { requiredKeys: ['data'] },
)
const textOf = (value: unknown) =>
  value === undefined || value === null ? '' : typeof value === 'string' ? value : JSON.stringify(value)

describe('what is read back is what was written', () => {
  test('from csv', async () => {
    const { header, row } = await tableOf('csv', 'a,b,did,data')
    const quoted = (value: unknown) => {
      const text = textOf(value)
      const mustQuote = /[",\r\n]|^ | $/.test(text) || (text === '' && typeof value === 'string')
      return mustQuote ? `[${text}]` : text
    }
    fc.assert(
      fc.property(fc.array(members, { minLength: 1, maxLength: 4 }), events => {
        const rows = events.map(event => row(eventLine(1, event))).join('')
        expect(readCsv(header + rows)).toEqual([
          ['a', 'b', 'did', 'data'],
          ...events.map(({ a, b, data }) => [quoted(a), quoted(b), 'd1', quoted(data)]),
        ])
      }),
      { numRuns: 500 },
    )
  })

  test('from tsv', async () => {
    const { row } = await tableOf('tsv', 'a,b,did,data')
    fc.assert(
      fc.property(fc.array(members, { minLength: 1, maxLength: 4 }), events => {
        const rows = events.map(event => row(eventLine(1, event))).join('')
        expect(readTsv(rows)).toEqual(
          events.map(({ a, b, data }) => [textOf(a), textOf(b), 'd1', textOf(data)]),
        )
      }),
      { numRuns: 500 },
    )
  })
})

describe('fields that are wrong', () => {
  test.each([
    ['', 'the key is missing', 0, 0],
    ['did,', 'the key is missing', 4, 4],
    ['did,,mac', 'the key is missing', 4, 5],
    ['did mac', 'a comma must follow the key', 4, 5],
    ['data.', 'a name is missing at a dot', 5, 5],
    ['did,"mac"', 'a key cannot contain an unescaped "', 4, 5],
  ])('%s', (fields, message, from, to) => {
    expect(() => parseFields(fields)).toThrow(expect.objectContaining({ message, from, to }))
  })
})
