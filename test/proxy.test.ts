import { EventEmitter } from 'node:events'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Failure } from '../src/base/failure.ts'
import { findProxy, proxy as parseOption } from '../src/cli/proxy-option.ts'
import { trustCommand } from '../src/cli/trust-command.ts'
import type { Certificate } from '../src/simulator/certificate.ts'
import type { Peer } from '../src/transport/connection.ts'
import { type Handshake, type HandshakeSocket, shakeHands } from '../src/transport/handshake.ts'
import { httpConnect } from '../src/transport/http-connect.ts'
import { parseProxy } from '../src/transport/parse-proxy.ts'
import type { ProxyServer } from '../src/transport/proxy-server.ts'
import { socks5 } from '../src/transport/socks5.ts'
import { tlsDialer } from '../src/transport/tls-dialer.ts'
import type { TlsOptions } from '../src/transport/tls-options.ts'
import { Run, run } from './support/bin.ts'
import { HandProxy, httpReply } from './support/hand-proxy.ts'
import { HandServer } from './support/hand-server.ts'
import { eventLine } from './support/lines.ts'
import { sharedCertificate } from './support/shared-certificate.ts'

let certificate: Certificate

beforeAll(async () => {
  certificate = sharedCertificate()
})

const credentials = { user: 'ann', password: 'p@ss:w0rd' }
const basic = 'Basic YW5uOnBAc3M6dzByZA=='

/** A TLS server that sends a line and says what it got. */
function greeter(): Promise<HandServer> {
  return HandServer.start(({ socket }) => socket.write('hello\n'))
}

type Outcome = { opened?: Peer; failed?: Failure; phases: string[]; data?: string }

function dial(options: TlsOptions): Promise<Outcome> {
  return new Promise(resolve => {
    const phases: string[] = []
    let opened: Peer | undefined
    const connection = tlsDialer(options)({
      phase: phase => phases.push(phase),
      open: peer => {
        opened = peer
      },
      data: chunk => {
        connection.destroy()
        resolve({ opened: opened!, phases, data: String(chunk) })
      },
      drained: () => {},
      closed: failed => resolve({ failed, phases }),
    })
  })
}

/** Dials a server that only the proxy can find, with the name that its certificate is for. */
function dialThrough(proxy: ProxyServer, ca = certificate.cert): Promise<Outcome> {
  return dial({ host: 'gw.example', port: 2015, ca, servername: 'localhost', proxy })
}

const at = (port: number, scheme: ProxyServer['scheme'], more: Partial<ProxyServer> = {}): ProxyServer => ({
  scheme,
  host: '127.0.0.1',
  port,
  ...more,
})

