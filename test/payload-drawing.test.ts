import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { textCells } from '../src/base/text-width.ts'
import { decodePayload } from '../src/datapoints/decode-payload.ts'
import { readDefinition } from '../src/datapoints/read-definition.ts'
import { payloadDrawing } from '../src/format/payload-drawing.ts'
import { payloadFormats } from '../src/format/payload-formats.ts'
import { type PayloadContext, payloadTable } from '../src/format/payload-table.ts'
import { createTheme } from '../src/format/theme.ts'
import { airPurifier } from '../src/simulator/air-purifier.ts'
import { anyDefinition } from './support/any-definition.ts'
import { decodeHex, definitionJson, definitionOf } from './support/definitions.ts'
import { unseen } from './support/unseen.ts'

const context: PayloadContext = { theme: createTheme(0), columns: 80 }

const air = readDefinition(airPurifier)

test('bytes in rows, bits and attributes under them', () => {
  const payload = '00000003 17 00 0091 04 23 02 07001600 05 008d 019f 30 61 0001e240 02 00'
  expect(payloadDrawing(decodeHex(payload, air), context)).toBe(`\
payload      report (04), fixed layout, 20 bytes
envelope     command 0091, device to cloud; flag 0; 23 bytes
product      空气净化器 a1f0c3d2e4b5968778695a4b3c2d1e07
attributes   17 of 17

   0   00 00 00 03  17  00  00 91
       '---------|  '|  '|  '---|
                 |   |   |      '-- command 0091, device to cloud
                 |   |   '--------- flag 0
                 |   '------------- length 23
                 '----------------- transport version 3
   8   04
       '|
        '-- report (04), fixed layout
   9   23
       0010 0011
        '-| |'||
          | | |'-- Switch 开关 = 1
          | | '--- Mode 模式 = 睡眠  (1)
          | '----- Child_Lock 童锁 = 0
          '------- Timer 定时 = 2 小时  (2)
  10   02  07 00 16 00
       '|  '---------|
        |            '-- Schedule 日程 = 07001600
        '--------------- Wind_Speed 风速 = 2
  15   05
       0000 0101
             |'|
             | '-- Air_Quality 空气质量 = 良  (1)
             '---- Plasma 等离子 = 1
  16   00 8d  01 9f  30  61
       '---|  '---|  '|  '|
           |      |   |   '-- Filter_Life 滤芯寿命 = 97
           |      |   '------ Humidity 湿度 = 48
           |      '---------- Room_Temp 室温 = 21.5  (415 * 0.1 - 20)
           '----------------- PM25 PM2.5 = 141
  22   00 01 e2 40
       '---------|
                 '-- Energy 累计电量 = 1234.56  (123456 * 0.01)
  26   02
       0000 0010
              ||
              |'-- Alert_Air_Quality 空气质量报警 = 0
              '--- Alert_Filter 滤芯需更换 = 1
  27   00
       0000 0000
              ||
              |'-- Fault_Fan 风机故障 = 0
              '--- Fault_Sensor 传感器故障 = 0
`)
})

/** The drawing alone, without what is above and under it. */
function rowsOf(hex: string, name?: string): string {
  const decoded = decodeHex(hex, name === undefined ? undefined : definitionOf(name))
  return payloadDrawing(decoded, context).split('\n\n')[1]!.trimEnd()
}

