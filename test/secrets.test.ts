import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { excerpt } from '../src/base/safe-text.ts'
import { SecretMask } from '../src/cli/secret-mask.ts'
import { ServerLines } from '../src/session/server-lines.ts'
import { noti1 } from '../src/wire/noti1/noti1.ts'
import { Run, run } from './support/bin.ts'
import { HandServer, type Visitor } from './support/hand-server.ts'
import { eventLine } from './support/lines.ts'
import { tempFolder } from './support/temp-folder.ts'

/** Written differently raw, in JSON, in a URL, in base64 and in hex. */
const canary = 'c4n4ry"\\é+/ %&中🔥-Zz'

const folder = tempFolder()
writeFileSync(join(folder, 'secret'), canary, { mode: 0o600 })

let server: HandServer

/** Pieces of the canary in all its forms, short enough that no cut hides them all. */
const traces = (() => {
  const bytes = Buffer.from(canary)
  const base64 = bytes.toString('base64')
  return [
    'c4n4ry',
    'Zz',
    base64.slice(0, 12),
    base64.slice(-14, -4),
    base64.replaceAll('+', '-').replaceAll('/', '_').slice(8, 20),
    bytes.toString('hex').slice(0, 16),
    bytes.toString('hex').slice(0, 16).toUpperCase(),
    Buffer.from(`x:${canary}`).toString('base64').slice(4, 14),
    '&#x63;&#x34;',
    '\\x63\\x34',
    '%63%34',
  ]
})()

function expectNoTrace(...texts: string[]): void {
  for (const text of texts) for (const trace of traces) expect(text).not.toContain(trace)
}

const loud = ['--trace', '-v', '--summary', 'always']

