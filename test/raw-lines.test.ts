import { describe, expect, test } from 'vitest'
import { decodingReader, readPush } from '../src/app/reader.ts'
import { SecretMask } from '../src/cli/secret-mask.ts'
import type { DefinitionSet } from '../src/datapoints/definition-set.ts'
import { PayloadDecoder } from '../src/datapoints/payload-decoder.ts'
import { readDefinition } from '../src/datapoints/read-definition.ts'

import type { FormatContext } from '../src/format/formats.ts'
import { createPretty } from '../src/format/pretty.ts'
import { createTheme } from '../src/format/theme.ts'
import type { Push } from '../src/wire/push.ts'
import { formattedText } from './support/formatted-text.ts'
import { base64, fixtureDefinitions, products, rawPush } from './support/raw-events.ts'

const product_key = 'b1f0c3d2e4b5968778695a4b3c2d1e09'

const bit = (bit_offset: number) => ({ byte_offset: 0, bit_offset, len: 1, unit: 'bit' })
const byte = (byte_offset: number, len: number) => ({ byte_offset, bit_offset: 0, len, unit: 'byte' })

/** A heater; its last attributes have names that nobody should have. */
const heater = {
  product_key,
  name: '取暖器',
  packetVersion: '0x00000004',
  protocolType: 'standard',
  entities: [
    {
      attrs: [
        attribute(0, 'Switch', '开关', 'status_writable', { data_type: 'bool', position: bit(0) }),
        attribute(1, 'Mode', 'mode', 'status_writable', {
          data_type: 'enum',
          enum: ['自动', 'sleep well'],
          position: { ...bit(1), len: 2 },
        }),
        attribute(2, 'Alert_Hot', '过热报警', 'alert', { data_type: 'bool', position: bit(3) }),
        attribute(3, 'Fault_Fan', 'Fault_Fan', 'fault', { data_type: 'bool', position: bit(4) }),
        attribute(4, 'Room_Temp', 'Temperature of the room, as measured', 'status_readonly', {
          data_type: 'uint16',
          uint_spec: { ratio: 0.1, addition: -20 },
          position: byte(1, 2),
        }),
        attribute(5, 'Serial', 'a\tb\u001b]0;x\u0007', 'status_readonly', {
          data_type: 'binary',
          position: byte(3, 3),
        }),
        attribute(6, '__proto__', '原型', 'status_readonly', { data_type: 'uint8', position: byte(6, 1) }),
      ],
    },
  ],
}

function attribute(id: number, name: string, display_name: string, type: string, more: object) {
  return { id, name, display_name, type, ...more }
}

function definitions(): DefinitionSet {
  const set = fixtureDefinitions()
  set.add(readDefinition(heater), 'heater.json')
  return set
}

interface Setting extends Partial<FormatContext> {
  width?: number
  decodes?: boolean
}

/** What pretty shows after the columns. */
async function tailOf(push: Push, { width, decodes = true, ...context }: Setting = {}): Promise<string> {
  const set = decodes ? definitions() : undefined
  const format = await createPretty({
    theme: createTheme(0),
    time: 'none',
    timeZone: 'Asia/Shanghai',
    columns: () => width,
    wall: () => 1499843747794,

    definitions: set,
    ...context,
  })
  const read = set ? decodingReader(new PayloadDecoder(set, () => {})) : readPush
  const line = formattedText(format(read({ push, acked: false })))
  return line.slice(line.indexOf('d1') + 2).trim()
}

const heaterPush = (hex: string, more: object = {}) => rawPush(base64(hex), { product_key, ...more })
const values =
  '开关 Switch=1  Mode="sleep well"  过热报警 Alert_Hot=1  Fault_Fan=0  Temperature of… Room_Temp=21.5  a\\tb\\u001b]0;x\\… Serial=c0ffee  原型 __proto__=7'

describe('a payload with a definition shows the values of its attributes', () => {
  test.each<[name: string, push: Push, tail: string]>([
    ['a report', heaterPush('04 0b 019f c0ffee 07'), values],
    [
      'in an envelope, with a device id',
      heaterPush('00000003 11 00 0091 0004 41424344 04 0b 019f c0ffee 07'),
      values,
    ],
    ['a reply', heaterPush('03 0b 019f c0ffee 07'), `reply  ${values}`],
    [
      'as a member',
      rawPush({ raw: base64('04 0b 019f c0ffee 07'), v: 4 }, { product_key }),
      `${values}  v=4`,
    ],
    [
      'truncated',
      heaterPush('04 0b 019f c0'),
      'truncated  开关 Switch=1  Mode="sleep well"  过热报警 Alert_Hot=1  Fault_Fan=0  Temperature of… Room_Temp=21.5',
    ],
    [
      'too long',
      heaterPush('04 0b 019f c0ffee 07 0a0b0c0d0e'),
      `trailing_bytes  ${values}  and 5 bytes  0a0b0c0d 0e`,
    ],
    ['an enum without a text', heaterPush('01 02 04'), 'enum_out_of_range  control  Mode=2'],
    [
      'a control',
      heaterPush('01 03 02', { event_type: 'app2dev_raw', source: 'client' }),
      'client  control  开关 Switch=0  Mode="sleep well"',
    ],
    ['a read', heaterPush('02', { event_type: 'app2dev_raw' }), 'read  1 byte  02'],
    [
      'a report of some attributes',
      rawPush(base64('14 0002 00'), { product_key: products.lock }),
      '1 of 11  门 Door=关',
    ],
    [
      'what is asked for',
      rawPush(base64('12 0003'), { product_key: products.lock }),
      'read  asks for 2 of 11  3 bytes  120003',
    ],
    [
      'the fixed layout of a product without',
      rawPush(base64('04 00'), { product_key: products.lock }),
      'layout_mismatch  report  2 bytes  0400',
    ],
    [
      'transparent',
      heaterPush('06 68656c6c6f'),
      'transparent, from the device  6 bytes  0668656c 6c6f  ".hello"',
    ],
    ['an unknown action', heaterPush('ee 01'), 'action ee  2 bytes  ee01'],
    ['nothing', heaterPush(''), 'empty  0 bytes'],
  ])('%s', async (_name, push, tail) => {
    expect(await tailOf(push)).toBe(tail)
  })

  test('two frames, one after the other', async () => {
    const hex = '00000003 06 00 0090 01 01 01 00000003 0b 00 0091 04 0b 019f c0ffee 07'
    expect(await tailOf(heaterPush(hex))).toBe(`control  ${values}`)
  })
})

