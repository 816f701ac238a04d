import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { Run, run } from './support/bin.ts'
import { definitionJson } from './support/definitions.ts'
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

test.each(['noti1', 'snoti2'])('the devices are of the products of --datapoints, in %s', async dialect => {
  const [broker, words] = await simulate(['--datapoints', meter, '--devices', '3', '--dialect', dialect])
  const { code, stdout } = await run([...words, '--json', '-n', '12'], {
    env: { GIZWITS_AUTH_SECRET: 'any' },
  })
  broker.child.kill('SIGTERM')
  await broker.end()
  expect(code).toBe(0)
  const events = stdout
    .trim()
    .split('\n')
    .map(line => JSON.parse(line))
  expect(new Set(events.map(({ product_key }) => product_key))).toEqual(new Set([key]))
  expect(events.some(({ event_type }) => event_type === 'device_status_raw')).toBe(true)
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