/** What a hostile, or merely helpful, server sends back of what it was told. */
const echoes = [
  canary,
  JSON.stringify(canary).slice(1, -1),
  JSON.stringify(canary)
    .slice(1, -1)
    .replace(/[^ -~]/g, c => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`),
  encodeURIComponent(canary),
  Buffer.from(canary).toString('base64'),
  Buffer.from(canary).toString('base64url'),
  Buffer.from(canary).toString('hex'),
  Buffer.from(canary).toString('hex').toUpperCase(),
  // As PHP, Go, Gson, a form, HTML and C have it, and the header of HTTP's basic authentication.
  canary.replace('"', '\\"').replace('/', '\\/'),
  canary.replace('&', '\\u0026').replace('+', '\\u002B'),
  encodeURIComponent(canary)
    .replace(/%../g, escaped => escaped.toLowerCase())
    .replace('c4n4ry', '%63%34n4ry'),
  encodeURIComponent(canary).replaceAll('%20', '+').replaceAll('%', '%25'),
  Array.from(canary, c => (/\w/.test(c) ? c : `&#${c.codePointAt(0)};`)).join(''),
  Array.from(canary, c => `&#x${c.codePointAt(0)!.toString(16)};`).join(''),
  Array.from(Buffer.from(canary), byte => `\\x${byte.toString(16).padStart(2, '0')}`).join(''),
  `Basic ${Buffer.from(`x:${canary}`).toString('base64')}`,
  Buffer.from(JSON.stringify({ enterprise_secret: canary })).toString('base64'),
]

const says = (value: string) => JSON.stringify(value)
const visits: Record<string, (visitor: Visitor) => unknown> = {
  'events, garbage, and a clean end': async visitor => {
    await visitor.login()
    visitor.socket.write(`garbage\n${eventLine(1)}\n`)
  },
  'a refusal that repeats the secret': async visitor => {
    await visitor.until(({ lines }) => lines.length > 0)
    const msg = echoes.join(' ; ')
    visitor.socket.end(`{"cmd":"enterprise_login_res","data":{"result":false,"msg":${says(msg)}}}\n`)
  },
  'the login line sent back, as it came and as an invalid_msg': async visitor => {
    await visitor.until(({ lines }) => lines.length > 0)
    const line = Buffer.from(visitor.lines[0]!, 'latin1')
    visitor.socket.write(line)
    visitor.socket.write(
      `\n{"cmd":"invalid_msg","msg":${says(line.toString())}}\n${line.toString()} trailing\n`,
    )
    await visitor.login()
    visitor.socket.write(`${eventLine(1)}\n`)
  },
  'garbage, unknown messages and complaints that repeat the secret': async visitor => {
    await visitor.login()
    for (const echo of echoes) {
      const escaped = says(echo)
      visitor.socket.write(
        `${echo}\n{"cmd":${escaped}}\n{"cmd":"invalid_msg","msg":${escaped},"error_code":${escaped}}\n`,
      )
    }
    visitor.socket.write(`${eventLine(1)}\n`)
  },
  'a line over --max-line, shown as far as the middle of the secret': async visitor => {
    await visitor.login()
    visitor.socket.write(`${'中'.repeat(22)}${canary.repeat(100)}\n${eventLine(1)}\n`)
  },
  'an event that holds the secret': async visitor => {
    await visitor.login()
    const members = Object.fromEntries(echoes.map((echo, i) => [`m${i}`, echo]))
    visitor.socket.write(
      `${eventLine(1, { data: { ...members, [canary]: [canary, { [canary]: canary }] } })}\n`,
    )
  },
  'a connection cut in the middle of the login': visitor => visitor.socket.destroy(),
}

describe('the secret is in nothing that is written', () => {
  test.each(Object.keys(visits))('%s', async name => {
    server = await HandServer.start(visits[name]!)
    const options = server.options.slice(0, 6)
    const ways: [string[], Record<string, string>, string?][] = [
      [['--secret', canary], {}],
      [[`--secret=${canary}`], {}],
      [['--secret-file', join(folder, 'secret')], {}],
      [['--secret-file', '-'], {}, canary],
      [[], { GIZWITS_ENTERPRISE_SECRET: canary }],
    ]
    for (const [args, env, input] of ways) {
      const ran = await run(
        [...options, '--id', 'x', ...args, ...loud, '-n', '1', '--no-reconnect', '--max-line', '8K'],
        {
          env,
          ...(input === undefined ? {} : { input }),
        },
      )
      expectNoTrace(ran.stdout, ran.stderr)
    }
    // It did arrive where it belongs.
    const logins = server.visitors.filter(({ lines }) => lines.length > 0)
    if (!name.includes('cut')) expect(logins).toHaveLength(5)
    for (const { lines } of logins) {
      const login = JSON.parse(Buffer.from(lines[0]!, 'latin1').toString())
      expect(login.data.enterprise_secret).toBe(canary)
    }
  })

  test.each([
    [['--secret', canary, '--prefetch', '0']],
    [['--secret', canary, '-f', 'a~~b']],
    [['--secret', canary, '--nonsense']],
    [['--secret', canary, '--ca', '/does/not/exist']],
    [[`--secert=${canary}`]],
    [['--secret', canary]],
    [['--id', 'x', '--secret', canary, '--host', '127.0.0.1', '--port', '1', '--no-reconnect', ...loud]],
    [['--help', '--secret', canary]],
    [['simulate', '--secret', canary, '--port', 'x']],
    [['--secret', canary, '--secret-file', join(folder, 'secret')]],
  ])('wrong or hopeless command lines: %j', async args => {
    const { stdout, stderr } = await run(args)
    expect(stdout + stderr).not.toBe('')
    expectNoTrace(stdout, stderr)
  })

  test('what simulate says, whoever logs in with what', async () => {
    const broker = new Run(['simulate', '--port', '0', '--id', 'x', '--secret', canary])
    await broker.until(({ stdout }) => stdout.endsWith('\n'))
    const words = broker.stdout.trim().split(' ').slice(1)
    await run([...words, '-n', '1'], { input: canary })
    await run([...words, '-n', '1'], { input: `${canary}x` })
    broker.child.kill('SIGTERM')
    const { stdout, stderr } = await broker.end()
    expect(stderr).toContain('\n')
    expectNoTrace(stdout, stderr)
  })

  test.runIf(process.platform === 'linux')('the process list and a diagnostic report', async () => {
    server = await HandServer.start(visitor => visitor.login())
    const tail = new Run([...server.options.slice(0, 6), '--id', 'x', '--secret', canary], {
      env: {
        NODE_OPTIONS: `--report-on-signal --report-signal=SIGUSR2 --report-directory=${folder}`,
        GIZWITS_ENTERPRISE_SECRET: canary,
      },
    })
    await tail.until(({ stderr }) => stderr.includes('connected'))
    expectNoTrace(readFileSync(`/proc/${tail.child.pid}/cmdline`, 'utf8'))
    tail.child.kill('SIGUSR2')
    tail.child.kill('SIGTERM')
    const { stderr } = await tail.end()
    expectNoTrace(
      stderr,
      ...readdirSync(folder)
        .filter(name => name.startsWith('report'))
        .map(name => readFileSync(join(folder, name), 'utf8')),
    )
  })
})

test('of a line over --max-line no beginning of the secret is shown, wherever the cut is', () => {
  const mask = new SecretMask([canary])
  const shown: string[] = []
  const tooLong = (_: number, beginning: string) => shown.push(mask.hide(excerpt(beginning)))
  const silent = { push() {}, loginReply() {}, noHeartbeat() {}, odd() {}, skipped() {} }
  for (let start = 0; start < 80; start++) {
    for (const filler of ['x', '中']) {
      const before = filler.repeat(Math.floor(start / Buffer.byteLength(filler)))
      const line = Buffer.from(`${before}${canary.repeat(40)}\n`)
      const handler = { ...silent, tooLong }
      new ServerLines(noti1.decoder, 500, handler).take(line)
    }
  }
  expect(shown).toHaveLength(160)
  for (const text of shown) {
    expect(text).toMatch(/^[x中]*(\*{3})*(c|c4)?…$/)
  }
})
