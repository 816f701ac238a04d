import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { Failure } from '../src/base/failure.ts'
import { configPlace } from '../src/cli/config/config-place.ts'
import { KnownServers } from '../src/cli/known-servers.ts'
import { serverTrust } from '../src/cli/server-trust.ts'
import { tlsDialer } from '../src/transport/tls-dialer.ts'
import type { TlsOptions } from '../src/transport/tls-options.ts'
import { UntrustedCertificate } from '../src/transport/untrusted-certificate.ts'
import { run } from './support/bin.ts'
import { HandServer } from './support/hand-server.ts'
import { eventLine } from './support/lines.ts'
import { tempFolder } from './support/temp-folder.ts'
import { onTerminal, type Step, terminals } from './support/terminal.ts'

const folder = tempFolder()
let places = 0

function newFile(content?: string): string {
  const path = join(folder, `place-${places++}`, 'known_servers')
  if (content !== undefined) {
    mkdirSync(join(path, '..'))
    writeFileSync(path, content)
  }
  return path
}

const pin = `sha256/${'A'.repeat(43)}=`
const other = `sha256/${'B'.repeat(43)}=`

const untrusted = new UntrustedCertificate(
  'gw.example:2015',
  Object.assign(new Error('x'), { code: 'DEPTH_ZERO_SELF_SIGNED_CERT' }),
  { subject: 's', issuer: 's', names: ['gw.example'], validFrom: new Date(0), validTo: new Date(0), pin },
)

