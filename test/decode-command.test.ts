import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, test } from 'vitest'
import { decodeOptions } from '../src/cli/decode-options.ts'
import { longName } from '../src/cli/flag-words.ts'
import { loadDefinitions } from '../src/cli/load-definitions.ts'
import { payloadTexts } from '../src/cli/payload-source.ts'
import { payloadBytes } from '../src/cli/payload-text.ts'
import { run } from './support/bin.ts'
import { definitionJson, readFixture } from './support/definitions.ts'
import { tempFolder } from './support/temp-folder.ts'

const folder = tempFolder()
const definitions = fileURLToPath(new URL('fixtures/definitions', import.meta.url))
const meter = join(definitions, 'meter.json')
const lock = join(definitions, 'lock.json')
const keys = { meter: 'b1f0c3d2e4b5968778695a4b3c2d1e01', lock: 'b1f0c3d2e4b5968778695a4b3c2d1e02' }

/** A folder with these files in it. */
function folderOf(name: string, files: Record<string, string | Buffer>): string {
  const path = join(folder, name)
  mkdirSync(path)
  for (const [file, content] of Object.entries(files)) writeFileSync(join(path, file), content)
  return path
}

beforeAll(() => {
  mkdirSync(join(folder, 'empty'))
  writeFileSync(join(folder, 'payloads.txt'), '04\n')
})

/** The objects that are printed, and the rest. */
async function decode(words: string[], options: Parameters<typeof run>[1] = {}) {
  const { code, stdout, stderr } = await run(['decode', ...words], options)
  const objects = words.includes('--json')
    ? stdout
        .trim()
        .split('\n')
        .filter(Boolean)
        .map(line => JSON.parse(line))
    : []
  return { code, stdout, stderr, objects }
}

describe('hex and base64', () => {
  test.each<[text: string, hex: string | undefined]>([
    ['04010203', '04010203'],
    ['04 01 02 03', '04010203'],
    [' 04\t0102\n03 ', '04010203'],
    ['0x04010203', '04010203'],
    ['0x04 0x01 0X02', '040102'],
    ['DEADbeef', 'deadbeef'],
    ['', ''],
    ['BAECAw==', '04010203'],
    ['AAAAAwcAAJEEAQID', '000000030700009104010203'],
    ['-_-_', 'fbffbf'],
    ['+/+/', 'fbffbf'],
    // Eight digits of either.
    ['abcdabcd', 'abcdabcd'],
    // Half a byte is missing, or the padding is.
    ['040', undefined],
    ['0401020', undefined],
    ['04 01 2', undefined],
    ['BAECAw', undefined],
    ['zz', undefined],
    ['BAEC Aw==', undefined],
    ['04:01', undefined],
    ['/tmp/a-b', undefined],
    ['报警', undefined],
    ['====', undefined],
  ])('%j', (text, hex) => expect(payloadBytes(text)?.toString('hex')).toBe(hex))

  test('either can be forced', () => {
    expect(payloadBytes('abcdabcd', 'base64')?.toString('hex')).toBe('69b71d69b71d')
    expect(payloadBytes('BAECAw', 'base64')?.toString('hex')).toBe('04010203')
    expect(payloadBytes('BAECAw==', 'hex')).toBeUndefined()
    expect(payloadBytes('0401', 'hex')?.toString('hex')).toBe('0401')
  })
})

describe('lines of stdin', () => {
  const textsOf = async (chunks: string[], operands = ['-']) => {
    async function* stdin() {
      for (const chunk of chunks) yield Buffer.from(chunk)
    }
    const texts = []
    for await (const some of payloadTexts(operands, stdin())) texts.push(...some)
    return texts.map(text => text.trim())
  }

  test('however they are cut, blank ones left out, the last one without an end', async () => {
    const text = '04\r\n\n \n0401\n0x04 0x02'
    for (let at = 0; at <= text.length; at++)
      expect(await textsOf([text.slice(0, at), text.slice(at)])).toEqual(['04', '0401', '0x04 0x02'])
  })

  test('among operands, in order', async () => {
    expect(await textsOf(['b\nc\n'], ['a', '-', 'd'])).toEqual(['a', 'b', 'c', 'd'])
  })

  test('a line that is too long is no payload, and is not held', async () => {
    const [long, next] = await textsOf(['0'.repeat(3 * 1024 ** 2), '\n04\n'])
    expect([long!.length, payloadBytes(long!), next]).toEqual([81, undefined, '04'])
  })
})

