import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, describe, expect, test } from 'vitest'
import { run } from './support/bin.ts'
import { definitionJson } from './support/definitions.ts'
import { HandServer } from './support/hand-server.ts'
import { eventLine } from './support/lines.ts'
import { base64, products, report } from './support/raw-events.ts'
import { tempFolder } from './support/temp-folder.ts'

const definitions = fileURLToPath(new URL('fixtures/definitions', import.meta.url))
const folder = tempFolder()

let server: HandServer | undefined
afterEach(async () => {
  await server?.close()
  server = undefined
})

function rawLine(id: number, hex: string, more: object = {}): string {
  const data = base64(hex)
  return eventLine(id, { event_type: 'device_status_raw', product_key: products.meter, data, ...more })
}

/** Runs a tail of these lines; how many of them are shown must be known. */
async function tail(lines: readonly string[], shown: number, args: readonly string[], env = {}) {
  server = await HandServer.start(async visitor => {
    await visitor.login()
    visitor.socket.write(lines.map(line => `${line}\n`).join(''))
  })
  return run([...server.options, ...args, '-n', String(shown), '--no-reconnect'], { env })
}

describe('a tail with definitions', () => {
  const hot = rawLine(1, report)
  const cold = rawLine(2, report.replace('007b', '0010'))
  const filter = ['-f', 'data.Setpoint>20']

  test.each([
    ['--datapoints', ['--datapoints', definitions], {}],
    ['GIZWITS_DATAPOINTS', [], { GIZWITS_DATAPOINTS: definitions }],
    ['a single file', ['--datapoints', join(definitions, 'meter.json')], {}],
  ])('filters raw payloads by their values: %s', async (_name, args, env) => {
    const { code, stdout } = await tail([cold, hot], 1, ['--json', ...filter, ...args], env)
    expect([code, stdout]).toEqual([0, `${hot}\n`])
  })

  test('--json stays as it came, --enrich adds the values', async () => {
    const args = ['--json', '--datapoints', definitions]
    expect((await tail([hot], 1, args)).stdout).toBe(`${hot}\n`)
    await server!.close()
    const { stdout } = await tail([hot], 1, [...args, '--enrich'])
    expect(stdout.startsWith(hot.slice(0, -1))).toBe(true)
    expect(JSON.parse(stdout)._tail).toMatchObject({ decoded: { Setpoint: 21.5 } })
  })

  test('reports once per product that a definition does not fit', async () => {
    const lines = [
      rawLine(1, '04 9803'),
      rawLine(2, '04 9803'),
      rawLine(3, '04', { product_key: products.lock }),
    ]
    const { stderr } = await tail(lines, 3, ['--json', '--enrich', '--datapoints', definitions])
    expect(stderr.match(/does not fit/g)).toHaveLength(2)
    expect(stderr).toMatch(
      /1e01 does not fit: a report \(04\) of 3 bytes, which would have 21 by the definition/,
    )
  })

  test('a broken file among good ones is left out, by its name and member', async () => {
    const path = join(folder, 'mixed')
    mkdirSync(path)
    writeFileSync(join(path, 'good.json'), JSON.stringify(definitionJson('meter.json')))
    const broken = definitionJson('lock.json')
    broken.entities[0]!.attrs[1]!.type = 'odd'
    writeFileSync(join(path, 'broken.json'), JSON.stringify(broken))
    const { code, stdout, stderr } = await tail([hot], 1, ['--json', '--enrich', '--datapoints', path])
    expect([code, JSON.parse(stdout)._tail.decoded.Setpoint]).toEqual([0, 21.5])
    expect(stderr).toMatch(/warning: left out broken\.json: entities\[0\]\.attrs\[1\]\.type is "odd"/)
  })
})

/** Nothing listens there: whoever dials it exits with 4. */
const nowhere = ['--id', 'x', '--secret', 'y', '--host', '127.0.0.1', '--port', '1', '--no-reconnect']

function hostile(change: (definition: ReturnType<typeof definitionJson>) => void): string {
  const definition = definitionJson('meter.json')
  change(definition)
  return JSON.stringify(definition)
}

describe('what cannot be used ends the program with 2 before anything is dialed', () => {
  test.each<[string, string[], RegExp]>([
    ['no such file', ['--datapoints', join(folder, 'none')], /--datapoints: cannot read .*none/],
    [
      '--enrich without --json',
      ['--enrich'],
      /--enrich adds a member to the lines of --json; give --json too/,
    ],
    ['--enrich with pretty', ['--enrich', '-o', 'pretty'], /--enrich adds/],
    ['an empty value', ['--datapoints', ''], /--datapoints/],
  ])('%s', async (_name, args, message) => {
    const { code, stdout, stderr } = await run([...nowhere, ...args])
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr).toMatch(message)
  })

  test.each<[string, string | undefined, RegExp]>([
    ['empty', undefined, /has no \.json file/],
    ['text', 'no JSON', /x\.json: is not JSON/],
    [
      'offset',
      hostile(({ entities }) => (entities[0]!.attrs[0]!.position!.byte_offset = 2 ** 31)),
      /position\.byte_offset is 2147483648/,
    ],
    [
      'many',
      hostile(({ entities }) => (entities[0]!.attrs = Array(10_000).fill(entities[0]!.attrs[0]))),
      /has 10000 attributes/,
    ],
  ])('a folder: %s', async (name, content, message) => {
    const path = join(folder, name)
    mkdirSync(path)
    if (content !== undefined) writeFileSync(join(path, 'x.json'), content)
    const { code, stderr } = await run([...nowhere, '--json'], { env: { GIZWITS_DATAPOINTS: path } })
    expect(code).toBe(2)
    expect(stderr).toMatch(/^error: GIZWITS_DATAPOINTS: /)
    expect(stderr).toMatch(message)
  })
})