describe('through an HTTP proxy', () => {
  test('TLS is with the server, and the request names it', async () => {
    const server = await greeter()
    const proxy = await HandProxy.start(
      httpReply('HTTP/1.1 200 Connection established', { tunnel: server.port }),
    )
    const { opened, phases, data } = await dialThrough(at(proxy.port, 'http'))
    expect(data).toBe('hello\n')
    expect(phases).toEqual(['proxy-dns', 'proxy-tcp', 'proxy', 'tls'])
    expect(opened).toMatchObject({
      verified: true,
      address: `gw.example:2015 (through the proxy 127.0.0.1:${proxy.port})`,
    })
    expect(proxy.said).toBe('CONNECT gw.example:2015 HTTP/1.1\r\nHost: gw.example:2015\r\n\r\n')
  })

  test('with user and password', async () => {
    const server = await greeter()
    const proxy = await HandProxy.start(httpReply('HTTP/1.0 200', { tunnel: server.port }))
    const { opened } = await dialThrough(at(proxy.port, 'http', { credentials }))
    expect(opened).toMatchObject({ verified: true })
    expect(proxy.said).toContain(`\r\nProxy-Authorization: ${basic}\r\n`)
  })

  test('a proxy that opens TLS itself is not the server', async () => {
    const server = await greeter()
    const proxy = await HandProxy.start(httpReply('HTTP/1.1 200 OK', { tunnel: server.port }))
    const { failed } = await dial({
      host: 'gw.example',
      port: 2015,
      ca: certificate.cert,
      proxy: at(proxy.port, 'http'),
    })
    expect(failed).toMatchObject({
      code: 'untrusted',
      message: expect.stringMatching(/^gw\.example:2015: the certificate is for localhost/),
    })
    expect(server.visitors.map(({ said }) => said).join('')).toBe('')
  })

  test.each([
    ['401 Unauthorized', undefined, /USER:PASSWORD/],
    ['407 Proxy Authentication Required', undefined, /USER:PASSWORD/],
    ['401 Unauthorized', credentials, /does not accept this user/],
    ['407 Proxy Authentication Required', credentials, /does not accept this user/],
    ['403 Filtered', undefined, /rules of the proxy/],
    ['502 Bad Gateway', undefined, /cannot reach the server/],
    ['405 Method Not Allowed', undefined, /CONNECT/],
    ['418', undefined, /^The proxy is from/],
  ])('%s, credentials %j', async (status, given, hint) => {
    const proxy = await HandProxy.start(httpReply(`HTTP/1.1 ${status}\r\nContent-Length: 3`))
    const { failed } = await dialThrough(
      at(proxy.port, 'http', { credentials: given, source: 'HTTPS_PROXY' }),
    )
    expect(failed).toMatchObject({
      code: /^40[137]/.test(status) ? 'denied' : 'unreachable',
      message: `the proxy 127.0.0.1:${proxy.port} refused the connection to gw.example:2015: ${status}`,
      hint: expect.stringMatching(hint),
    })
    expect(failed!.hint).toContain('The proxy is from HTTPS_PROXY; --proxy none connects without it.')
  })

  test('that does not speak HTTP', async () => {
    const proxy = await HandProxy.start(() => ({ send: Buffer.from([5, 0xff]) }))
    const { failed } = await dialThrough(at(proxy.port, 'http'))
    expect(failed).toMatchObject({
      message: `the proxy 127.0.0.1:${proxy.port} does not speak HTTP`,
      hint: expect.stringContaining('socks5h://'),
    })
  })

  test('that closes, is not there, and never ends its reply', async () => {
    const closing = await HandProxy.start(() => ({ close: true }))
    expect((await dialThrough(at(closing.port, 'http'))).failed!.message).toBe(
      `the proxy 127.0.0.1:${closing.port} closed the connection instead of a reply`,
    )
    const endless = await HandProxy.start(() => ({ send: `HTTP/1.1 200 OK\r\n${'x: y\r\n'.repeat(5000)}` }))
    expect((await dialThrough(at(endless.port, 'http'))).failed!.message).toContain('more than 16 KB')
    expect((await dialThrough(at(1, 'http'))).failed).toMatchObject({
      message: 'the proxy 127.0.0.1:1 refused the connection (ECONNREFUSED)',
      hint: expect.stringContaining('Check whether the proxy runs'),
    })
  })
})

/** A SOCKS5 proxy: the method that it chooses, its verdict on the password, the reply to the request. */
function socksProxy(script: readonly (Buffer | undefined)[], tunnel?: number): Promise<HandProxy> {
  const steps = script.filter(step => step !== undefined)
  return HandProxy.start((_, turn) => ({
    send: steps[turn] ?? '',
    ...(turn === steps.length - 1 && tunnel !== undefined ? { tunnel } : {}),
  }))
}

const granted = Buffer.from([5, 0, 0, 1, 0, 0, 0, 0, 0, 0])

