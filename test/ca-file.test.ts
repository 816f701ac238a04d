import { X509Certificate } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createSecureContext } from 'node:tls'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Failure } from '../src/base/failure.ts'
import { readCaFile } from '../src/cli/ca-file.ts'
import { makeCertificate } from '../src/simulator/certificate.ts'
import { tempFolder } from './support/temp-folder.ts'

const folder = tempFolder()
const file = join(folder, 'ca.pem')
let pem: string
let other: string
let key: string
beforeAll(async () => {
  ;({ cert: pem, key } = makeCertificate())
  other = makeCertificate().cert
})

/** The fingerprints of what is read from a file with this content. */
function read(content: string | Buffer): string[] {
  writeFileSync(file, content)
  const text = readCaFile(file, '--ca')
  createSecureContext({ ca: text })
  return text.split(/(?<=-----END CERTIFICATE-----\n)/).map(one => new X509Certificate(one).fingerprint256)
}

function failure(content: string | Buffer): Failure {
  try {
    read(content)
  } catch (error) {
    return error as Failure
  }
  throw new Error('it was read')
}

const prints = (...certificates: string[]) => certificates.map(one => new X509Certificate(one).fingerprint256)
const bodyOf = (one: string) => one.replace(/-----[^-]+-----|\s/g, '')
const inOne = (body: string) => `-----BEGIN CERTIFICATE-----${body}-----END CERTIFICATE-----`

describe('certificates are read however they are laid out', () => {
  test.each<[string, () => string | Buffer]>([
    ['as openssl writes them', () => pem],
    ['without a last line end', () => pem.trimEnd()],
    ['with CRLF', () => pem.replaceAll('\n', '\r\n')],
    ['indented, as in YAML', () => pem.replace(/^/gm, '    ')],
    ['on one line', () => inOne(bodyOf(pem))],
    ['with \\n written out, as in an .env file', () => pem.replaceAll('\n', '\\n')],
    ['with text around, as openssl s_client writes', () => `depth=0 CN = x\nverify - ok\n${pem}---\n`],
    ['with a byte order mark', () => `\ufeff${pem}`],
    ['in UTF-16', () => Buffer.from(`\ufeff${pem}`, 'utf16le')],
    ['in UTF-16 BE', () => Buffer.from(`\ufeff${pem}`, 'utf16le').swap16()],
    ['as X509 CERTIFICATE', () => pem.replaceAll('CERTIFICATE', 'X509 CERTIFICATE')],
    ['as DER', () => new X509Certificate(pem).raw],
    ['beside its key', () => key + pem],
  ])('%s', (_, content) => expect(read(content())).toEqual(prints(pem)))

  test('several, in order', () => {
    expect(read(`# a bundle\n${pem}\nanother:\n${other}`)).toEqual(prints(pem, other))
  })
})

describe('what cannot be read is told, and nothing is left out without a word', () => {
  test.each<[string, () => string | Buffer, RegExp]>([
    ['cut in the middle', () => pem.slice(0, 200), /is truncated: its certificate has no END line/],
    [
      'cut before a good one',
      () => pem.slice(0, 200) + other,
      /is truncated: certificate 1 of 2 has no END line/,
    ],
    [
      'cut in its base64',
      () => inOne(bodyOf(pem).slice(0, 100)),
      /is broken: its certificate cannot be read/,
    ],
    [
      'broken before a good one',
      () => pem.replace(/M[\s\S]{20}/, 'M!!') + other,
      /is broken: certificate 1 of 2 cannot be read \(not base64\)/,
    ],
    ['broken after a good one', () => other + inOne('AAAA'), /is broken: certificate 2 of 2/],
    ['an empty block', () => inOne(''), /is broken: its certificate cannot be read/],
    ['a key alone', () => key, /holds a private key, not a certificate; it must be PEM/],
    ['an empty file', () => '', /holds no certificate; it must be PEM \(-----BEGIN CERTIFICATE-----\)/],
    ['a text that begins like DER', () => '0 certificates', /holds no certificate/],
    ['escape sequences', () => '\u001b[2J', /holds no certificate/],
  ])('%s', (_, content, says) => {
    const { code, message } = failure(content())
    expect(code).toBe('usage')
    expect(message).toMatch(says)
    expect(message).toContain(`--ca: ${file}`)
    expect(message).not.toContain('\n')
  })

  test('a folder, and a file that is not there', () => {
    expect(() => readCaFile(folder, 'GIZWITS_CA')).toThrow(/^GIZWITS_CA: cannot read .*EISDIR/)
    expect(() => readCaFile(join(folder, 'none'), '--ca')).toThrow(/^--ca: cannot read .*ENOENT/)
  })
})