test('a group over several rows, and bits that no attribute has', () => {
  const bool = definitionJson('lock.json').entities[0]!.attrs.find(({ name }) => name === 'Locked')!
  const bit = (id: number, name: string, offset: number, len: number) => ({
    ...bool,
    id,
    name,
    display_name: name,
    data_type: 'enum',
    enum: [],
    position: { byte_offset: 0, bit_offset: offset, len, unit: 'bit' },
  })
  const attrs = [bit(0, 'Low', 0, 3), bit(1, 'Across', 22, 4), bit(2, 'High', 30, 2)]
  const definition = readDefinition({ ...definitionJson('meter.json'), entities: [{ attrs }] })
  expect(payloadDrawing(decodeHex('04 85400015', definition), context).split('\n\n')[1]).toBe(`\
   0   04
       '|
        '-- report (04), fixed layout
   1   85
       1000 0101
       '|    |'|
        |    | '-- Across, upper bits
        |    '---- no attribute
        '--------- High = 2  (2)  not in the enum
   2   40         00         15
       0100 0000  0000 0000  0001 0101
       '|                       |  '-|
        |                       |    '-- Low = 5  (5)  not in the enum
        |                       '------- no attribute
        '------------------------------- Across = 5  (5)  not in the enum`)
})

test('flags, and what they leave out', () => {
  expect(rowsOf('01 8004 000110 007b', 'meter.json')).toBe(`\
   0   01
       '|
        '-- control (01), fixed layout
   1   80         04         the attributes that it sets
       1000 0000  0000 0100
       |                |
       |                '-- Zone
       '------------------- Setpoint
   3   00         01         10
       0000 0000  0000 0001  0001 0000
                          '-----|
                                '-- Zone 区域 = Z17  (17)
   6   00 7b
       '---|
           '-- Setpoint 设定温度 = 21.5  (123 * 0.5 - 40)`)
  expect(rowsOf('01 8000 000000 007b', 'meter.json')).toContain(`
   3   00 00 00  00 7b
       '------|  '---|
              |      '-- Setpoint 设定温度 = 21.5  (123 * 0.5 - 40)
              '--------- not set`)
})

test('what is cut short, and what is missing', () => {
  const text = payloadDrawing(decodeHex('14 069a 6e a1b2', definitionOf('lock.json')), context)
  expect(text).toContain(`
   4   a1 b2
       '---|
           '-- cut short

missing: Code, Temp

truncated `)
})

test('bytes that are not decoded have ASCII beside them', () => {
  expect(rowsOf('06 48656c6c6f2c20776f726c6421203132 ff')).toBe(`\
   0   06
       '|
        '-- transparent, from the device (06)
   1   48656c6c 6f2c2077 6f726c64 21203132  |Hello, world! 12|
  17   ff                                   |.|
       |
       '-- free bytes`)
  expect(rowsOf('00000003 05 00 0062 0401')).toContain(
    "   8   0401                                 |..|\n       |\n       '-- not decoded",
  )
})

test('alerts of more than 8 bits: that old firmware sends them otherwise', () => {
  const said = 'Firmware generated in 2016'
  const meter = definitionOf('meter.json')
  expect(payloadDrawing(decodeHex(`04${'00'.repeat(20)}`, meter), context)).toContain(said)
  expect(payloadDrawing(decodeHex('04000000', meter), context)).toContain(said)
  expect(payloadDrawing(decodeHex(`04${'00'.repeat(19)}`, air), context)).not.toContain(said)
})

describe('in 80 columns', () => {
  test('any payload, its labels wrapped', () => {
    const cells = (text: string) => Math.max(...text.split('\n').map(line => textCells(line)))
    fc.assert(
      fc.property(anyDefinition, fc.uint8Array({ maxLength: 60 }), (json, body) => {
        for (const attr of json.entities[0]!.attrs)
          Object.assign(attr, { display_name: '很长的名字'.repeat(8) })
        for (const action of [0x01, 0x04, 0x14])
          for (const decoded of decodePayload(Buffer.from([action, ...body]), readDefinition(json))) {
            expect(cells(payloadDrawing(decoded, context))).toBeLessThanOrEqual(80)
            expect(cells(payloadTable(decoded, context))).toBeLessThanOrEqual(80)
          }
      }),
      { numRuns: 40 },
    )
  })

  test('nothing of a label is lost', () => {
    const json = structuredClone(airPurifier)
    const title = Array.from({ length: 60 }, (_, i) => String.fromCodePoint(0x4e00 + i)).join('')
    Object.assign(json.entities[0]!.attrs[8]!, { display_name: title })
    const text = payloadDrawing(decodeHex(`04${'00'.repeat(19)}`, readDefinition(json)), context)
    const label = text.slice(text.indexOf('PM25')).replaceAll(/[^\u4e00-\u9fff]/g, '')
    expect(label).toContain(title)
  })
})