describe('without a definition, a payload is named and shown as hex and ASCII', () => {
  test.each<[name: string, push: Push, decodes: boolean, tail: string]>([
    ['bare', heaterPush('04 01'), false, 'report  2 bytes  0401'],
    [
      'in an envelope',
      heaterPush('00000003 05 00 0091 04 01'),
      false,
      'envelope 0091  report  10 bytes  00000003 05000091 0401',
    ],
    [
      'of another command',
      heaterPush('00000003 03 00 0062'),
      false,
      'unknown_command  envelope 0062  8 bytes  00000003 03000062',
    ],
    [
      'text',
      rawPush(Buffer.from('\u0001OK v1.2\r\n').toString('base64')),
      false,
      'control  10 bytes  014f4b20 76312e32 0d0a  ".OK v1.2.."',
    ],
    [
      'of another product',
      rawPush(base64('04 01'), { product_key: 'p' }),
      true,
      'no definition  report  2 bytes  0401',
    ],
    ['of no action', rawPush(base64('ee')), false, 'action ee  1 byte  ee'],
    ['no base64', rawPush('!'), true, 'not base64:  !'],
    ['no data', rawPush(undefined), true, 'no data'],
    ['other data', rawPush({ other: 1 }), true, 'other=1'],
  ])('%s', async (_name, push, decodes, tail) => {
    expect(await tailOf(push, { decodes })).toBe(tail)
  })
})

describe('display names', () => {
  const kv = (data: unknown, event_type = 'device_status_kv') => rawPush(data, { product_key, event_type })
  test('in a status, and in a command; only of the attributes themselves', async () => {
    const data = { Switch: 0, Other: 1, Alert_Hot: true, Fault_Fan: 0, Switch_2: 1 }
    expect(await tailOf(kv(data))).toBe(
      '开关 Switch=0  Other=1  过热报警 Alert_Hot=true  Fault_Fan=0 Switch_2=1',
    )
    expect(await tailOf(kv({ Switch: 1 }, 'app2dev_kv'))).toBe('开关 Switch=1')
    const named = rawPush({ a: 1 }, { product_key, event_type: 'device_status_kv', Switch: 'extra' })
    expect(await tailOf(named)).toBe('a=1 Switch=extra')
  })

  test('of an alert, where the event has none', async () => {
    const alert = (data: object) => kv({ attr_name: 'Alert_Hot', value: 1, ...data }, 'attr_alert')
    expect(await tailOf(alert({}))).toBe('raised   过热报警  Alert_Hot')
    expect(await tailOf(alert({ attr_displayname: '' }))).toBe('raised   过热报警  Alert_Hot')
    expect(await tailOf(alert({ attr_displayname: '太热' }))).toBe('raised   太热  Alert_Hot')
    expect(await tailOf(alert({ attr_name: 'Alert_Cold' }))).toBe('raised   Alert_Cold')
  })

  test('alerts and faults that are raised stand out, others do not', async () => {
    const theme = createTheme(1)
    const { open } = theme.alertRaised
    const line = await tailOf(heaterPush('04 0b 019f c0ffee 07'), { theme })
    expect(line).toContain(`Alert_Hot=${theme.name.close}${open}1`)
    expect(line).toContain(`Fault_Fan=${theme.name.close}0`)
  })
})

test('on a terminal a line is no wider than it, and flags come first', async () => {
  const line = await tailOf(heaterPush('04 0b 019f c0ffee 07 0a'), { width: 60 })
  expect(line).toMatch(/^trailing_bytes {2}开关 Switch=1 .*…$/)
})

test('no value, name or rest of a payload shows the secret', async () => {
  for (const [secret, hex] of [
    ['sleep well', '04 0b 019f c0ffee 07'],
    ['Room_Temp', '04 0b 019f c0ffee 07'],
    ['12345.6', '04 0b 019f c0ffee 07'],
    [Buffer.from('c0ffee', 'hex').toString('latin1'), '04 0b 019f c0ffee 07'],
    ['c4n4ry', `04 0b 019f c0ffee 07 ${Buffer.from('c4n4ry').toString('hex')}`],
    ['c4n4ry', `06 ${Buffer.from('xc4n4ry').toString('hex')}`],
    ['开关开关', '04 0b 019f c0ffee 07'],
  ] as const) {
    const line = await tailOf(heaterPush(hex), { mask: new SecretMask([secret]) })
    expect(line).not.toContain(secret)
    expect(line.replaceAll(' ', '')).not.toContain(Buffer.from(secret).toString('hex'))
  }
})