describe('--json', () => {
  test('has the members of the contract, in order', async () => {
    const words = ['--json', '--datapoints', lock, '00000003 0b 00 0093 00000005 14 0009 01 a1']
    const { code, objects, stderr } = await decode(words)
    expect([code, stderr]).toEqual([0, ''])
    expect(JSON.stringify(objects)).toBe(
      JSON.stringify([
        {
          product_key: keys.lock,
          action: 20,
          layout: 'var_len',
          envelope: { command: '0093', flag: 0, serial: 5, declared: 11, actual: 12 },
          values: { Locked: 1 },
          attributes: [
            {
              name: 'Locked',
              display_name: '上锁',
              value: 1,
              raw: 1,
              byte_offset: 0,
              bit_offset: 0,
              len: 1,
              unit: 'bit',
              flags: [],
            },
            {
              name: 'Code',
              display_name: '密码',
              value: null,
              raw: null,
              byte_offset: 1,
              bit_offset: 0,
              len: 3,
              unit: 'byte',
              flags: ['truncated'],
            },
          ],
          trailing: '',
          flags: ['length_mismatch', 'truncated'],
        },
      ]),
    )
  })

  test('one object per frame and payload, for those that cannot be read, too', async () => {
    const frame = '00000003 04 00 0091 02'
    const { code, objects, stderr } = await decode(['--json', `${frame}${frame}`, 'no payload', '04'])
    expect(objects.map(({ action, flags }) => [action, flags])).toEqual([
      [2, []],
      [2, []],
      [null, ['not_hex_or_base64']],
      [4, ['no_definition']],
    ])
    expect(Object.keys(objects[2]!)).toEqual(Object.keys(objects[0]!))
    expect(objects[2]).toMatchObject({ product_key: null, values: {}, attributes: [], trailing: '' })
    expect([code, stderr]).toEqual([2, 'error: decode: 1 of 3 payloads is not hex or base64\n'])
  })

  test('a device id, and what a read asks for', async () => {
    const words = [
      '--json',
      '--datapoints',
      lock,
      '00000003 0c 01 0094 00000001 0003616263 120003'.replaceAll(' ', ''),
    ]
    const { objects } = await decode(words)
    expect(objects[0]).toMatchObject({
      envelope: { command: '0094', flag: 1, serial: 1, device_id: 'abc' },
      values: {},
      attributes: [
        { name: 'Locked', value: null, raw: null, byte_offset: null, bit_offset: null },
        { name: 'Door', value: null },
      ],
      flags: ['length_mismatch'],
    })
  })

  test('all flags together do not make it fail', async () => {
    expect((await decode(['--json', ''])).objects[0]).toMatchObject({
      action: null,
      layout: null,
      flags: ['empty'],
    })
    expect((await decode(['--json', '07'])).objects[0]).toMatchObject({ action: 7, layout: null })
    expect((await decode(['--json', '05ff'])).objects[0]).toMatchObject({
      layout: 'transparent',
      trailing: 'ff',
    })
  })

  test('stdin, one payload per line', async () => {
    const { code, objects } = await decode(['--json', '-'], { input: '04\n\nBAECAw==\r\n0x14' })
    expect([code, objects.map(({ action }) => action)]).toEqual([0, [4, 4, 20]])
  })

  test('names that mean something to JavaScript keep their values', async () => {
    const attrs = ['__proto__', 'constructor'].map((name, id) => ({
      ...definitionJson('meter.json').entities[0]!.attrs.find(({ name }) => name === 'Relay'),
      id,
      name,
      position: { byte_offset: 0, bit_offset: id, len: 1, unit: 'bit' },
    }))
    const path = folderOf('names', {
      'a.json': JSON.stringify({ ...definitionJson('meter.json'), entities: [{ attrs }] }),
    })
    const { stdout } = await decode(['--json', '--datapoints', path, '0403'])
    expect(stdout).toContain('"values":{"__proto__":1,"constructor":1}')
  })
})

