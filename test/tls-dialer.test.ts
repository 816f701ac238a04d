import { createHash, X509Certificate } from 'node:crypto'
import { createServer as createTcpServer, type Server, type Socket } from 'node:net'
import { createServer, type TlsOptions as ServerOptions, type TLSSocket } from 'node:tls'
import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { Failure } from '../src/base/failure.ts'
import { type Certificate, makeCertificate } from '../src/simulator/certificate.ts'
import { issuersOf, pinOf } from '../src/transport/certificate-facts.ts'
import type { Peer } from '../src/transport/connection.ts'
import { dialFailure } from '../src/transport/dial-failure.ts'
import { parsePin } from '../src/transport/parse-pin.ts'
import { type DialDeps, tlsDialer } from '../src/transport/tls-dialer.ts'
import type { TlsOptions } from '../src/transport/tls-options.ts'
import { UntrustedCertificate } from '../src/transport/untrusted-certificate.ts'

const day = 86_400_000
let good: Certificate
let expired: Certificate
let otherName: Certificate
const cleanUps: (() => void)[] = []

beforeAll(async () => {
  good = makeCertificate()
  expired = makeCertificate({
    notBefore: new Date(Date.now() - 3 * day),
    notAfter: new Date(Date.now() - day),
  })
  otherName = makeCertificate({ names: ['other.example'] })
})

afterEach(() => {
  for (const cleanUp of cleanUps.splice(0)) cleanUp()
})