describe('through a SOCKS5 proxy', () => {
  test('that resolves the name', async () => {
    const server = await greeter()
    const proxy = await socksProxy([Buffer.from([5, 0]), granted], server.port)
    const { opened, phases, data } = await dialThrough(at(proxy.port, 'socks5h'))
    expect([opened?.verified, data]).toEqual([true, 'hello\n'])
    expect(phases).toEqual(['proxy-dns', 'proxy-tcp', 'proxy', 'tls'])
    expect(proxy.said).toBe('\x05\x01\x00' + '\x05\x01\x00\x03\x0agw.example\x07\xdf')
  })

  test('with a name that this machine resolves, to an address of IPv4 if there is one', async () => {
    const server = await greeter()
    const proxy = await socksProxy([Buffer.from([5, 0]), granted], server.port)
    const resolve = async (host: string) =>
      host === 'gw.example'
        ? [
            { address: '2001:db8::1', family: 6 },
            { address: '192.0.2.7', family: 4 },
          ]
        : [{ address: host, family: 4 }]
    const phases: string[] = []
    await new Promise<void>(done => {
      const options = { host: 'gw.example', port: 2015, ca: certificate.cert, servername: 'localhost' }
      const connection = tlsDialer(
        { ...options, proxy: at(proxy.port, 'socks5') },
        { resolve },
      )({
        phase: phase => phases.push(phase),
        open: () => {
          connection.destroy()
          done()
        },
        data: () => {},
        drained: () => {},
        closed: failure => done(expect.fail(failure.message)),
      })
    })
    expect(phases).toEqual(['proxy-dns', 'proxy-tcp', 'proxy', 'tls'])
    expect(proxy.said.slice(3)).toBe('\x05\x01\x00\x01\xc0\x00\x02\x07\x07\xdf')
  })

  test('with user and password', async () => {
    const server = await greeter()
    const proxy = await socksProxy([Buffer.from([5, 2]), Buffer.from([1, 0]), granted], server.port)
    const { opened } = await dialThrough(at(proxy.port, 'socks5h', { credentials }))
    expect(opened).toMatchObject({ verified: true })
    expect(proxy.said).toBe(
      '\x05\x02\x00\x02' + '\x01\x03ann\x09p@ss:w0rd' + '\x05\x01\x00\x03\x0agw.example\x07\xdf',
    )
  })

  const refusal = (code: number) => Buffer.from([5, code, 0, 1, 0, 0, 0, 0, 0, 0])
  test.each<[string, (Buffer | undefined)[], Partial<ProxyServer>, string, RegExp]>([
    [
      'a wrong password',
      [Buffer.from([5, 2]), Buffer.from([1, 1])],
      { credentials },
      'refused the user and password',
      /from/,
    ],
    ['none', [Buffer.from([5, 0xff])], {}, 'refused the login (no acceptable method)', /USER:PASSWORD/],
    [
      'another method',
      [Buffer.from([5, 0xff])],
      { credentials },
      'refused the login (no acceptable method)',
      /another way/,
    ],
    [
      'a method that was not offered',
      [Buffer.from([5, 2])],
      {},
      'refused the login (no acceptable method)',
      /USER/,
    ],
    ['HTTP', [Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\n')], {}, 'does not speak SOCKS5', /speaks HTTP/],
    ['SOCKS4', [Buffer.from([0, 91])], {}, 'does not speak SOCKS5', /http:/],
    ...(
      [
        [1, 'general failure', /reach/],
        [2, 'not allowed by its rules', /Ask/],
        [3, 'network unreachable', /reach/],
        [4, 'host unreachable', /reach/],
        [5, 'connection refused', /reach/],
        [6, 'TTL expired', /reach/],
        [7, 'command not supported', /CONNECT/],
        [8, 'address type not supported', /socks5:/],
        [99, 'unknown reason', /from/],
      ] as const
    ).map(
      ([code, reason, hint]) =>
        [
          `code ${code}`,
          [Buffer.from([5, 0]), refusal(code)],
          {},
          `refused the connection to gw.example:2015: ${reason} (SOCKS code ${code})`,
          hint,
        ] as [string, Buffer[], Partial<ProxyServer>, string, RegExp],
    ),
  ])('%s', async (_, script, more, said, hint) => {
    const proxy = await socksProxy(script)
    const { failed } = await dialThrough(at(proxy.port, 'socks5h', more))
    expect(failed).toMatchObject({
      code: /^refused the (user|login)|code 2\)$/.test(said) ? 'denied' : 'unreachable',
      message: `the proxy 127.0.0.1:${proxy.port} ${said}`,
      hint: expect.stringMatching(hint),
    })
  })
})

describe('a handshake in pieces', () => {
  class FakeSocket extends EventEmitter {
    sent = ''
    left = ''
    write(bytes: Buffer) {
      this.sent += bytes.toString('latin1')
      return true
    }
    pause() {
      return this
    }
    unshift(bytes: Buffer) {
      this.left += bytes.toString('latin1')
    }
  }

  /** Sends the replies in chunks cut at these places, and returns what was left over and how it ended. */
  function play(handshake: Handshake, replies: Buffer, cuts: readonly number[]) {
    const socket = new FakeSocket()
    const ends: (string | undefined)[] = []
    shakeHands(socket as unknown as HandshakeSocket, handshake, error => ends.push(error?.message))
    const places = [0, ...cuts, replies.length]
    for (let i = 1; i < places.length; i++) socket.emit('data', replies.subarray(places[i - 1], places[i]))
    expect(socket.listenerCount('data')).toBe(0)
    return { ends, left: socket.left, sent: socket.sent }
  }

  const server = at(1, 'socks5h', { credentials })
  const conversations: [string, () => Handshake, Buffer][] = [
    ['HTTP', () => httpConnect(server, 'h', 1), Buffer.from('HTTP/1.1 200 OK\r\na: b\r\n\r\nTLS')],
    ['HTTP, bare newlines', () => httpConnect(server, 'h', 1), Buffer.from('HTTP/1.0 200\n\nTLS')],
    [
      'SOCKS, IPv4',
      () => socks5(server, 'h', 1),
      Buffer.concat([Buffer.from([5, 2, 1, 0]), granted, Buffer.from('TLS')]),
    ],
    [
      'SOCKS, name',
      () => socks5(server, 'h', 1),
      Buffer.concat([Buffer.from([5, 0, 5, 0, 0, 3, 2, 65, 66, 1, 2]), Buffer.from('TLS')]),
    ],
    [
      'SOCKS, IPv6',
      () => socks5(server, 'h', 1),
      Buffer.concat([Buffer.from([5, 0, 5, 0, 0, 4]), Buffer.alloc(18), Buffer.from('TLS')]),
    ],
  ]

  test.each(conversations)(
    '%s: what follows the last reply stays, wherever it is cut',
    (_, begin, replies) => {
      for (let cut = 1; cut < replies.length - 3; cut++) {
        for (let next = cut; next < replies.length - 3; next++) {
          const { ends, left } = play(begin(), replies, [cut, next])
          expect([ends, left]).toEqual([[undefined], 'TLS'])
        }
      }
    },
  )

  test('an address of IPv6 is sent as 16 bytes', () => {
    const { sent } = play(
      socks5(at(1, 'socks5h'), '2001:db8::7%eth0', 443),
      Buffer.concat([Buffer.from([5, 0]), granted]),
      [],
    )
    const bytes = Buffer.from(sent, 'latin1')
    expect(bytes.subarray(6).toString('hex')).toBe(`0420010db8000000000000000000000007${'01bb'}`)
  })
})

describe('the URL of a proxy', () => {
  test.each<[string, Partial<ProxyServer>]>([
    ['http://h.example:3128', { scheme: 'http', host: 'h.example', port: 3128, credentials: undefined }],
    ['h.example:3128', { scheme: 'http', host: 'h.example', port: 3128 }],
    ['HTTP://h.example/', { scheme: 'http', port: 80 }],
    ['socks5h://[2001:db8::1]', { scheme: 'socks5h', host: '2001:db8::1', port: 1080 }],
    ['socks5://u@h.example', { scheme: 'socks5', credentials: { user: 'u', password: '' } }],
    ['http://ann:p%40ss%3Aw0rd@h.example:1', { credentials }],
    ['ann:p@ss@h.example:1', { host: 'h.example', credentials: { user: 'ann', password: 'p@ss' } }],
  ])('%s', (text, proxy) => expect(parseProxy(text)).toMatchObject(proxy))

  test.each([
    ['ftp://h:1', /scheme is ftp; it must be http:/],
    ['https://h:1', /scheme is https;/],
    ['socks4://h:1', /scheme is socks4;/],
    ['http://', /must be http:/],
    ['http://h:x', /must be/],
    ['http://h:99999', /must be/],
    ['http://h:0', /must be/],
    ['http://u:a/b@h:1', /%2F/],
    ['http://u:a#b@h:1', /%23/],
    ['http://u:100%@h:1', /%25/],
    [`socks5h://u:${'x'.repeat(256)}@h:1`, /255 bytes/],
  ])('%s is refused', (text, fault) => {
    const { fault: said } = parseProxy(text) as { fault: string }
    expect(said).toMatch(fault)
    expect(said).not.toContain('a/b')
  })
})

describe('the proxy of the environment', () => {
  const server = { host: 'gw.example.com', port: 2015 }
  const found = (env: Record<string, string>, to = server, given?: ProxyServer | 'none') => {
    const proxy = findProxy(given, to, env)
    return proxy && `${proxy.source} ${proxy.host}`
  }

  test.each<[string, Record<string, string>, string | undefined]>([
    ['none', {}, undefined],
    ['HTTPS_PROXY before ALL_PROXY', { HTTPS_PROXY: 'http://a:1', ALL_PROXY: 'http://b:1' }, 'HTTPS_PROXY a'],
    ['lower case before upper', { HTTPS_PROXY: 'http://a:1', https_proxy: 'http://b:1' }, 'https_proxy b'],
    ['empty counts as not set', { HTTPS_PROXY: ' ', all_proxy: 'socks5h://c' }, 'all_proxy c'],
    ['HTTP_PROXY is not for TLS', { HTTP_PROXY: 'http://a:1' }, undefined],
  ])('%s', (_, env, expected) => expect(found(env)).toBe(expected))

  test.each<[string, boolean]>([
    ['*', true],
    ['gw.example.com', true],
    ['GW.Example.com.', true],
    ['example.com', true],
    ['.example.com', true],
    ['*.example.com', true],
    ['ample.com', false],
    ['other.example', false],
    ['a, example.com:2015', true],
    ['example.com:443', false],
    ['192.0.2.0/24', false],
    ['', false],
  ])('NO_PROXY=%s', (list, excluded) => {
    for (const name of ['NO_PROXY', 'no_proxy'])
      expect(found({ ALL_PROXY: 'http://a:1', [name]: list })).toBe(excluded ? undefined : 'ALL_PROXY a')
  })

  test.each<[string, string, boolean]>([
    ['192.0.2.7', '192.0.2.0/24', true],
    ['192.0.3.7', '192.0.2.0/24', false],
    ['192.0.2.7', '192.0.2.7:2015', true],
    ['192.0.2.7', '2.7', false],
    ['192.0.2.7', '192.0.2.0/99', false],
    ['2001:db8::7', '2001:db8::/32', true],
    ['2001:db8::7', '[2001:db8::7]:2015', true],
    ['2001:db8::7', '2001:db8:0::7', true],
  ])('%s and NO_PROXY=%s', (host, list, excluded) => {
    expect(found({ ALL_PROXY: 'http://a:1', NO_PROXY: list }, { host, port: 2015 }) === undefined).toBe(
      excluded,
    )
  })

  test('is not asked for this machine; one that was typed is', () => {
    for (const host of ['localhost', '127.0.0.1', '127.1.2.3', '::1', 'x.localhost', 'LOCALHOST'])
      expect(found({ ALL_PROXY: 'http://a:1' }, { host, port: 1 })).toBeUndefined()
    const typed = parseOption('http://t:1')
    expect(found({}, { host: 'localhost', port: 1 }, typed)).toBe('--proxy t')
    expect(found({ ALL_PROXY: 'http://a:1', NO_PROXY: '*' }, server, typed)).toBe('--proxy t')
    expect(found({ ALL_PROXY: 'http://a:1' }, server, 'none')).toBeUndefined()
  })

  test('that is malformed is a usage error that names the variable and shows no password', () => {
    expect(() => found({ ALL_PROXY: 'ftp://u:s3cretpw@h' })).toThrow(
      /^ALL_PROXY: '…' is not valid\. Its scheme is ftp/,
    )
    expect(() => found({ https_proxy: 'http://u:s3/cretpw@h' })).toThrow(/^https_proxy: '…'/)
  })
})

describe('the program', () => {
  const password = 'pr0xy-c4n4ry'

  test('connects through --proxy, and the password is nowhere', async () => {
    const server = await HandServer.start(async visitor => {
      await visitor.login()
      visitor.socket.write(`${eventLine(1)}\n`)
    })
    const proxy = await HandProxy.start(httpReply('HTTP/1.1 200 OK', { tunnel: server.port }))
    const options = [
      ...server.options,
      '--proxy',
      `http://ann:${password}@127.0.0.1:${proxy.port}`,
      '--json',
      '-n',
      '1',
    ]
    const { code, stdout, stderr } = await run([...options, '-v', '--trace', '--summary', 'always'])
    expect([code, stdout]).toEqual([0, `${eventLine(1)}\n`])
    expect(stderr).toContain(`through the proxy 127.0.0.1:${proxy.port}`)
    expect(stderr).not.toContain(password)
    expect(proxy.said).toContain(`CONNECT 127.0.0.1:${server.port} `)
  })

  test('connects through the proxy of the environment, and says so', async () => {
    const server = await HandServer.start(visitor =>
      visitor.login().then(() => visitor.socket.write(`${eventLine(1)}\n`)),
    )
    const proxy = await socksProxy([Buffer.from([5, 0]), granted], server.port)
    const options = [
      '--host',
      'gw.example',
      '--servername',
      'localhost',
      '--ca',
      server.caFile,
      '--id',
      'i',
      '--secret',
      'some-secret',
    ]
    const env = { ALL_PROXY: `socks5h://127.0.0.1:${proxy.port}` }
    const { code, stderr } = await run([...options, '-n', '1', '--no-reconnect'], { env })
    expect(stderr).toContain(`connecting through the proxy 127.0.0.1:${proxy.port} (ALL_PROXY)`)
    expect(code).toBe(0)
  })

  test('reports a refusal with exit code 4, and masks what the proxy repeats', async () => {
    const encoded = Buffer.from(`ann:${password}`).toString('base64')
    const proxy = await HandProxy.start(httpReply(`HTTP/1.1 407 Basic ${encoded} ${password}`))
    const url = `http://ann:${password}@127.0.0.1:${proxy.port}`
    const options = ['--host', 'gw.example', '--id', 'i', '--secret', 'some-secret', '--proxy', url]
    const { code, stderr } = await run(options)
    expect(code).toBe(4)
    expect(stderr).toMatch(
      /the proxy 127\.0\.0\.1:\d+ refused the connection to gw\.example:2015: 407 Basic YW5uOn\*\*\*\S* \*\*\*/,
    )
    expect(stderr).not.toContain(password)
    expect(stderr).not.toContain(encoded.slice(6, 16))
    // More attempts with a wrong password may lock the account.
    expect(proxy.connections).toBe(1)
  })

  test('a proxy that never replies runs into --connect-timeout', async () => {
    const proxy = await HandProxy.start(() => undefined)
    const options = ['--host', 'gw.example', '--id', 'i', '--secret', 'some-secret', '--no-reconnect']
    const { code, stderr } = await run([
      ...options,
      '--connect-timeout',
      '50ms',
      '--proxy',
      `socks5h://127.0.0.1:${proxy.port}`,
    ])
    expect(code).toBe(4)
    expect(stderr).toContain('gw.example:2015: the reply of the proxy took longer than 0.05s')
  })

  test.each([
    [
      ['--proxy', `ftp://u:${password}@h:1`],
      "--proxy: '…' is not valid. Its scheme is ftp; it must be http://",
    ],
    [['--proxy', `http://u:${password}/x@h:1`], "--proxy: '…' is not valid. It must be http://"],
    [['--proxy', ''], '--proxy'],
    [['--demo', '--proxy', 'none'], '--demo and --proxy contradict each other'],
  ])('%j is a usage error', async (words, said) => {
    const { code, stderr } = await run(words)
    expect(code).toBe(2)
    expect(stderr).toContain(said)
    expect(stderr).not.toContain(password)
  })

  test.runIf(process.platform === 'linux')('wipes a password from the process title', async () => {
    const proxy = await HandProxy.start(() => undefined)
    const url = `http://ann:${password}@127.0.0.1:${proxy.port}`
    const running = new Run(['--host', 'gw.example', '--id', 'i', '--proxy', url, '-v'], {
      env: { GIZWITS_ENTERPRISE_SECRET: 's3cr3t-of-ann' },
    })
    await running.until(({ stderr }) => stderr.includes('asking the proxy'))
    const { readFileSync } = await import('node:fs')
    expect(readFileSync(`/proc/${running.child.pid}/cmdline`, 'latin1')).not.toContain(password)
    running.child.kill('SIGTERM')
    expect((await running.end()).code).toBe(143)
  })

  test.each([
    [['--proxy', 'http://u:p:x/y@z@h:1'], "--proxy 'http://u:***@h:1'"],
    [['--proxy=u:p@h:1'], "'--proxy=u:***@h:1'"],
    [['--proxy', 'socks5h://u@h:1', '--did', 'a:b@c'], '--proxy socks5h://u@h:1 --did a:b@c'],
  ])('a command to paste has no password: %j', (words, kept) => {
    expect(trustCommand(words, 'sha256/AAA=', 'linux')).toBe(`gizwits-tail -k --pin sha256/AAA= ${kept}`)
  })
})
