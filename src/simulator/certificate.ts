import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto'
import { domainToASCII } from 'node:url'
import { bitString, der, explicit, implicit, integer, objectIdentifier, time } from './der.ts'
import { ipBytes } from './ip-bytes.ts'

/** A certificate and its private key, both PEM. The certificate is self-signed: clients trust it as `ca`. */
export interface Certificate {
  readonly cert: string
  readonly key: string
}

interface CertificateOptions {
  /** The host names and IP addresses that it is valid for. */
  readonly names?: readonly string[]
  readonly notBefore?: Date
  readonly notAfter?: Date
}

const hour = 3_600_000
const localNames = ['localhost', '127.0.0.1', '::1']

/** The names of this machine, and `host` if it is not one of them. */
export function localNamesWith(host: string): string[] {
  return [...new Set([...localNames, host])]
}

/** Makes a self-signed certificate (EC P-256), by default valid from an hour ago for seven days. The key is not stored. */
export function makeCertificate({
  names = localNames,
  notBefore = new Date(Date.now() - hour),
  notAfter = new Date(Date.now() + 7 * 24 * hour),
}: CertificateOptions = {}): Certificate {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const ecdsaWithSha256 = der('sequence', objectIdentifier('1.2.840.10045.4.3.2'))
  const subjectPublicKeyInfo = publicKey.export({ type: 'spki', format: 'der' })
  // RFC 5280, 4.1. Who issues it is whom it is for.
  const toBeSigned = der(
    'sequence',
    explicit(0, integer(version3)),
    integer(...serialNumber()),
    ecdsaWithSha256,
    distinguishedName,
    der('sequence', time(notBefore), time(notAfter)),
    distinguishedName,
    subjectPublicKeyInfo,
    explicit(3, der('sequence', ...extensions(names, subjectPublicKeyInfo))),
  )
  const signature = sign('sha256', toBeSigned, privateKey)
  const certificate = der('sequence', toBeSigned, ecdsaWithSha256, bitString(signature))
  return {
    cert: pem('CERTIFICATE', certificate),
    key: String(privateKey.export({ type: 'pkcs8', format: 'pem' })),
  }
}

const version3 = 2

const commonName = objectIdentifier('2.5.4.3')
const distinguishedName = der(
  'sequence',
  der('set', der('sequence', commonName, der('utf8String', Buffer.from('gizwits-tail simulator')))),
)

/** Returns a random number of 16 bytes that is positive, and whose first byte is needed. */
function serialNumber(): number[] {
  const [first = 0, ...rest] = randomBytes(16)
  return [(first & 0x7f) | 0x40, ...rest]
}

/** An uncompressed point of P-256: 4, x and y. It is the end of its SubjectPublicKeyInfo. */
const publicKeyBytes = 65

/** Those of an authority that is a server as well (RFC 5280, 4.2). Strict verifiers want a key identifier in each. */
function extensions(names: readonly string[], subjectPublicKeyInfo: Buffer): Buffer[] {
  const publicKey = subjectPublicKeyInfo.subarray(-publicKeyBytes)
  const serverAuth = objectIdentifier('1.3.6.1.5.5.7.3.1')
  return [
    extension(basicConstraints, der('sequence', yes, integer(0)), yes),
    extension(keyUsage, bitString(Buffer.of(digitalSignature | keyCertSign), 2), yes),
    extension(extendedKeyUsage, der('sequence', serverAuth)),
    extension(subjectKeyIdentifier, der('octetString', createHash('sha1').update(publicKey).digest())),
    extension(subjectAltName, der('sequence', ...names.map(generalName))),
  ]
}

const yes = der('boolean', Buffer.of(0xff))

const subjectKeyIdentifier = objectIdentifier('2.5.29.14')
const keyUsage = objectIdentifier('2.5.29.15')
const subjectAltName = objectIdentifier('2.5.29.17')
const basicConstraints = objectIdentifier('2.5.29.19')
const extendedKeyUsage = objectIdentifier('2.5.29.37')

/** Bits 0 and 5 of the key usage, counted from the left. The last two of the octet do not count. */
const digitalSignature = 0x80
const keyCertSign = 0x04

/** @param critical `yes` if who does not know the extension must not accept the certificate */
function extension(id: Buffer, value: Buffer, critical: Buffer = Buffer.of()): Buffer {
  return der('sequence', id, critical, der('octetString', value))
}

/** The kinds of a GeneralName. */
const dnsName = 2
const ipAddress = 7

function generalName(name: string): Buffer {
  const address = ipBytes(name)
  return address ? implicit(ipAddress, address) : implicit(dnsName, Buffer.from(domainToASCII(name)))
}

function pem(label: string, bytes: Buffer): string {
  const lines = bytes.toString('base64').match(/.{1,64}/g) ?? []
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ''].join('\n')
}