async function listen(server: Server): Promise<number> {
  const sockets = new Set<Socket>()
  server.on('connection', socket => sockets.add(socket))
  cleanUps.push(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return (server.address() as { port: number }).port
}

/** A TLS server that remembers every byte it was sent. */
async function serve(certificate: Certificate, options: ServerOptions = {}) {
  const heard: Buffer[] = []
  const sockets: TLSSocket[] = []
  const server = createServer({ cert: certificate.cert, key: certificate.key, ...options }, socket => {
    sockets.push(socket)
    socket.on('data', chunk => heard.push(chunk))
    socket.on('error', () => {})
  })
  server.on('tlsClientError', () => {})
  return { port: await listen(server), heard, sockets }
}

type Outcome = { opened?: Peer; failed?: Failure; phases: string[] }

/** Dials until it is open or closed; a client that is let in says `login` at once, as ours does. */
function dial(options: TlsOptions, deps?: Partial<DialDeps>): Promise<Outcome> {
  return new Promise(resolve => {
    const phases: string[] = []
    const connection = tlsDialer(
      options,
      deps,
    )({
      phase: phase => phases.push(phase),
      open: opened => {
        connection.send(Buffer.from('login\n'))
        resolve({ opened, phases })
      },
      data: () => {},
      drained: () => {},
      closed: failed => resolve({ failed, phases }),
    })
    cleanUps.push(() => connection.destroy())
  })
}

test('opens a connection to a server whose CA it was told, by address and by name', async () => {
  const { port } = await serve(good)
  const byAddress = await dial({ host: '127.0.0.1', port, ca: good.cert })
  expect(byAddress.opened).toMatchObject({
    verified: true,
    reason: undefined,
    protocol: 'TLSv1.3',
    address: `127.0.0.1:${port}`,
  })
  expect(byAddress.opened!.certificate).toContain('gizwits-tail simulator')
  const byName = await dial({ host: 'localhost', port, ca: good.cert })
  expect(byName.opened).toMatchObject({ verified: true })
  expect(byName.phases).toEqual(['tcp', 'tls'])
})

test('a name other than the host is sent and verified', async () => {
  let asked: string | undefined
  const { port } = await serve(otherName, {
    SNICallback: (name, done) => {
      asked = name
      done(null)
    },
  })
  expect(
    (await dial({ host: '127.0.0.1', port, ca: otherName.cert, servername: 'other.example' })).opened,
  ).toMatchObject({ verified: true })
  expect(asked).toBe('other.example')
})

describe('a server that does not verify gets not a byte of ours, and a reason is given', () => {
  test.each<
    [what: string, options: () => Certificate, trusted: () => string | undefined, says: RegExp, hint: RegExp]
  >([
    ['self-signed', () => good, () => undefined, /self-signed and not trusted/, /--ca/],
    [
      'another CA',
      () => good,
      () => expired.cert,
      /self-signed and not trusted|CA that is not trusted/,
      /--ca/,
    ],
    ['expired', () => expired, () => expired.cert, /has expired/, /clock/],
    [
      'another name',
      () => otherName,
      () => otherName.cert,
      /is for other\.example, not for 127\.0\.0\.1/,
      /--servername/,
    ],
  ])('%s', async (_, certificate, trusted, says, hint) => {
    const { port, heard } = await serve(certificate())
    const { failed } = await dial({ host: '127.0.0.1', port, ca: trusted() })
    expect(failed).toMatchObject({
      code: 'untrusted',
      message: expect.stringMatching(says),
      hint: expect.stringMatching(hint),
    })
    expect(failed!.message).toContain(`127.0.0.1:${port}`)
    expect(heard).toEqual([])
  })

  test('TLS 1.1 only', async () => {
    const { port, heard } = await serve(good, {
      minVersion: 'TLSv1.1',
      maxVersion: 'TLSv1.1',
      ciphers: 'DEFAULT@SECLEVEL=0',
    })
    const { failed } = await dial({ host: '127.0.0.1', port, ca: good.cert, insecure: true })
    expect(failed).toMatchObject({ code: 'untrusted', message: expect.stringMatching(/older than 1\.2/) })
    expect(heard).toEqual([])
  })

  test('plain text', async () => {
    const heard: Buffer[] = []
    const port = await listen(
      createTcpServer(socket => {
        socket.on('error', () => {})
        socket.on('data', chunk => heard.push(chunk))
        socket.write('220 hello, this is not TLS, and it goes on for a while\r\n')
      }),
    )
    const { failed } = await dial({ host: '127.0.0.1', port })
    expect(failed).toMatchObject({
      code: 'untrusted',
      message: `127.0.0.1:${port} does not speak TLS`,
      hint: expect.stringContaining('--port'),
    })
    expect(Buffer.concat(heard).includes('login')).toBe(false)
  })
})

describe('what a person needs to decide by comes with the refusal', () => {
  test('to whom it was issued, by whom, for how long, and its key', async () => {
    const { port } = await serve(good)
    const { failed } = await dial({ host: '127.0.0.1', port })
    expect(failed).toBeInstanceOf(UntrustedCertificate)
    const x509 = new X509Certificate(good.cert)
    expect((failed as UntrustedCertificate).certificate).toEqual({
      subject: 'gizwits-tail simulator',
      issuer: 'gizwits-tail simulator',
      names: ['localhost', '127.0.0.1', '0:0:0:0:0:0:0:1'],
      validFrom: new Date(x509.validFrom),
      validTo: new Date(x509.validTo),
      pin: pinOf(x509),
    })
    expect(failed!.details).toEqual([
      'issued to   gizwits-tail simulator (localhost, 127.0.0.1, 0:0:0:0:0:0:0:1)',
      'issued by   itself',
      `valid       ${new Date(x509.validFrom).toISOString().slice(0, 10)} to ${new Date(x509.validTo).toISOString().slice(0, 10)}`,
      `public key  ${pinOf(x509)}`,
    ])
  })

  test('hostile names are shown short and safe', () => {
    const certificate = {
      subject: `\u001b]0;x\u0007${'a'.repeat(500)}`,
      issuer: '\u202eevil',
      names: Array.from({ length: 100 }, (_, i) => `${i}.${'b'.repeat(100)}`),
      validFrom: new Date(Number.NaN),
      validTo: new Date(0),
      pin: 'sha256/x',
    }
    const { message, details } = new UntrustedCertificate(
      'h:1',
      Object.assign(new Error('CERT_REVOKED'), { code: 'CERT_REVOKED' }),
      certificate,
    )
    expect(message).toBe('h:1: the certificate does not verify: CERT_REVOKED')
    expect(details.join('')).not.toMatch(/[\u001b\u0007\u202e]/)
    expect(details[0]).toMatch(/, and 97 more\)$/)
    expect(details[0]!.length).toBeLessThan(250)
    expect(details[2]).toBe('valid       unknown to 1970-01-01')
  })
})

test('a name in another script is sent and verified as DNS writes it', async () => {
  let asked: string | undefined
  const chinese = makeCertificate({ names: ['xn--fsqu00a.xn--0zwm56d'] })
  const { port } = await serve(chinese, {
    SNICallback: (name, done) => {
      asked = name
      done(null)
    },
  })
  const options = { host: '例子.测试', port, ca: chinese.cert }
  const { opened } = await dial(options, { resolve: async () => [{ address: '127.0.0.1', family: 4 }] })
  expect(opened).toMatchObject({ verified: true })
  expect(asked).toBe('xn--fsqu00a.xn--0zwm56d')
})

