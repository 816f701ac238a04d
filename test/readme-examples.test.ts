import { spawn } from 'node:child_process'
import { X509Certificate } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { delimiter, dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { systemClock } from '../src/base/clock.ts'
import { examples } from '../src/cli/help-text.ts'
import { airPurifier } from '../src/simulator/air-purifier.ts'
import { startBroker } from '../src/simulator/broker.ts'
import { type Certificate, makeCertificate } from '../src/simulator/certificate.ts'
import { pinOf } from '../src/transport/certificate-facts.ts'
import { dialects } from '../src/wire/dialects.ts'
import { signals } from './support/bin.ts'
import { exampleLines, outputFile, useOf } from './support/example-lines.ts'
import { HandProxy, openProxy } from './support/hand-proxy.ts'
import { tempFolder } from './support/temp-folder.ts'
import { toolPath, whereIs } from './support/tool-path.ts'

const support = (name: string) => fileURLToPath(new URL(name, import.meta.url))
const folder = tempFolder()
const ca = join(folder, 'ca.pem')
const shim = `exec '${process.execPath}' '${support('support/example-shim.mjs')}' "$@"`
let certificate: Certificate
let proxy: HandProxy
let places = 0

beforeAll(async () => {
  certificate = makeCertificate()
  writeFileSync(ca, certificate.cert)
  proxy = await HandProxy.open(openProxy)
})

afterAll(() => proxy.close())

const documented = ['README.md', 'README.zh-CN.md'].flatMap(exampleLines)
const helped = examples.map(([command]) => command)
// The READMEs have the same commands with comments of their own.
const lines = [...new Set([...documented, ...helped].map(line => line.replace(/\s+# .*$/, '').trim()))]
const runnable = lines.filter(line => useOf(line).kind === 'run')

/** Runs a line by a shell in a folder of its own, its home, against a broker of its own. */
async function runExample(line: string) {
  const home = join(folder, `home-${places++}`)
  mkdirSync(home)
  const broker = await startBroker({
    port: 0,
    rate: 0,
    devices: 8,
    seed: 1,
    scenarios: [],
    clock: systemClock,
    certificate,
    dialect: dialects[/ --product | --dialect snoti2\b/.test(line) ? 'snoti2' : 'noti1'].server,
  })
  const codes = join(home, '.exit-codes')
  writeFileSync(join(home, 'air.json'), JSON.stringify(airPurifier))
  const written = outputFile(line)
  const file = written && resolve(home, written.replace(/^~\//, `${home}/`))
  if (file) mkdirSync(dirname(file), { recursive: true })
  const child = spawn('sh', ['-c', line], {
    cwd: home,
    env: {
      PATH: toolPath(join(home, '.path'), [], { 'gizwits-tail': shim }) + delimiter + process.env.PATH,
      HOME: home,
      EXAMPLE_BIN: support('../bin/gizwits-tail.cjs'),
      EXAMPLE_CODES: codes,
      EXAMPLE_PORT: String(broker.port),
      EXAMPLE_PROXY: `127.0.0.1:${proxy.port}`,
      EXAMPLE_PIN: pinOf(new X509Certificate(certificate.cert)),
      NODE_EXTRA_CA_CERTS: ca,
      GIZWITS_HOST: '127.0.0.1',
      GIZWITS_PORT: String(broker.port),
      GIZWITS_ENTERPRISE_ID: 'X',
      GIZWITS_ENTERPRISE_SECRET: 'Y',
      GIZWITS_AUTH_SECRET: 'Z',
      // What the examples leave to the reader.
      DID: 'Kp7rMv5nWb9dQs3fTg2hYx',
    },
  })
  child.stdin.on('error', () => {})
  child.stdin.end('secret\n')
  let stdout = ''
  let stderr = ''
  child.stdout.setEncoding('utf8').on('data', text => {
    stdout += text
  })
  child.stderr.setEncoding('utf8').on('data', text => {
    stderr += text
  })
  const code = await new Promise(done => child.on('close', done))
  await broker.close()
  const programs = readFileSync(codes, 'utf8').trim().split('\n').map(Number)
  return { code, programs, printed: file ? readFileSync(file, 'utf8') : stdout, stderr }
}

test('the READMEs and the help have examples, and each of them is run or skipped for a reason', () => {
  expect(runnable.length).toBeGreaterThan(20)
  for (const line of lines)
    expect(useOf(line).kind, `unknown kind of example, to be told in example-lines.ts: ${line}`).not.toBe(
      'unknown',
    )
})

describe.skipIf(!signals)('the example works, and shows something', () => {
  test.concurrent.each(runnable)('%s', async line => {
    // Of what is piped into, only jq may be missing.
    if (/\|\s*jq\b/.test(line) && whereIs('jq') === undefined) return
    const { code, programs, printed, stderr } = await runExample(line)
    expect({ code, programs }, stderr).toEqual({ code: 0, programs: programs.map(() => 0) })
    expect(printed.trim(), stderr).not.toBe('')
  })
})

test.each([
  ['gizwits-tail --json', 'run'],
  ['gizwits-tail', 'run'],
  ["GIZWITS_ENTERPRISE_ID=X A='b c' gizwits-tail", 'run'],
  ['npx gizwits-tail --demo', 'skip'],
  ['./gizwits-tail-0.1.0-linux-x64/gizwits-tail --demo', 'skip'],
  ['gizwits-tails', 'unknown'],
  ['while gizwits-tail; do :; done', 'unknown'],
])('%s is of the kind %s', (line, kind) => expect(useOf(line).kind).toBe(kind))

test.each([
  ['gizwits-tail --json > events.ndjson', 'events.ndjson'],
  ['gizwits-tail completion fish > ~/.config/a.fish   # and so on', '~/.config/a.fish'],
  ['gizwits-tail --json 2>log >> b', 'b'],
  ["gizwits-tail -f 'data.temp>30'", undefined],
  ["gizwits-tail -f 'data.temp > 30'", undefined],
])('the output of %s goes to %s', (line, file) => expect(outputFile(line)).toBe(file))
