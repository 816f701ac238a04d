import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer as createTcpServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createServer } from 'node:tls'
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { systemClock } from '../src/base/clock.ts'
import { doctorText } from '../src/cli/doctor/doctor-text.ts'
import { examine } from '../src/cli/doctor/examine.ts'
import type { Findings, StepName } from '../src/cli/doctor/findings.ts'
import { likelyCauses } from '../src/cli/doctor/likely-causes.ts'
import { useLanguage } from '../src/cli/language.ts'
import type { TailTarget } from '../src/cli/tail-target.ts'
import { createTheme } from '../src/format/theme.ts'
import { type BrokerOptions, startBroker } from '../src/simulator/broker.ts'
import { type Certificate, makeCertificate } from '../src/simulator/certificate.ts'
import { Ledger } from '../src/simulator/ledger.ts'
import { type Address, resolveHost } from '../src/transport/addresses.ts'
import { probeAddress } from '../src/transport/probe-address.ts'
import { type DialectName, dialects } from '../src/wire/dialects.ts'
import { run } from './support/bin.ts'
import { allProducts } from './support/by-hand.ts'
import { inEnglish } from './support/english-words.ts'
import { HandProxy, httpReply, openProxy } from './support/hand-proxy.ts'
import { HandServer, type Visitor } from './support/hand-server.ts'
import { eventLine } from './support/lines.ts'
import { sharedCertificate } from './support/shared-certificate.ts'

const day = 86_400_000
let certificate: Certificate

beforeAll(async () => {
  certificate = sharedCertificate()
})

type Server = TailTarget['server']

const logins: Record<DialectName, TailTarget['login']> = {
  noti1: { dialect: 'noti1', id: 'an-enterprise', secret: 'c4n4ry-secret' },
  snoti2: {
    dialect: 'snoti2',
    products: allProducts.map(productKey => ({
      productKey,
      authId: 'an-auth-id',
      authSecret: 'c4n4ry-secret',
    })),
  },
}

interface Setting {
  readonly dialect?: DialectName
  readonly server?: Partial<Server>
  readonly addresses?: readonly Address[]
  readonly connectTimeout?: number
  readonly wait?: number
}

interface Examined {
  /** The steps that are not null, with a mark. */
  readonly steps: string
  readonly fault: Findings['fault']
  readonly detail: Record<StepName, string>
  readonly more: Record<StepName, readonly string[]>
  readonly causes: string[]
}

async function examined(port: number, setting: Setting = {}): Promise<Examined> {
  const { dialect = 'noti1', addresses, connectTimeout = 5000, wait = 100 } = setting
  const server: Server = {
    host: '127.0.0.1',
    port,
    ca: certificate.cert,
    proxy: undefined,
    servername: undefined,
    insecure: false,
    pins: [],
    ...setting.server,
  }
  const where = `${server.host}:${port}`
  const findings = await examine(
    { target: { server, login: logins[dialect], where }, connectTimeout, pingAfter: 20, wait },
    {
      clock: systemClock,
      resolve: addresses ? async () => addresses : resolveHost,
      probe: probeAddress,
      busy: () => {},
    },
  )
  const marked = findings.steps
    .filter(({ ok }) => ok !== null)
    .map(({ name, ok }) => `${ok ? '+' : '-'}${name}`)
  return {
    steps: marked.join(' '),
    fault: findings.fault,
    detail: Object.fromEntries(
      findings.steps.map(({ name, detail }) => [name, detail]),
    ) as Examined['detail'],
    more: Object.fromEntries(findings.steps.map(({ name, more }) => [name, more])) as Examined['more'],
    causes: likelyCauses(findings, { dialect, server }),
  }
}

async function broker(options: Partial<BrokerOptions> = {}) {
  const ledger = new Ledger()
  const started = await startBroker({
    port: 0,
    rate: 0,
    devices: 3,
    seed: 1,
    scenarios: [],
    clock: systemClock,
    ledger,
    certificate,
    ...options,
  })
  onTestFinished(() => started.close())
  return started
}

const healthy = '+dns +tcp +tls +login +ping +event +clock'

