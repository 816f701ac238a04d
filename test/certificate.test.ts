import { spawnSync } from 'node:child_process'
import { createHash, createPrivateKey, X509Certificate } from 'node:crypto'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { connect, createServer } from 'node:tls'
import { afterEach, describe, expect, test } from 'vitest'
import { type Certificate, makeCertificate } from '../src/simulator/certificate.ts'
import { der, explicit, implicit, objectIdentifier, time } from '../src/simulator/der.ts'
import { ipBytes } from '../src/simulator/ip-bytes.ts'
import { tempFolder } from './support/temp-folder.ts'
import { whereIs } from './support/tool-path.ts'

const folder = tempFolder()
const hex = (bytes: Buffer | undefined) => bytes?.toString('hex')

describe('DER', () => {
  test.each([
    [0, '0400'],
    [127, '047f'],
    [128, '048180'],
    [255, '0481ff'],
    [256, '04820100'],
    [65_535, '0482ffff'],
    [65_536, '0483010000'],
  ])('the header of %i bytes', (length, header) => {
    const value = der('octetString', Buffer.alloc(length, 7))
    expect(hex(value.subarray(0, header.length / 2))).toBe(header)
    expect(value.length).toBe(header.length / 2 + length)
    expect(value.subarray(header.length / 2).every(byte => byte === 7)).toBe(true)
  })

  test.each([
    ['2.5.29.17', '0603551d11'],
    ['1.2.840.113549', '06062a864886f70d'],
    ['1.2.840.10045.4.3.2', '06082a8648ce3d040302'],
    ['1.3.6.1.4.1.16384.127', '06092b060104018180007f'],
  ])('the object identifier %s', (dotted, encoded) => expect(hex(objectIdentifier(dotted))).toBe(encoded))

  test('tags that depend on the place are primitive, or around a value', () => {
    expect(hex(implicit(2, Buffer.from('a')))).toBe('820161')
    expect(hex(explicit(3, der('boolean', Buffer.of(255))))).toBe('a3030101ff')
  })

  test('a time has two digits of the year up to 2049, and four from then on', () => {
    expect(String(time(new Date('2049-12-31T23:59:58.999Z')))).toBe('\x17\x0d491231235958Z')
    expect(String(time(new Date('2050-01-02T03:04:05Z')))).toBe('\x18\x0f20500102030405Z')
  })
})

test.each([
  ['127.0.0.1', '7f000001'],
  ['203.0.113.255', 'cb0071ff'],
  ['::', '0'.repeat(32)],
  ['::1', '1'.padStart(32, '0')],
  ['2001:db8::', '20010db8'.padEnd(32, '0')],
  ['2001:DB8::4:50', `20010db8${'0'.repeat(16)}00040050`],
  ['1:2:3:4:5:6:7:8', '00010002000300040005000600070008'],
  ['::ffff:192.0.2.1', `${'0'.repeat(20)}ffffc0000201`],
  ['fe80::1%eth0', `fe80${'1'.padStart(28, '0')}`],
  ['localhost', undefined],
  ['1.2.3', undefined],
  ['no:address', undefined],
])('the bytes of %s', (text, bytes) => expect(hex(ipBytes(text))).toBe(bytes))

