import { mkdirSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { Run, run } from './support/bin.ts'
import { definitionJson } from './support/definitions.ts'
import { eventLine } from './support/lines.ts'
import { tempFolder } from './support/temp-folder.ts'

const folder = tempFolder()
const meter = fileURLToPath(new URL('fixtures/definitions/meter.json', import.meta.url))
const key = definitionJson('meter.json').product_key

/** Starts a broker, and returns the words that it prints for a tail. */
async function simulate(words: readonly string[]): Promise<[Run, string[]]> {
  const broker = new Run(['simulate', '--port', '0', '--rate', '0', '--count', '12', ...words])
  await broker.until(({ stdout }) => stdout.endsWith('\n'))
  return [broker, broker.stdout.trim().split(' ').slice(1)]
}

/** The events of the lines, with what the tail adds to them. */
function eventsIn(stdout: string): {
  event_type: string
  product_key: string
  _tail: { decoded?: object; flags?: string[] }
}[] {
  return stdout
    .trim()
    .split('\n')
    .map(line => JSON.parse(line))
}

/** Expects raw statuses in them, all of which were decoded. */
function expectDecoded(stdout: string): void {
  const raw = eventsIn(stdout).filter(({ event_type }) => event_type === 'device_status_raw')
  expect(raw.length).toBeGreaterThan(0)
  for (const { _tail } of raw) {
    expect(_tail.flags).toBeUndefined()
    expect(Object.keys(_tail.decoded ?? {}).length).toBeGreaterThan(0)
  }
}

const enriched = ['--json', '--enrich', '-n', '12']

test.each(['noti1', 'snoti2'])(
  'the tail that it prints decodes what the devices report, in %s',
  async dialect => {
    const [broker, words] = await simulate([
      '--datapoints',
      relative('.', meter),
      '--devices',
      '3',
      '--dialect',
      dialect,
    ])
    // The tail may be started in another folder.
    expect(words).toContain(meter)
    const { code, stdout } = await run([...words, ...enriched], { env: { GIZWITS_AUTH_SECRET: 'any' } })
    broker.child.kill('SIGTERM')
    await broker.end()
    expect(code).toBe(0)
    expectDecoded(stdout)
    expect(new Set(eventsIn(stdout).map(({ product_key }) => product_key))).toEqual(new Set([key]))
  },
)

test.each([
  ['noti1', []],
  ['noti1', ['--datapoints', meter]],
  ['snoti2', []],
  ['snoti2', ['--datapoints', meter]],
])('the demo decodes what its devices report, in %s with %j', async (dialect, words) => {
  const { code, stdout } = await run(['--demo', '--dialect', dialect, ...words, ...enriched])
  expect(code).toBe(0)
  expectDecoded(stdout)
  const ofMeter = eventsIn(stdout).every(({ product_key }) => product_key === key)
  expect(ofMeter).toBe(words.length > 0)
})

test('filters of the demo see decoded values', async () => {
  const { stdout } = await run(['--demo', '--json', '-f', 'decoded.Child_Lock', '-n', '1'])
  expect(eventsIn(stdout)[0]!.event_type).toBe('device_status_raw')
})

test('invalid files are skipped and named', async () => {
  const path = join(folder, 'some')
  mkdirSync(path)
  writeFileSync(join(path, 'a.json'), '{}')
  writeFileSync(join(path, 'b.json'), JSON.stringify(definitionJson('lock.json')))
  const [broker] = await simulate(['--datapoints', path])
  broker.child.kill('SIGTERM')
  const { stderr } = await broker.end()
  expect(stderr).toContain('left out a.json: product_key is missing')
})

test.each([
  [['--datapoints', join(folder, 'none')], /--datapoints: cannot read .*none/],
  [['--datapoints', folder], /--datapoints: the folder .* has no \.json file/],
  [['--datapoints', meter, '--events', meter], /--datapoints and --events contradict each other/],
  [['--datapoints='], /--datapoints/],
])('simulate %j is a usage error', async (words, says) => {
  const { code, stdout, stderr } = await run(['simulate', '--port', '0', ...words])
  expect([code, stdout]).toEqual([2, ''])
  expect(stderr).toMatch(says)
})

test('recorded events are served by their times, moved to now, again and again', async () => {
  const events = join(folder, 'day.gz')
  writeFileSync(
    events,
    gzipSync([1, 2].map(n => `${eventLine(n, { created_at: n, data: { n } })}\n`).join('')),
  )
  const broker = new Run([
    'simulate',
    '--port',
    '0',
    '--events',
    events,
    '--speed',
    'max',
    '--retime',
    '--loop',
  ])
  await broker.until(({ stdout }) => stdout.endsWith('\n'))
  const words = broker.stdout.trim().split(' ').slice(1)
  const before = Date.now() / 1000 - 1
  const { code, stdout } = await run([...words, '--secret', 's', '--json', '-n', '5'])
  broker.child.kill('SIGTERM')
  await broker.end()
  const served = stdout
    .trim()
    .split('\n')
    .map(line => JSON.parse(line))
  expect([code, served.map(({ data }) => data.n)]).toEqual([0, [1, 2, 1, 2, 1]])
  expect(new Set(served.map(({ delivery_id }) => delivery_id)).size).toBe(5)
  for (const { created_at } of served) expect(created_at).toBeGreaterThan(before)
})

test.each([
  [['--speed', '1'], '--speed does nothing without --events'],
  [['--retime'], '--retime does nothing without --events'],
  [['--loop'], '--loop does nothing without --events'],
  [['--events', 'x', '--rate', '5', '--speed', '1'], '--rate and --speed contradict each other'],
  [
    ['--events', 'x', '--speed', 'slow'],
    "--speed: 'slow' is not valid. It must be max or a number more than 0.",
  ],
])('%j is refused', async (words, message) => {
  const { code, stderr } = await run(['simulate', ...words])
  expect([code, stderr]).toEqual([2, expect.stringContaining(message)])
})