test('the report fits the terminal', () => {
  const steps = [
    {
      name: 'tls',
      ok: false,
      ms: 7,
      detail: 'the certificate has a name that is not the one of the server',
      more: ['issued to   a.example (b.example, c.example, d.example)', 'public key  sha256/x'],
    },
  ] as const
  const style = { theme: createTheme(0), glyphs: 'unicode', columns: 50 } as const
  const lines = doctorText(
    'title',
    steps,
    ['a cause that is longer than the line that it is shown on'],
    style,
  )
  expect(lines.split('\n')).toMatchInlineSnapshot(`
    [
      "title",
      "",
      "✗ tls        7ms  the certificate has a name that",
      "                  is not the one of the server",
      "                  issued to   a.example",
      "                    (b.example, c.example,",
      "                    d.example)",
      "                  public key  sha256/x",
      "",
      "Likely causes, in this order:",
      "1. a cause that is longer than the line that it is",
      "   shown on",
      "",
    ]
  `)
})

describe('a connection that works', () => {
  test.each(Object.keys(dialects) as DialectName[])(
    '%s: every step, and nothing is taken from the queue',
    async dialect => {
      const { port, stats } = await broker({ dialect: dialects[dialect].server })
      const { steps, detail, more, fault } = await examined(port, { dialect })
      expect([steps, fault]).toEqual([healthy, undefined])
      expect(detail).toMatchObject({
        dns: '127.0.0.1 is an address',
        tcp: expect.stringMatching(/^127\.0\.0\.1:\d+ in \d+ms$/),
        proxy: 'none',
        tls: expect.stringMatching(/^TLSv1\.3, TLS_\S+, verified$/),
        login: `accepted by 127.0.0.1:${port}, ${dialect}`,
        ping: 'answered',
        event: expect.stringMatching(/left in the queue$/),
        clock: expect.stringMatching(/^the event was created .* ago$/),
      })
      expect(more.tls.join('\n')).toMatch(/valid until .*\n.*localhost, 127\.0\.0\.1.*\n.*\n.*sha256\//)
      expect(stats()).toMatchObject({ acks: 0, pushes: 1 })
    },
  )

  test('asks for one event, and acks none', async () => {
    const server = await HandServer.start(async visitor => {
      await visitor.login()
      visitor.socket.write(`${eventLine(1)}\n`)
      await visitor.until(({ said }) => said.includes('ping'))
      visitor.socket.write('{"cmd":"enterprise_pong"}\n')
    })
    expect((await examined(server.port)).steps).toBe(healthy)
    await server.visitors.at(-1)!.until(({ closed }) => closed)
    expect(server.visitors.at(-1)!.lines[0]).toContain('"prefetch_count":1')
    expect(server.visitors.flatMap(({ acks }) => acks)).toEqual([])
  })

  test('the absence of an event is no fault', async () => {
    const { port } = await broker({ count: 0 })
    const { steps, detail } = await examined(port)
    expect(steps).toBe('+dns +tcp +tls +login +ping')
    expect(detail.event).toMatch(/^none within 100ms: the queue is empty/)
    expect(detail.clock).toBe('not tried')
  })

  test.each(['slow-login', 'trickle', 'garbage', 'hostile', 'huge', 'odd-ids', 'refuse-later'] as const)(
    'with a server that does %s',
    async scenario => {
      const { port } = await broker({ scenarios: [scenario] })
      expect((await examined(port, { connectTimeout: 8000, wait: 1000 })).steps).toMatch(
        /^\+dns \+tcp \+tls \+login \+ping/,
      )
    },
  )

  test('one of two addresses is enough, and the other is shown', async () => {
    const { port } = await broker()
    const addresses = ['127.0.0.2', '127.0.0.1'].map(address => ({ address, family: 4 }))
    const { steps, detail } = await examined(port, { addresses, server: { host: 'localhost' } })
    expect(steps).toBe(healthy)
    expect(detail.dns).toBe('localhost: 127.0.0.2, 127.0.0.1')
    expect(detail.tcp).toMatch(
      /^127\.0\.0\.2:\d+ refused the connection \(ECONNREFUSED\); 127\.0\.0\.1:\d+ in \d+ms$/,
    )
  })

  test('through a proxy', async () => {
    const { port } = await broker()
    const proxy = await HandProxy.start(openProxy)
    const server = { proxy: { scheme: 'socks5h', host: '127.0.0.1', port: proxy.port } as const }
    const { steps, detail } = await examined(port, { server })
    expect(steps).toBe('+dns +tcp +proxy +tls +login +ping +event +clock')
    expect(detail.dns).toBe('the proxy 127.0.0.1 is an address')
    expect(detail.proxy).toBe('connected')
  })

  test('by a key that is trusted', async () => {
    const { port } = await broker()
    const { steps, detail } = await examined(port, { server: { ca: undefined, trust: async () => true } })
    expect(steps).toBe(healthy)
    expect(detail.tls).toMatch(/, trusted by its key: .*self-signed/)
  })

  test.each<[string, number, string, string]>([
    ['a clock that is behind', 3_600_000, '-clock', 'in the future: the clock of this machine is behind'],
    ['an event that waited', -2 * day, '+clock', 'ago'],
  ])('%s', async (_, ahead, mark, text) => {
    const server = await HandServer.start(async visitor => {
      await visitor.login()
      visitor.socket.write(`${eventLine(1, { created_at: (Date.now() + ahead) / 1000 })}\n`)
      await visitor.until(({ said }) => said.includes('ping'))
      visitor.socket.write('{"cmd":"enterprise_pong"}\n')
    })
    const { steps, detail, fault } = await examined(server.port)
    expect(steps).toBe(healthy.replace('+clock', mark))
    expect(detail.clock).toContain(text)
    expect(fault).toBeUndefined()
  })
})

async function tlsServer(options: Partial<Parameters<typeof createServer>[0]> = {}, made = certificate) {
  const server = createServer({ cert: made.cert, key: made.key, ...options }, socket => {
    socket.on('error', () => {})
    socket.resume()
  })
  server.on('tlsClientError', () => {})
  return listening(server)
}

function tcpServer(visit: (socket: Socket) => void) {
  return listening(
    createTcpServer(socket => {
      socket.on('error', () => {})
      visit(socket)
    }),
  )
}

async function listening(server: ReturnType<typeof createTcpServer>): Promise<number> {
  const sockets = new Set<Socket>()
  server.on('connection', socket => sockets.add(socket))
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(async () => {
    for (const socket of sockets) socket.destroy()
    await new Promise(resolve => server.close(resolve))
  })
  return (server.address() as { port: number }).port
}

const handPort = async (visit: (visitor: Visitor) => unknown) => (await HandServer.start(visit)).port

/** Where it fails: how to make it, the steps, the exit code's failure, what is said, and the causes in order. */
const failures: [
  what: string,
  make: () => Promise<[port: number, setting?: Setting]>,
  steps: string,
  code: string,
  said: RegExp,
  causes: RegExp[],
][] = [
  [
    'no such host',
    async () => [2015, { server: { host: 'none.invalid' }, addresses: undefined as never }],
    '-dns',
    'unreachable',
    /none\.invalid/,
    [/host or the port is wrong: none\.invalid:2015/, /DNS of this machine/, /--proxy/],
  ],
  [
    'nobody listens',
    async () => [1],
    '+dns -tcp',
    'unreachable',
    /127\.0\.0\.1:1 refused the connection/,
    [/IP whitelist/, /host or the port is wrong/, /--proxy/],
  ],
  [
    'a proxy that is not there',
    async () => [1, { server: { proxy: { scheme: 'http', host: '127.0.0.1', port: 1 } } }],
    '+dns -tcp',
    'unreachable',
    /127\.0\.0\.1:1 refused/,
    [/--proxy none/],
  ],
  [
    'a proxy that demands a password',
    async () => {
      const proxy = await HandProxy.start(httpReply('HTTP/1.1 407 Proxy Authentication Required'))
      return [
        2015,
        { server: { host: 'gw.example', proxy: { scheme: 'http', host: '127.0.0.1', port: proxy.port } } },
      ]
    },
    '+dns +tcp -proxy',
    'denied',
    /^the proxy 127\.0\.0\.1:\d+ refused the connection to gw\.example:2015: 407/,
    [/demands a user and a password/, /--proxy none/],
  ],
  [
    'a proxy that never replies',
    async () => {
      const proxy = await HandProxy.start(() => undefined)
      const server = { proxy: { scheme: 'socks5h', host: '127.0.0.1', port: proxy.port } as const }
      return [2015, { connectTimeout: 50, server }]
    },
    '+dns +tcp -proxy',
    'unreachable',
    /the reply of the proxy took longer than 0\.05s/,
    [/kind of proxy/, /--proxy none/],
  ],
  [
    'plain text',
    async () => [
      await tcpServer(socket => socket.write('220 hello, this is not TLS, and it goes on for a while\r\n')),
    ],
    '+dns +tcp -tls',
    'untrusted',
    /does not speak TLS/,
    [/speaks no TLS.*--port PORT/, /intercepts TLS/],
  ],
  [
    'TLS 1.1',
    async () => [
      await tlsServer({ minVersion: 'TLSv1.1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' }),
    ],
    '+dns +tcp -tls',
    'untrusted',
    /older than 1\.2/,
    [/speaks no TLS/, /intercepts/],
  ],
  [
    'a server that hangs up at once',
    async () => [await tcpServer(socket => socket.end())],
    '+dns +tcp -tls',
    'unreachable',
    /closed the connection before TLS was set up|reset/,
    [/IP whitelist/, /speaks no TLS/, /intercepts/],
  ],
  [
    'a server that says nothing',
    async () => [await tcpServer(() => {}), { connectTimeout: 50 }],
    '+dns +tcp -tls',
    'unreachable',
    /the TLS handshake took longer than 0\.05s/,
    [/IP whitelist/, /speaks no TLS/, /intercepts/],
  ],
  [
    'a CA that is not trusted',
    async () => [await tlsServer(), { server: { ca: undefined } }],
    '+dns +tcp -tls',
    'untrusted',
    /self-signed and not trusted/,
    [/company’s firewall.*--ca FILE/, /--ca FILE, or its key with -k --pin sha256\//, /host or the port/],
  ],
  [
    'an expired certificate',
    async () => {
      const old = makeCertificate({
        notBefore: new Date(Date.now() - 3 * day),
        notAfter: new Date(Date.now() - day),
      })
      return [await tlsServer({}, old), { server: { ca: old.cert } }]
    },
    '+dns +tcp -tls',
    'untrusted',
    /has expired/,
    [/clock of this machine/, /old certificate/, /--pin/],
  ],
  [
    'a certificate for another name',
    async () => {
      const other = makeCertificate({ names: ['other.example'] })
      return [await tlsServer({}, other), { server: { ca: other.cert } }]
    },
    '+dns +tcp -tls',
    'untrusted',
    /is for other\.example/,
    [/host or the port is wrong/, /--servername NAME/, /--pin/],
  ],
  [
    'another key than the pinned one',
    async () => [await tlsServer(), { server: { pins: [`sha256/${'A'.repeat(43)}=`] } }],
    '+dns +tcp -tls',
    'untrusted',
    /not the pinned one/,
    [/--pin/],
  ],
  [
    'a wrong secret',
    async () => [(await broker({ credentials: { secret: 'another' } })).port],
    '+dns +tcp +tls -login',
    'refused',
    /login refused by the server: enterprise_id or enterprise_secret is wrong/,
    [/id or the secret is wrong/, /other service, SNoti 2\.x\. Try --product/, /IP whitelist/],
  ],
  [
    'a login that is refused',
    async () => [(await broker({ scenarios: ['refuse'] })).port],
    '+dns +tcp +tls -login',
    'refused',
    /may not log in/,
    [/id or the secret is wrong/, /other service/, /IP whitelist/],
  ],
  [
    'a server of SNoti 2.x',
    async () => [(await broker({ dialect: dialects.snoti2.server })).port],
    '+dns +tcp +tls -login',
    'unreachable',
    /SNoti 2\.x/,
    [/other service, SNoti 2\.x\. Try --product/],
  ],
  [
    'a server of message proxy 1.0',
    async () => [(await broker()).port, { dialect: 'snoti2' }],
    '+dns +tcp +tls -login',
    'unreachable',
    /message proxy 1\.0/,
    [/other service, message proxy 1\.0\. Try --id/],
  ],
  [
    'a login that is not answered',
    async () => [await handPort(() => {}), { connectTimeout: 300 }],
    '+dns +tcp +tls -login',
    'unreachable',
    /the answer to the login took longer than 0\.3s/,
    [/other service/, /IP whitelist/, /id or the secret/],
  ],
  [
    'a server that closes instead of an answer',
    async () => [
      await handPort(visitor => visitor.until(({ said }) => said !== '').then(() => visitor.socket.end())),
    ],
    '+dns +tcp +tls -login',
    'unreachable',
    /before it answered the login/,
    [/other service/, /IP whitelist/, /id or the secret/],
  ],
  [
    'a server that closes after the login',
    async () => [await handPort(visitor => visitor.login().then(() => visitor.socket.end()))],
    '+dns +tcp +tls +login -ping',
    'unreachable',
    /closed the connection/,
    [/drops connections/],
  ],
  [
    'a ping that is not answered',
    async () => [(await broker({ scenarios: ['no-pong'], count: 0 })).port, { connectTimeout: 500 }],
    '+dns +tcp +tls +login -ping',
    'unreachable',
    /nothing was received for 0\.5s after a ping/,
    [/drops connections/],
  ],
  [
    'a server that closes after the pong',
    async () => [
      await handPort(async visitor => {
        await visitor.login()
        await visitor.until(({ said }) => said.includes('ping'))
        visitor.socket.write('{"cmd":"enterprise_pong"}\n')
        visitor.socket.end()
      }),
      { wait: 5000 },
    ],
    '+dns +tcp +tls +login +ping -event',
    'unreachable',
    /closed the connection/,
    [/drops connections/],
  ],
]

/** What is quoted as it came. */
const saidByServers = [/enterprise_id or enterprise_secret is wrong/, /this account may not log in/]

describe('where a connection fails, and why', () => {
  test.each(failures)('%s', async (_, make, steps, code, said, causes) => {
    const [port, setting = {}] = await make()
    const out = await examined(port, setting)
    expect(out.steps, JSON.stringify(out.detail)).toBe(steps)
    expect(out.fault!.failure.code).toBe(code)
    expect(out.detail[out.fault!.step]).toMatch(said)
    expect(out.causes, out.causes.join('\n')).toHaveLength(causes.length)
    for (const [i, cause] of causes.entries()) expect(out.causes[i]).toMatch(cause)
  })

  test.each(failures)('%s, in Chinese', async (_, make, steps, __, ___, causes) => {
    await useLanguage('zh')
    onTestFinished(() => useLanguage('en'))
    const [port, setting = {}] = await make()
    const out = await examined(port, setting)
    expect(out.steps, JSON.stringify(out.detail)).toBe(steps)
    expect(out.causes).toHaveLength(causes.length)
    const { message, hint = '', details } = out.fault!.failure
    const texts = [message, hint, ...details, ...out.causes, ...Object.values(out.detail), ...out.more.tls]
    expect(inEnglish(texts, saidByServers)).toEqual([])
  })

  /** Examines a server at port 1 that does not need to exist. */
  const impatient = (host: string) => ({
    target: {
      server: {
        host,
        port: 1,
        ca: undefined,
        proxy: undefined,
        servername: undefined,
        insecure: false,
        pins: [],
      },
      login: logins.noti1,
      where: `${host}:1`,
    },
    connectTimeout: 20,
    pingAfter: 1,
    wait: 1,
  })

  test('a name that is not resolved in time', async () => {
    const findings = await examine(impatient('slow.example'), {
      clock: systemClock,
      resolve: () => new Promise(() => {}),
      probe: probeAddress,
      busy: () => {},
    })
    expect(findings.fault).toMatchObject({ step: 'dns', failure: { code: 'unreachable' } })
  })

  test('an address that does not answer', async () => {
    const silent = { address: '192.0.2.1', family: 4 }
    const probe: typeof probeAddress = async ({ address }) => ({
      address,
      ms: 7,
      error: Object.assign(new Error('x'), { code: 'ETIMEDOUT' }),
    })
    const findings = await examine(impatient('gw.example'), {
      clock: systemClock,
      resolve: async () => [silent, { ...silent, address: '192.0.2.2' }],
      probe,
      busy: () => {},
    })
    expect(findings.steps.find(({ name }) => name === 'tcp')).toMatchObject({
      ok: false,
      ms: 7,
      detail: '192.0.2.1:1 did not answer (ETIMEDOUT); 192.0.2.2:1 did not answer (ETIMEDOUT)',
    })
  })
})

describe('the command', () => {
  const answering = () =>
    HandServer.start(async visitor => {
      await visitor.until(({ lines }) => lines.length > 0)
      visitor.socket.write(
        '{"cmd":"enterprise_login_res","data":{"result":false,"msg":"no the-enterprise-id with c4n4ry-secret"}}\n',
      )
    })

  test('reports with the exit code of a tail, without the secret, and with ids shortened', async () => {
    const server = await answering()
    const options = server.options.map(word => (word === 'the-id' ? 'the-enterprise-id' : word))
    const { code, stdout, stderr } = await run(['doctor', ...options])
    expect([code, stderr]).toEqual([3, ''])
    expect(stdout).toMatch(
      /^gizwits-tail \S+, Node v\S+, \S+ \S+: 127\.0\.0\.1:\d+, noti1, the-…\n\n✓ dns +\d+ms {2}/,
    )
    expect(stdout).toMatch(
      /\n✗ login +\d+ms {2}login refused by the server: no the-… with \*\*\*\n– ping {12}not tried\n/,
    )
    expect(stdout).toMatch(/\nLikely causes, in this order:\n1\. The id or the secret is wrong/)
    expect(stdout).not.toContain('c4n4ry')
    expect(stdout).not.toContain('the-enterprise-id')
  })

  test('--json prints one object', async () => {
    const server = await answering()
    const { code, stdout } = await run(['doctor', '--json', ...server.options])
    expect(code).toBe(3)
    const report = JSON.parse(stdout)
    expect(Object.keys(report)).toEqual(['ok', 'steps', 'causes'])
    expect(report.ok).toBe(false)
    expect(report.steps.map(({ name }: { name: string }) => name)).toEqual([
      'dns',
      'tcp',
      'proxy',
      'tls',
      'login',
      'ping',
      'event',
      'clock',
    ])
    expect(report.steps[4]).toEqual({
      name: 'login',
      ok: false,
      ms: expect.any(Number),
      detail: expect.stringContaining('login refused'),
    })
    expect(report.steps[5]).toEqual({ name: 'ping', ok: null, ms: 0, detail: 'not tried' })
    expect(report.causes.length).toBe(3)
    expect(stdout).not.toContain('c4n4ry')
  })

  test('logs in by a profile, and leaves alone what does not concern a login', async () => {
    const server = await answering()
    const members = server.options.flatMap((word, i, all) =>
      word.startsWith('--')
        ? [`${word.slice(2)} = ${word === '--port' ? all[i + 1] : JSON.stringify(all[i + 1])}`]
        : [],
    )
    const folder = mkdtempSync(join(tmpdir(), 'doctor-'))
    onTestFinished(() => rmSync(folder, { recursive: true }))
    const path = join(folder, 'config.toml')
    writeFileSync(path, ['[profiles.plant]', ...members, 'json = true', 'exec = "cat"'].join('\n'), {
      mode: 0o600,
    })
    const { code, stdout, stderr } = await run(['doctor', '--profile', 'plant'], {
      env: { GIZWITS_CONFIG: path },
    })
    expect([code, stderr]).toEqual([3, ''])
    expect(stdout).toMatch(/✗ login +\d+ms {2}login refused/)
    const missing = await run(['doctor', '--profile', 'plans'], { env: { GIZWITS_CONFIG: path } })
    expect([missing.code, missing.stderr]).toEqual([2, expect.stringContaining('plant')])
  })

  test('--demo is healthy, in each dialect', async () => {
    for (const dialect of Object.keys(dialects)) {
      const { code, stdout } = await run(['doctor', '--demo', '--dialect', dialect, '--json'])
      expect([code, JSON.parse(stdout).ok]).toEqual([0, true])
    }
  })

  test('a clock that is behind is exit code 1', async () => {
    const server = await HandServer.start(async visitor => {
      await visitor.login()
      visitor.socket.write(`${eventLine(1, { created_at: Date.now() / 1000 + 3600 })}\n`)
      await visitor.until(({ said }) => said.includes('ping'))
      visitor.socket.write('{"cmd":"enterprise_pong"}\n')
    })
    const { code, stdout } = await run(['doctor', '--json', ...server.options])
    const { ok, causes } = JSON.parse(stdout)
    expect([code, ok, causes]).toEqual([1, false, [expect.stringContaining('Set it')]])
  })

  test.each([
    [['doctor', '--id', 'x'], 'no enterprise secret'],
    [['doctor', '--demo', '--proxy', 'none'], '--demo and --proxy contradict each other'],
    [['doctor', '--id', 'x', '--product', 'a:b'], '--id and --product contradict each other'],
    [['doctor', '--peek'], 'It is an option of the tail, not of doctor'],
    [['doctor', 'x'], 'doctor'],
    [['--wait', '1s'], 'It is an option of doctor'],
  ])('%j is a usage error', async (words, said) => {
    const { code, stderr } = await run(words)
    expect(code).toBe(2)
    expect(stderr).toContain(said)
  })
})