describe('a certificate', () => {
  const names = ['localhost', '127.0.0.1', '::1', 'broker.example', '设备.example']

  test('is read by Node, field by field', () => {
    const notBefore = new Date('2026-01-02T03:04:05Z')
    const notAfter = new Date('2051-06-07T08:09:10Z')
    const { cert, key } = makeCertificate({ names, notBefore, notAfter })
    const read = new X509Certificate(cert)
    const { subject, issuer, validFrom, validTo, subjectAltName, keyUsage, ca } = read
    expect({ subject, issuer, validFrom, validTo, subjectAltName, keyUsage, ca }).toEqual({
      subject: 'CN=gizwits-tail simulator',
      issuer: 'CN=gizwits-tail simulator',
      validFrom: 'Jan  2 03:04:05 2026 GMT',
      validTo: 'Jun  7 08:09:10 2051 GMT',
      subjectAltName:
        'DNS:localhost, IP Address:127.0.0.1, IP Address:0:0:0:0:0:0:0:1, DNS:broker.example, DNS:xn--srs139i.example',
      keyUsage: ['1.3.6.1.5.5.7.3.1'],
      ca: true,
    })
    expect(read.serialNumber).toMatch(/^[4-7][\dA-F]{31}$/)
    expect(read.publicKey.asymmetricKeyDetails).toEqual({ namedCurve: 'prime256v1' })
    expect(read.checkPrivateKey(createPrivateKey(key))).toBe(true)
    expect(read.verify(read.publicKey)).toBe(true)
    expect(read.checkIssued(read)).toBe(true)
    expect(read.checkHost('broker.example')).toBe('broker.example')
    expect(read.checkHost('other.example')).toBeUndefined()
    expect(read.checkIP('::1')).toBe('::1')
  })

  test('has the extensions of an authority, with those marked critical that must be', () => {
    const read = new X509Certificate(makeCertificate({ names: ['a.example'] }).cert)
    const bytes = read.raw.toString('hex')
    const version3 = 'a003020102'
    expect(bytes).toContain(version3)
    const basicConstraints = '30120603551d130101ff040830060101ff020100'
    const keyUsage = '300e0603551d0f0101ff040403020284'
    const extendedKeyUsage = '30130603551d25040c300a06082b06010505070301'
    const { x = '', y = '' } = read.publicKey.export({ format: 'jwk' })
    const point = Buffer.concat([Buffer.of(4), Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')])
    const keyIdentifier = createHash('sha1').update(point).digest('hex')
    const subjectKeyIdentifier = `301d0603551d0e04160414${keyIdentifier}`
    const subjectAltName = `30140603551d11040d300b8209${Buffer.from('a.example').toString('hex')}`
    expect(bytes).toContain(
      [basicConstraints, keyUsage, extendedKeyUsage, subjectKeyIdentifier, subjectAltName].join(''),
    )
  })

  test('has a serial number and a key of its own', () => {
    const [one, other] = [makeCertificate(), makeCertificate()]
    expect(one.key).not.toBe(other.key)
    expect(new X509Certificate(one.cert).serialNumber).not.toBe(new X509Certificate(other.cert).serialNumber)
  })

  test('may have so many names that its length takes three octets', () => {
    const many = Array.from({ length: 5000 }, (_, i) => `device-${i}.example`)
    const read = new X509Certificate(makeCertificate({ names: many }).cert)
    expect(read.subjectAltName).toBe(many.map(name => `DNS:${name}`).join(', '))
    expect(read.verify(read.publicKey)).toBe(true)
  })

  test.skipIf(!whereIs('openssl'))('passes the strict checks of OpenSSL', () => {
    const file = join(folder, 'certificate.pem')
    writeFileSync(file, makeCertificate({ names }).cert)
    const verify = (...args: string[]) =>
      spawnSync(
        'openssl',
        ['verify', '-x509_strict', '-purpose', 'sslserver', ...args, '-CAfile', file, file],
        {
          encoding: 'utf8',
        },
      )
    expect(verify('-verify_ip', '::1', '-verify_hostname', 'broker.example')).toMatchObject({
      status: 0,
      stdout: `${file}: OK\n`,
      stderr: '',
    })
    expect(verify('-verify_hostname', 'other.example')).toMatchObject({ status: 2 })
    const { stdout } = spawnSync('openssl', ['x509', '-in', file, '-noout', '-text'], { encoding: 'utf8' })
    expect(stdout).toMatch(/X509v3 Basic Constraints: critical\s+CA:TRUE, pathlen:0\n/)
    expect(stdout).toMatch(/X509v3 Key Usage: critical\s+Digital Signature, Certificate Sign\n/)
    expect(stdout).toMatch(/X509v3 Extended Key Usage: \n\s+TLS Web Server Authentication\n/)
    expect(stdout).toMatch(/X509v3 Subject Key Identifier: \n\s+(?:[\dA-F]{2}:){19}[\dA-F]{2}\n/)
  })
})

describe('a handshake', () => {
  const closed: (() => void)[] = []
  afterEach(() => {
    for (const close of closed.splice(0)) close()
  })

  /** Connects to a server with the certificate, as a client that trusts `ca`, and returns the name of the peer. */
  async function handshake({ cert, key }: Certificate, servername: string, ca = cert): Promise<string> {
    const server = createServer({ cert, key }, socket => socket.end()).listen(0, '127.0.0.1')
    closed.push(() => server.close())
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    const client = connect({ host: '127.0.0.1', port, ca, servername, minVersion: 'TLSv1.3' })
    closed.push(() => client.destroy())
    await once(client, 'secureConnect')
    expect(client.authorized).toBe(true)
    return String(client.getPeerCertificate().subject.CN)
  }

  test('verifies by name and by address', async () => {
    const certificate = makeCertificate({ names: ['broker.example', '127.0.0.1'] })
    expect(await handshake(certificate, 'broker.example')).toBe('gizwits-tail simulator')
    expect(await handshake(certificate, '')).toBe('gizwits-tail simulator')
  })

  test('fails where the name is another, or another certificate of the same name is trusted', async () => {
    const certificate = makeCertificate({ names: ['broker.example'] })
    await expect(handshake(certificate, 'other.example')).rejects.toMatchObject({
      code: 'ERR_TLS_CERT_ALTNAME_INVALID',
    })
    await expect(handshake(certificate, 'broker.example', makeCertificate().cert)).rejects.toThrow()
  })
})