describe('definitions', () => {
  test('the product is chosen where there are several', async () => {
    const { objects } = await decode([
      '--json',
      '--datapoints',
      definitions,
      '--product-key',
      keys.lock,
      '14000101',
    ])
    expect(objects[0]).toMatchObject({ product_key: keys.lock, values: { Locked: 1 } })
    const { code, stdout, stderr } = await decode(['--json', '--datapoints', definitions, '14000101'])
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr).toContain('has definitions of 2 products; --product-key says which to use')
    expect(stderr).toContain(`${keys.meter}  电表`)
    expect((await decode(['--datapoints', definitions, '--product-key', 'x', '14'])).stderr).toContain(
      '/fixtures/definitions has no definition of x',
    )
  })

  test('the environment says where they are, and an option is stronger', async () => {
    const env = { GIZWITS_DATAPOINTS: lock }
    expect((await decode(['--json', '14000101'], { env })).objects[0]).toMatchObject({
      product_key: keys.lock,
    })
    const words = ['--json', '--datapoints', meter, '14000101']
    expect((await decode(words, { env })).objects[0]).toMatchObject({ product_key: keys.meter })
    const wrong = await decode(['14'], { env: { GIZWITS_DATAPOINTS: join(folder, 'none') } })
    expect([wrong.code, wrong.stderr]).toEqual([
      2,
      expect.stringContaining('GIZWITS_DATAPOINTS: cannot read'),
    ])
  })

  test('a broken file is named with the member at fault, and the others are used', async () => {
    const broken = { ...definitionJson('meter.json'), entities: [{ attrs: [{ name: 'A', type: 'alert' }] }] }
    const path = folderOf('some-broken', {
      'a.json': JSON.stringify(broken),
      'b.json': '{"product_key": ',
      'c.json': Buffer.from('{"product_key":"\xb5\xe7"}', 'latin1'),
      'd.JSON': readFixture('definitions/lock.json'),
      '.hidden.json': '{',
      'notes.txt': 'no definition',
    })
    const { code, objects, stderr } = await decode(['--json', '--datapoints', path, '14000101'])
    expect([code, objects[0].values]).toEqual([0, { Locked: 1 }])
    const warnings = stderr.trim().split('\n')
    expect(warnings).toEqual([
      'warning: left out a.json: entities[0].attrs[0].data_type is missing',
      expect.stringMatching(/^warning: left out b\.json: is not JSON: /),
      'warning: left out c.json: is not UTF-8',
    ])
  })

  test('two of one product: the higher packetVersion is used, and told', async () => {
    const old = { ...definitionJson('lock.json'), packetVersion: '0x00000003', entities: [{ attrs: [] }] }
    const path = folderOf('versions', {
      'new.json': readFixture('definitions/lock.json'),
      'old.json': JSON.stringify(old),
    })
    const { objects, stderr } = await decode(['--json', '--datapoints', path, '14000101'])
    expect(objects[0].values).toEqual({ Locked: 1 })
    expect(stderr).toBe(
      `warning: two definitions of ${keys.lock}: new.json (packetVersion 4) is used, old.json (packetVersion 3) is not\n`,
    )
  })

  test.each([
    [['--datapoints', join(folder, 'none')], 'cannot read '],
    [['--datapoints', join(folder, 'empty')], 'has no .json file'],
    [['--product-key', keys.lock], '--datapoints says where they are'],
  ])('%j is a usage error', async (words, says) => {
    const { code, stdout, stderr } = await decode([...words, '04'])
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr).toContain(says)
  })

  test('a file alone may have any name; what is wrong with it is told', async () => {
    const path = join(folder, 'definition')
    writeFileSync(path, `\ufeff${readFixture('definitions/lock.json')}`)
    expect((await loadDefinitions(path, '')).definitions.get(keys.lock)).toBeDefined()
    writeFileSync(path, '[]')
    await expect(loadDefinitions(path, '--datapoints')).rejects.toMatchObject({
      code: 'usage',
      message: expect.stringMatching(/^--datapoints: .* has no definition that can be used$/),
      details: ['definition: product_key is missing'],
    })
  })

  test('a file that is longer than any definition is not read to its end', async () => {
    const path = join(folder, 'long.json')
    writeFileSync(path, Buffer.alloc(17 * 1024 ** 2, ' '))
    await expect(loadDefinitions(path, '')).rejects.toMatchObject({
      details: ['long.json: is longer than 16 MB'],
    })
  })
})

describe('usage', () => {
  test.each<[words: string[], says: string]>([
    [[], 'decode: no payload is given; it must be hex or base64'],
    [['--hex', '--base64', '04'], '--hex and --base64 contradict each other'],
    [['--json', '--explain', '04'], '--json and --explain contradict each other'],
    [['--color', 'always', '--no-color', '04'], '--color and --no-color contradict each other'],
    [['--explian', '04'], 'Did you mean --explain?'],
    [['--peek', '04'], 'It is an option of the tail, not of decode'],
    [['--rate', '5', '04'], 'It is an option of simulate'],
    [['--hex', 'BAECAw=='], 'decode: the payload is not hex\n'],
    [['--base64', '04:01'], 'decode: the payload is not base64\n'],
    [[join(folder, 'payloads.txt')], 'For payloads in the lines of a file: gizwits-tail decode - < '],
  ])('%j', async (words, says) => {
    const { code, stderr } = await decode(words)
    expect(code).toBe(2)
    expect(stderr).toContain(says)
  })

  test('the tail says whose option it is', async () => {
    const { code, stderr } = await run(['--explain'])
    expect([code, stderr]).toEqual([
      2,
      expect.stringContaining('It is an option of decode: gizwits-tail decode --help'),
    ])
  })

  test('its help fits a screen, and all of it has every option', async () => {
    const brief = (await decode(['-h'])).stdout
    expect(brief.split('\n').length).toBeLessThan(24)
    const help = (await decode(['--help'])).stdout
    for (const { flags } of Object.values(decodeOptions)) expect(help).toContain(longName(flags))
    expect(Math.max(...help.split('\n').map(line => line.length))).toBeLessThanOrEqual(80)
  })

  test('it needs no account, and connects to nothing', async () => {
    const env = { GIZWITS_HOST: '192.0.2.1', GIZWITS_ENTERPRISE_ID: '', GIZWITS_PORT: 'x' }
    expect((await decode(['04'], { env })).code).toBe(0)
  })
})