describe('a name of several addresses', () => {
  const loopback = (address: string) => ({ address, family: 4 })

  test('connects by the second where the first refuses, and reports each phase once', async () => {
    const { port } = await serve(good)
    const { opened, phases } = await dial(
      { host: 'localhost', port, ca: good.cert },
      { resolve: async () => [loopback('127.0.0.2'), loopback('127.0.0.1')] },
    )
    expect(opened).toMatchObject({ verified: true, address: `localhost:${port} (127.0.0.1)` })
    expect(phases).toEqual(['tcp', 'tls'])
  })

  test('that cannot be resolved is told as such', async () => {
    const missing = Object.assign(new Error('getaddrinfo'), { code: 'ENOTFOUND' })
    const { failed } = await dial(
      { host: 'none.example', port: 1 },
      { resolve: () => Promise.reject(missing) },
    )
    expect(failed).toMatchObject({ message: 'no such host: none.example (ENOTFOUND)' })
  })

  test('that is resolved after it was given up is not dialed', async () => {
    const heard: string[] = []
    let resolved: (addresses: { address: string; family: number }[]) => void = () => {}
    const { port, sockets } = await serve(good)
    const handler = { phase: () => heard.push('phase'), open: () => heard.push('open'), data: () => {} }
    const connection = tlsDialer(
      { host: 'slow.example', port },
      {
        resolve: () =>
          new Promise(resolve => {
            resolved = resolve
          }),
      },
    )({ ...handler, drained: () => {}, closed: () => heard.push('closed') })
    connection.destroy()
    resolved([loopback('127.0.0.1')])
    await new Promise(resolve => setImmediate(resolve))
    expect(heard).toEqual([])
    expect(sockets).toEqual([])
  })
})

test('the issuers of a certificate go up to the last that is known', () => {
  const root = { subject: 'CN=root', issuer: 'CN=root' } as X509Certificate
  const middle = { subject: 'CN=middle', issuer: 'CN=root' } as X509Certificate
  const leaf = { subject: 'CN=leaf', issuer: 'C=XX\nCN=middle' } as X509Certificate
  const below = (certificate: X509Certificate, issuerCertificate: X509Certificate) => ({
    ...certificate,
    issuerCertificate,
  })
  expect(issuersOf(root)).toEqual([])
  expect(issuersOf(leaf)).toEqual(['middle'])
  expect(issuersOf(below(leaf, middle))).toEqual(['middle', 'root'])
  expect(issuersOf(below(leaf, below(middle, root) as X509Certificate))).toEqual(['middle', 'root'])
  const circle = { subject: 'CN=a', issuer: 'CN=b' } as {
    -readonly [K in keyof X509Certificate]: X509Certificate[K]
  }
  circle.issuerCertificate = circle
  expect(issuersOf(circle)).toHaveLength(100)
})

test('a CA that OpenSSL cannot read is a usage error at once', () => {
  const broken = good.cert.replace(/^M.*$/m, 'MIIB')
  expect(() => tlsDialer({ host: 'h', port: 1, ca: broken })).toThrow(/^ca is broken: its certificate/)
})

describe('a pinned public key', () => {
  const pinned = (certificate: Certificate) => pinOf(new X509Certificate(certificate.cert))

  test('is as openssl computes it', () => {
    const der = new X509Certificate(good.cert).publicKey.export({ type: 'spki', format: 'der' })
    expect(pinned(good)).toBe(`sha256/${createHash('sha256').update(der).digest('base64')}`)
    expect(parsePin(pinned(good))).toBe(pinned(good))
  })

  test('that is the server’s lets it open, one of several too', async () => {
    const { port } = await serve(good)
    const options = { host: '127.0.0.1', port, ca: good.cert }
    expect((await dial({ ...options, pins: [pinned(good)] })).opened).toMatchObject({
      verified: true,
      pin: pinned(good),
    })
    expect((await dial({ ...options, pins: [pinned(expired), pinned(good)] })).opened).toBeDefined()
  })

  test('that is another’s is refused, with the server’s own in the message, before a byte is sent', async () => {
    const { port, heard } = await serve(good)
    for (const insecure of [false, true]) {
      const { failed } = await dial({
        host: '127.0.0.1',
        port,
        ca: good.cert,
        insecure,
        pins: [pinned(expired)],
      })
      expect(failed).toMatchObject({ code: 'untrusted', message: expect.stringContaining(pinned(good)) })
    }
    expect(heard).toEqual([])
  })

  test('does not stand in for the chain, unless that is switched off', async () => {
    const { port, heard } = await serve(good)
    const { failed } = await dial({ host: '127.0.0.1', port, pins: [pinned(good)] })
    expect(failed).toMatchObject({ code: 'untrusted', message: expect.stringContaining('self-signed') })
    expect(heard).toEqual([])
    expect(
      (await dial({ host: '127.0.0.1', port, pins: [pinned(good)], insecure: true })).opened,
    ).toMatchObject({ verified: true })
  })

  test.each([
    [
      'sha256/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=',
      'sha256/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=',
    ],
    [
      'sha256//AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=',
      'sha256/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=',
    ],
    [
      'sha256//AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=',
      'sha256//AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=',
    ],
    ['sha256/AAAA', undefined],
    ['sha1/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=', undefined],
    ['AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=', undefined],
    ['', undefined],
  ])('%s', (text, pin) => expect(parsePin(text)).toBe(pin))
})

