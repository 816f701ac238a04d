import { spawn } from 'node:child_process'
import { chmodSync, existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { run } from './support/bin.ts'
import { HandServer } from './support/hand-server.ts'
import { eventLine } from './support/lines.ts'
import { freePort, listens } from './support/ports.ts'
import { tempFolder } from './support/temp-folder.ts'
import { whereIs } from './support/tool-path.ts'

const folder = tempFolder()
// Some proxies give up root, and read their files as another user.
chmodSync(folder, 0o755)

const user = 'ann'
const password = 'pr0xy-c4n4ry'

interface RealProxy {
  readonly scheme: 'http' | 'socks5h'
  /** The command that runs it in the foreground. */
  command(port: number): string[]
  /** Whether it demands the user and the password above. */
  readonly secured: boolean
  /** What the program says if the password is wrong, or missing. */
  readonly refusals?: readonly [wrong: string, missing: string]
  /** What it says of a server that the proxy cannot reach. */
  readonly unreached: string
}

function config(name: string, lines: readonly string[]): string {
  const path = join(folder, name)
  writeFileSync(path, lines.map(line => `${line}\n`).join(''))
  return path
}

const ncsaAuth = '/usr/lib/squid/basic_ncsa_auth'
// The password above, as htpasswd writes it.
const htpasswd = config('htpasswd', [`${user}:$apr1$5a1tsalt$6pWT3LG.j/ejNw6Q8Qx8b.`])

const proxies: Record<string, RealProxy> = {
  tinyproxy: {
    scheme: 'http',
    secured: true,
    command: port => [
      'tinyproxy',
      '-d',
      '-c',
      config('tinyproxy.conf', [`Port ${port}`, 'Listen 127.0.0.1', `BasicAuth ${user} ${password}`]),
    ],
    refusals: ['401 Unauthorized', '407 Proxy Authentication Required'],
    unreached: '500 ',
  },
  squid: {
    scheme: 'http',
    secured: true,
    command: port => [
      'squid',
      '-N',
      '-f',
      config('squid.conf', [
        `http_port 127.0.0.1:${port}`,
        'pid_filename none',
        'cache_log stdio:/dev/null',
        'access_log none',
        'cache deny all',
        `auth_param basic program ${ncsaAuth} ${htpasswd}`,
        'acl known proxy_auth REQUIRED',
        'http_access allow known',
        'http_access deny all',
        'shutdown_lifetime 0 seconds',
      ]),
    ],
    refusals: ['407 Proxy Authentication Required', '407 Proxy Authentication Required'],
    unreached: '503 ',
  },
  microsocks: {
    scheme: 'socks5h',
    secured: true,
    command: port => ['microsocks', '-i', '127.0.0.1', '-p', String(port), '-u', user, '-P', password],
    refusals: ['refused the user and password', 'refused the login (no acceptable method)'],
    unreached: 'connection refused (SOCKS code 5)',
  },
  danted: {
    scheme: 'socks5h',
    secured: false,
    command: port => [
      'danted',
      '-f',
      config('danted.conf', [
        'logoutput: /dev/null',
        `internal: 127.0.0.1 port = ${port}`,
        'external: 127.0.0.1',
        'socksmethod: none',
        'clientmethod: none',
        'client pass { from: 0.0.0.0/0 to: 0.0.0.0/0 }',
        'socks block { from: 0.0.0.0/0 to: 127.0.0.0/8 port = 1 }',
        'socks pass { from: 0.0.0.0/0 to: 0.0.0.0/0 }',
      ]),
    ],
    unreached: 'not allowed by its rules (SOCKS code 2)',
  },
}

/** Starts a proxy that ends with the test, and returns its port. */
async function start({ command }: RealProxy): Promise<number> {
  const port = await freePort()
  const [program, ...args] = command(port)
  const { PATH = '' } = process.env
  const child = spawn(program!, args, { env: { PATH: `${PATH}:/usr/sbin` }, stdio: 'ignore', detached: true })
  let ended = false
  const end = new Promise<void>(resolve => {
    child.on('close', () => {
      ended = true
      resolve()
    })
  })
  onTestFinished(async () => {
    // The whole group: some leave children.
    if (!ended) process.kill(-child.pid!, 'SIGKILL')
    await end
  })
  while (!(await listens(port))) {
    if (ended) throw new Error(`${program} ended`)
    await new Promise(resolve => setTimeout(resolve, 20))
  }
  return port
}

const installed = (name: string) =>
  (whereIs(name) ?? existsSync(`/usr/sbin/${name}`)) && (name !== 'squid' || existsSync(ncsaAuth))

for (const [name, proxy] of Object.entries(proxies)) {
  describe.runIf(installed(name))(name, () => {
    const through = (port: number, login = proxy.secured ? `${user}:${password}@` : '') => [
      '--proxy',
      `${proxy.scheme}://${login}127.0.0.1:${port}`,
    ]

    test('tails through it', async () => {
      const server = await HandServer.start(async visitor => {
        await visitor.login()
        visitor.socket.write(`${eventLine(1)}\n`)
      })
      const port = await start(proxy)
      const { code, stdout, stderr } = await run([...server.options, ...through(port), '--json', '-n', '1'])
      expect([code, stdout, stderr]).toEqual([0, `${eventLine(1)}\n`, expect.any(String)])
    })

    test('reports what it refuses', async () => {
      const port = await start(proxy)
      const server = [
        '--host',
        '127.0.0.1',
        '--port',
        '1',
        '--id',
        'i',
        '--secret',
        'some-secret',
        '--no-reconnect',
      ]
      const said = async (options: readonly string[]) => {
        const { code, stderr } = await run([...server, ...options])
        expect(code).toBe(4)
        expect(stderr).toContain(`the proxy 127.0.0.1:${port}`)
        expect(stderr).not.toContain(password)
        return stderr
      }
      expect(await said(through(port))).toContain(proxy.unreached)
      if (!proxy.refusals) return
      const [wrong, missing] = proxy.refusals
      expect(await said(through(port, `${user}:wrong@`))).toContain(wrong)
      expect(await said(through(port, ''))).toContain(missing)
    })
  })
}
