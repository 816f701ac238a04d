import { closeSync, openSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, describe, expect, test } from 'vitest'
import { run } from './support/bin.ts'
import { HandServer } from './support/hand-server.ts'
import { eventLine } from './support/lines.ts'
import { base64, products, report } from './support/raw-events.ts'
import { tempFolder } from './support/temp-folder.ts'

const definitions = fileURLToPath(new URL('fixtures/definitions', import.meta.url))
const folder = tempFolder()

let server: HandServer | undefined
afterEach(() => server?.close())

const lines = [
  eventLine(1, { did: '设备', data: { temp: 21.5 } }),
  eventLine(2, {
    did: 'd2',
    product_key: products.meter,
    event_type: 'device_status_raw',
    data: base64(report),
  }),
]

async function tail(
  args: readonly string[],
  { shown = 2, stdout }: { shown?: number; stdout?: number } = {},
) {
  await server?.close()
  server = await HandServer.start(async visitor => {
    await visitor.login()
    visitor.socket.write(lines.map(line => `${line}\n`).join(''))
  })
  const options = stdout === undefined ? {} : { stdout }
  const ran = await run([...server.options, ...args, '-n', String(shown), '--no-reconnect', '--utc'], options)
  expect([ran.code, ran.stderr]).toEqual([0, expect.any(String)])
  return ran.stdout
}

describe('a tail', () => {
  test('shows events by a template', async () => {
    expect(await tail(['-T', '{time} {did:5}|{data.temp:>6}|{data.Setpoint}'])).toBe(
      '07:15:47.794 设备 |  21.5|\n07:15:47.794 d2   |      |\n',
    )
    expect(await tail(['-T', '{did}:{data.Setpoint}', '--time', 'none', '--datapoints', definitions])).toBe(
      '设备:\nd2:21.5\n',
    )
  })

  test('shows columns under a header, with ISO times unless --time says otherwise', async () => {
    expect(await tail(['-o', 'csv', '--fields', 'time,did,data'])).toBe(
      `time,did,data\n2017-07-12T07:15:47.794Z,设备,"{""temp"":21.5}"\n2017-07-12T07:15:47.794Z,d2,${base64(report)}\n`,
    )
    expect(await tail(['-o', 'tsv', '--fields', 'time,did', '--time', 'local'])).toBe(
      'time\tdid\n07:15:47.794\t设备\n07:15:47.794\td2\n',
    )
  })

  test('appends to a table without another header', async () => {
    const file = join(folder, 'table.csv')
    for (let i = 0; i < 2; i++) {
      const stdout = openSync(file, 'a')
      await tail(['-o', 'csv', '--fields', 'did'], { stdout })
      closeSync(stdout)
    }
    expect(readFileSync(file, 'utf8')).toBe('did\n设备\nd2\n设备\nd2\n')
  })

  test('writes the header even if there is no event', async () => {
    await server?.close()
    server = await HandServer.start(visitor => visitor.login())
    const args = [...server.options, '-o', 'csv', '--duration', '100ms', '--no-reconnect']
    expect((await run(args)).stdout).toBe('time,event_type,product_key,did,data\n')
  })
})