test('--insecure opens it all the same, and says what was wrong', async () => {
  const { port, heard } = await serve(expired)
  const { opened } = await dial({ host: '127.0.0.1', port, insecure: true })
  expect(opened).toMatchObject({
    verified: false,
    reason: expect.stringMatching(/SELF_SIGNED|self-signed|expired/i),
  })
  while (heard.length === 0) await new Promise(resolve => setImmediate(resolve))
  expect(Buffer.concat(heard).toString()).toBe('login\n')
})

test('nobody there: refused, and it may be tried again', async () => {
  const server = createTcpServer()
  const port = await listen(server)
  await new Promise(resolve => server.close(resolve))
  const { failed } = await dial({ host: '127.0.0.1', port })
  expect(failed).toMatchObject({
    code: 'unreachable',
    message: `127.0.0.1:${port} refused the connection (ECONNREFUSED)`,
  })
  expect(failed!.hint).toContain('whitelist')
})

test('a server that hangs up before TLS is set up', async () => {
  const port = await listen(createTcpServer(socket => socket.end()))
  const { failed } = await dial({ host: '127.0.0.1', port })
  expect(failed).toMatchObject({ code: 'unreachable' })
})

test('a server that closes, and one that resets, are told once', async () => {
  for (const how of ['end', 'reset'] as const) {
    const { port, sockets } = await serve(good)
    const closed: Failure[] = []
    await new Promise<void>(resolve => {
      const connection = tlsDialer({ host: '127.0.0.1', port, ca: good.cert })({
        phase: () => {},
        open: () => connection.send(Buffer.from('x')),
        data: () => {
          if (how === 'end') sockets[0]!.end()
          else sockets[0]!.destroy()
        },
        drained: () => {},
        closed: failure => {
          closed.push(failure)
          resolve()
        },
      })
      const hello = () => (sockets[0] ? sockets[0].write('hello\n') : setImmediate(hello))
      hello()
    })
    expect(closed).toMatchObject([{ code: 'unreachable' }])
  }
})

describe('what Node and OpenSSL say, in words', () => {
  test.each([
    ['ENOTFOUND', 'unreachable', 'no such host: h (ENOTFOUND)'],
    ['EAI_AGAIN', 'unreachable', 'h cannot be resolved at the moment (EAI_AGAIN)'],
    ['ETIMEDOUT', 'unreachable', 'h:1 did not answer (ETIMEDOUT)'],
    ['ENETUNREACH', 'unreachable', 'no route to h:1 (ENETUNREACH)'],
    ['SOMETHING_NEW', 'unreachable', 'h:1: message'],
  ])('%s', (code, kind, message) => {
    expect(dialFailure('h:1', Object.assign(new Error('message'), { code }))).toMatchObject({
      code: kind,
      message,
    })
  })

  test.each([
    ['CERT_NOT_YET_VALID', 'is not valid yet'],
    ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'is signed by a CA that is not trusted here'],
    ['CERT_REVOKED', 'does not verify: message (CERT_REVOKED)'],
  ])('%s', (code, says) => {
    const error = Object.assign(new Error('message\n'), { code })
    const facts = {
      subject: 's',
      issuer: 'i',
      names: [],
      validFrom: new Date(),
      validTo: new Date(),
      pin: 'p',
    }
    expect(new UntrustedCertificate('h:1', error, facts)).toMatchObject({
      code: 'untrusted',
      message: `h:1: the certificate ${says}`,
    })
  })

  test('of many addresses that all failed, the first speaks', () => {
    const refused = Object.assign(new Error('x'), { code: 'ECONNREFUSED' })
    expect(dialFailure('h:1', new AggregateError([refused])).message).toBe(
      'h:1 refused the connection (ECONNREFUSED)',
    )
  })

  test('hostile text in an error cannot move a cursor', () => {
    expect(dialFailure('h:1', new Error('\u001b[2J')).message).toBe('h:1: \\u001b[2J')
  })
})