test('text of a definition cannot command the terminal', () => {
  const evil = '\u001b[31m\u202e\u0007\n'
  const json = {
    ...airPurifier,
    name: evil,
    product_key: evil,
    entities: [
      {
        attrs: airPurifier.entities[0]!.attrs.map((attr, i) => ({
          ...attr,
          name: `A${i}${evil}`,
          display_name: evil,
          ...('enum' in attr ? { enum: [evil, evil, evil, evil, evil] } : {}),
        })),
      },
    ],
  }
  const definition = readDefinition(json)
  for (const hex of [`04${'00'.repeat(19)}`, '04ff', `01ff${'ff'.repeat(19)}`, `12${'ff'.repeat(3)}`])
    for (const format of [payloadFormats.table, payloadFormats.drawing]) {
      const bytes = Buffer.from(hex, 'hex')
      const text =
        format(context, true)(evil, decodePayload(bytes, definition)) + format(context, true)(evil, undefined)
      expect(text.replaceAll('\n', '')).not.toMatch(unseen)
      expect(text).toContain('\\u001b')
    }
})

test('the table leaves out what does not fit, the value last', () => {
  const decoded = decodeHex('04 23 02 07001600 05 008d 019f 30 61 0001e240 02 00', air)
  const head = (columns: number) =>
    payloadTable(decoded, { ...context, columns })
      .split('\n\n')[1]!
      .split('\n')[0]!
      .split(/ +/)
  expect(head(80)).toEqual(['attribute', 'name', 'value', 'raw', 'at'])
  expect(head(60)).toEqual(['attribute', 'name', 'value', 'raw'])
  expect(head(44)).toEqual(['attribute', 'name', 'value'])
  expect(head(30)).toEqual(['attribute', 'value'])
  expect(payloadTable(decoded, { ...context, columns: 24 })).toContain(
    'Schedule           07001\n                   600\n',
  )
})

test('the table says what is odd in a value', () => {
  const lines = payloadTable(decodeHex('04 70 07 00000000 00 03e7 ff', air), context).split('\n')
  const line = (name: string) => lines.find(line => line.startsWith(`${name} `))
  expect(line('Timer')).toMatch(/ 7 .* not in the enum$/)
  expect(line('Wind_Speed')).toMatch(/ 7 .* raw above 5$/)
  // As much as it may be.
  expect(line('PM25')).toMatch(/ 999 +bytes 7-8$/)
  expect(line('Room_Temp')).toMatch(/ - .* missing$/)
})

test('several payloads and frames have headings', () => {
  const report = Buffer.from('00000003050000911400'.repeat(2), 'hex')
  const format = payloadFormats.table(context, true)
  expect(format(report.toString('hex'), decodePayload(report, undefined))).toMatch(
    /^0000000305[0-9a-f]+, frame 1 of 2\npayload .*\n\n0000000305[0-9a-f]+, frame 2 of 2\npayload /s,
  )
  expect(format('no', undefined)).toBe('\nno\nnot_hex_or_base64   neither hex nor base64\n')
  expect(payloadFormats.table(context, false)('02', decodePayload(Buffer.from([2]), undefined))).toBe(
    'payload   read (02), fixed layout, 1 byte\n',
  )
})

test('alerts and faults that are up stand out', () => {
  const theme = createTheme(1)
  const text = payloadDrawing(decodeHex(`04${'00'.repeat(17)}0301`, air), { ...context, theme })
  expect(text).toContain(`${theme.alertRaised.open}1${theme.alertRaised.close}`)
  expect(text).toContain(`${theme.faultRaised.open}1${theme.faultRaised.close}`)
})
