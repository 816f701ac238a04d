import 'reflect-metadata'
import { isIP } from 'node:net'
import {
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  PemConverter,
  SubjectAlternativeNameExtension,
  SubjectKeyIdentifierExtension,
  X509CertificateGenerator,
} from '@peculiar/x509'

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
export async function makeCertificate(options: CertificateOptions = {}): Promise<Certificate> {
  const { names = localNames } = options
  const notBefore = options.notBefore ?? new Date(Date.now() - hour)
  const notAfter = options.notAfter ?? new Date(Date.now() + 7 * 24 * hour)
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }
  const keys = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])
  const certificate = await X509CertificateGenerator.createSelfSigned({
    name: 'CN=gizwits-tail simulator',
    keys,
    signingAlgorithm: algorithm,
    notBefore,
    notAfter,
    extensions: [
      new BasicConstraintsExtension(true, 0, true),
      new KeyUsagesExtension(KeyUsageFlags.digitalSignature | KeyUsageFlags.keyCertSign, true),
      new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]),
      // Strict verifiers require it in every authority (RFC 5280).
      await SubjectKeyIdentifierExtension.create(keys.publicKey),
      new SubjectAlternativeNameExtension(
        names.map(name => ({ type: isIP(name) ? ('ip' as const) : ('dns' as const), value: name })),
      ),
    ],
  })
  const key = await crypto.subtle.exportKey('pkcs8', keys.privateKey)
  return { cert: certificate.toString('pem'), key: PemConverter.encode(key, 'PRIVATE KEY') }
}