describe('the file of known servers', () => {
  test('is made with its folder, for its owner alone', () => {
    const path = newFile()
    const known = new KnownServers(path)
    expect(known.keysOf('h:1')).toEqual([])
    known.add('h:1', pin)
    known.add('[2001:db8::1]:2', other)
    expect(readFileSync(path, 'utf8')).toBe(`h:1 ${pin}\n[2001:db8::1]:2 ${other}\n`)
    expect([known.keysOf('h:1'), known.keysOf('[2001:db8::1]:2'), known.keysOf('h:2')]).toEqual([
      [pin],
      [other],
      [],
    ])
    if (process.platform === 'win32') return
    expect([statSync(path).mode & 0o777, statSync(join(path, '..')).mode & 0o777]).toEqual([0o600, 0o700])
  })

  test('may be edited by hand', () => {
    const path = newFile(`# ours\n\n  h:1\t${pin}  and more\nh:1 ${other}`)
    const known = new KnownServers(path)
    known.add('i:1', pin)
    expect(known.keysOf('h:1')).toEqual([pin, other])
    expect(known.keysOf('i:1')).toEqual([pin])
    expect(readFileSync(path, 'utf8')).toMatch(/^# ours\n\n/)
  })

  test.each<[NodeJS.Platform, Record<string, string>, string]>([
    ['linux', {}, '/home/ann/.config/gizwits-tail/config.toml'],
    ['linux', { GIZWITS_CONFIG: '/etc/x.toml' }, '/etc/x.toml'],
    ['darwin', {}, '/home/ann/Library/Preferences/gizwits-tail/config.toml'],
  ])('is beside the config file: %s %j', (platform, env, path) => {
    expect(configPlace({ platform, env, home: '/home/ann' }).path).toBe(path)
  })
})

/** Decides about the certificate above; what was asked and said. */
async function decide(known: KnownServers, answers?: readonly (string | undefined)[]) {
  const said: string[] = []
  const asked: string[] = []
  const log = {
    idle: () => said.push('idle'),
    info: (text: string) => said.push(text),
    warn: (text: string) => said.push(`warning: ${text}`),
    debug: (text: string) => said.push(`debug: ${text}`),
  }
  const left = [...(answers ?? [])]
  const ask =
    answers &&
    (async (question: string) => {
      asked.push(question)
      return left.shift()
    })
  const trust = serverTrust('gw.example:2015', { known, ask, log })
  const outcome = await trust(untrusted).catch((error: unknown) => error as Failure)
  return { outcome, said, asked }
}

describe('a certificate that does not verify', () => {
  test('is shown, asked about once, and its key remembered', async () => {
    const known = new KnownServers(newFile())
    const first = await decide(known, ['yes'])
    expect(first.outcome).toBe(true)
    expect(first.said).toEqual([
      'idle',
      `warning: ${untrusted.message}`,
      ...untrusted.details.map(line => `  ${line}`),
      `remembered in ${known.path}`,
    ])
    const second = await decide(known, [])
    expect([second.outcome, second.asked]).toEqual([true, []])
    expect(second.said).toEqual([expect.stringContaining(`its key is in ${known.path}`)])
  })

  test.each<[string, (string | undefined)[], boolean, number]>([
    ['y is not yes', ['y', 'yes'], true, 2],
    ['white space and case do not matter', [' YES '], true, 1],
    ['no', ['no'], false, 1],
    ['an empty line and other words ask again', ['', 'yess', 'no'], false, 3],
    ['the end of the input', ['', undefined], false, 2],
  ])('%s', async (_, answers, accepted, questions) => {
    const known = new KnownServers(newFile())
    const { outcome, asked } = await decide(known, answers)
    expect(asked.length).toBe(questions)
    expect(known.keysOf('gw.example:2015')).toEqual(accepted ? [pin] : [])
    if (accepted) expect(outcome).toBe(true)
    else
      expect(outcome).toMatchObject({
        code: 'untrusted',
        message: 'gw.example:2015 is not trusted, and nothing was sent to it',
      })
  })

  test('is not asked about where nobody can be asked', async () => {
    const { outcome, said } = await decide(new KnownServers(newFile()))
    expect([outcome, said]).toEqual([false, []])
  })

  test('with another key than before is an error, never a question', async () => {
    const known = new KnownServers(newFile(`gw.example:2015 ${other}\n`))
    const { outcome, asked } = await decide(known, ['yes'])
    expect(asked).toEqual([])
    expect(outcome).toMatchObject({
      code: 'untrusted',
      message: `gw.example:2015: the server’s key has changed: it is ${pin}, but ${other} was trusted`,
      details: untrusted.details,
      hint: expect.stringContaining(`remove the line of gw.example:2015 from ${known.path}`),
    })
  })

  test('is not asked about if the file cannot be read, and trusted this once if it cannot be written', async () => {
    const unreadable = new KnownServers(folder)
    const refused = await decide(unreadable, ['yes'])
    expect([refused.outcome, refused.asked]).toEqual([false, []])
    expect(refused.said[0]).toMatch(/^warning: cannot read /)
    const file = newFile('')
    const unwritable = await decide(new KnownServers(join(file, 'below')), ['yes'])
    expect(unwritable.outcome).toBe(false)
    const full = new KnownServers(newFile())
    full.add = () => {
      throw new Error('ENOSPC')
    }
    const once = await decide(full, ['yes'])
    expect(once.outcome).toBe(true)
    expect(once.said.at(-1)).toMatch(/^warning: cannot remember it in /)
  })
})

describe('a connection that waits for the decision', () => {
  function dial(server: { readonly port: number }, trust: TlsOptions['trust']) {
    const phases: string[] = []
    const connection = { current: undefined as ReturnType<ReturnType<typeof tlsDialer>> | undefined }
    const end = new Promise<string>(resolve => {
      connection.current = tlsDialer({ host: '127.0.0.1', port: server.port, trust })({
        phase: phase => phases.push(phase),
        open: ({ verified, reason }) => resolve(`open, verified ${verified}: ${reason}`),
        data: () => {},
        drained: () => {},
        closed: failure => resolve(`${failure.code}: ${failure.message}`),
      })
    })
    return { phases, end, connection: connection.current! }
  }

  const start = () => HandServer.start(() => {})

  test('opens if it is accepted', async () => {
    const server = await start()
    const { phases, end, connection } = dial(server, async () => true)
    expect(await end).toMatch(/^open, verified true: .* is self-signed/)
    expect(phases).toEqual(['tcp', 'tls', 'trust'])
    connection.destroy()
  })

  test('fails with the certificate if it is not, or with the reason of the rejection', async () => {
    const server = await start()
    expect(await dial(server, async () => false).end).toMatch(/^untrusted: .*self-signed/)
    const reason = new Failure('interrupted', 'Ctrl-C')
    expect(await dial(server, () => Promise.reject(reason)).end).toBe('interrupted: Ctrl-C')
    expect(server.visitors.map(({ said }) => said).join('')).toBe('')
  })

  test('that the server closes meanwhile is reported after the decision, so that nothing is asked twice', async () => {
    const server = await start()
    let accept: (accepted: boolean) => void = () => {}
    let asked = 0
    const { end } = dial(server, () => {
      asked++
      return new Promise(resolve => {
        accept = resolve
      })
    })
    while (asked === 0 || server.visitors.length === 0) await new Promise(resolve => setImmediate(resolve))
    server.visitors[0]!.socket.destroy()
    await server.visitors[0]!.until(({ closed }) => closed)
    let ended = false
    void end.then(() => {
      ended = true
    })
    await new Promise(resolve => setImmediate(resolve))
    expect(ended).toBe(false)
    accept(true)
    // It is not read before the decision, so that the close may come after it.
    expect(await end).toMatch(/^(open|unreachable: .* closed the connection)/)
    expect(asked).toBe(1)
  })

  test('that is destroyed meanwhile calls nothing more', async () => {
    const server = await start()
    let accept: (accepted: boolean) => void = () => {}
    let asked = false
    const { end, phases, connection } = dial(server, () => {
      asked = true
      return new Promise(resolve => {
        accept = resolve
      })
    })
    while (!asked) await new Promise(resolve => setImmediate(resolve))
    connection.destroy()
    accept(true)
    const later = new Promise(resolve => setImmediate(() => setImmediate(resolve, 'nothing')))
    expect(await Promise.race([end, later])).toBe('nothing')
    expect(phases).toEqual(['tcp', 'tls', 'trust'])
  })
})

describe('the program', () => {
  const serve = () =>
    HandServer.start(async visitor => {
      await visitor.login()
      visitor.socket.write(`${eventLine(1)}\n`)
    })
  /** The options without the CA. */
  const optionsOf = (server: HandServer) => [...server.options.slice(0, 4), ...server.options.slice(6)]
  const configEnv = () => {
    const home = join(folder, `home-${places++}`)
    mkdirSync(home)
    const GIZWITS_CONFIG = join(home, 'config.toml')
    writeFileSync(GIZWITS_CONFIG, '', { mode: 0o600 })
    return { GIZWITS_CONFIG, file: join(home, 'known_servers') }
  }
  const serverPin = async (server: HandServer) => {
    const { stderr } = await run([...optionsOf(server), '--no-reconnect'])
    return /public key {2}(\S+)/.exec(stderr)![1]!
  }

  test('never asks in a pipe, and knows the keys of the file', async () => {
    const server = await serve()
    const { GIZWITS_CONFIG, file } = configEnv()
    const options = [...optionsOf(server), '-n', '1', '--json']
    const refused = await run(options, { env: { GIZWITS_CONFIG }, input: 'yes\n' })
    expect(refused.code).toBe(4)
    expect(refused.stderr).toContain('-k --pin sha256/')
    expect(refused.stderr).not.toContain('Trust this key')
    expect(existsSync(file)).toBe(false)

    writeFileSync(file, `127.0.0.1:${server.port} ${await serverPin(server)}\n`)
    const accepted = await run(options, { env: { GIZWITS_CONFIG } })
    expect([accepted.code, accepted.stdout]).toEqual([0, `${eventLine(1)}\n`])
    expect(accepted.stderr).not.toContain('warning')

    writeFileSync(file, `127.0.0.1:${server.port} ${other}\n`)
    const changed = await run(options, { env: { GIZWITS_CONFIG } })
    expect(changed.code).toBe(4)
    expect(changed.stderr).toContain(`the server’s key has changed: it is sha256/`)
    expect(changed.stderr).toContain(other)
    expect(changed.stderr).not.toContain('--pin')
    // A chain that verifies needs no known key, and one that is pinned takes no other.
    expect((await run([...server.options, '-n', '1'], { env: { GIZWITS_CONFIG } })).code).toBe(0)
  })

  describe.runIf(terminals)('on a terminal', () => {
    const onTty = (
      server: HandServer,
      config: string,
      steps: readonly Step[],
      more: readonly string[] = [],
      env = '',
    ) =>
      onTerminal([...optionsOf(server), '-n', '1', ...more], steps, {
        shell: command => `${env} GIZWITS_CONFIG=${config} ${command}`,
      })

    test('asks once, goes on, and does not ask again', async () => {
      const server = await serve()
      const { GIZWITS_CONFIG, file } = configEnv()
      const { code, screen } = await onTty(server, GIZWITS_CONFIG, [
        ['(yes/no)? ', 'y\r'],
        ['Type yes or no: ', 'yes\r'],
      ])
      expect(code).toBe(0)
      expect(screen).toContain('self-signed and not trusted here')
      expect(screen).toContain('public key')
      expect(screen).toContain('remembered in')
      // Each key is echoed once.
      expect(screen).toMatch(/yes\r/)
      expect(readFileSync(file, 'utf8')).toBe(`127.0.0.1:${server.port} ${await serverPin(server)}\n`)
      expect(statSync(file).mode & 0o777).toBe(0o600)
      expect(server.visitors.length).toBeGreaterThanOrEqual(1)
      const again = await onTty(server, GIZWITS_CONFIG, [])
      expect(again.code).toBe(0)
      expect(again.screen).not.toContain('(yes/no)')
    })

    test.each<[string, string, number]>([
      ['no', 'no\r', 4],
      ['Ctrl-D', '\u0004', 4],
      ['Ctrl-C', '\u0003', 130],
    ])('%s sends nothing and remembers nothing', async (_, keys, expected) => {
      const server = await serve()
      const { GIZWITS_CONFIG, file } = configEnv()
      const { code, screen } = await onTty(server, GIZWITS_CONFIG, [['(yes/no)? ', keys]])
      expect(code, screen).toBe(expected)
      if (expected === 4) expect(screen).toContain('is not trusted, and nothing was sent to it')
      expect(existsSync(file)).toBe(false)
      expect(server.visitors.map(({ said }) => said).join('')).toBe('')
    })

    test.each<[string, string[], string]>([
      ['-q', ['-q'], ''],
      ['in CI', [], 'CI=true'],
      ['with a pin', ['--pin', pin], ''],
      ['over a view', ['--watch'], ''],
    ])('does not ask: %s', async (_, more, env) => {
      const server = await serve()
      const { code, screen } = await onTty(server, configEnv().GIZWITS_CONFIG, [], more, env)
      expect(code).toBe(4)
      expect(screen).not.toContain('(yes/no)')
    })

    test('does not ask: into a pipe', async () => {
      const server = await serve()
      const { screen } = await onTerminal([...optionsOf(server), '-n', '1', '--json'], [], {
        shell: command => `GIZWITS_CONFIG=${configEnv().GIZWITS_CONFIG} ${command} | cat`,
      })
      expect(screen).toContain('self-signed')
      expect(screen).not.toContain('(yes/no)')
    })

    test('waits longer than --connect-timeout for the answer', async () => {
      const server = await serve()
      const { GIZWITS_CONFIG } = configEnv()
      const slow: Step[] = [
        ['(yes/no)? ', '\r'],
        ['Type yes or no: ', 'yes\r'],
      ]
      const { code } = await onTty(server, GIZWITS_CONFIG, slow, ['--connect-timeout', '100ms'])
      expect(code).toBe(0)
    })
  })
})
