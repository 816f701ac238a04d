import { createHash, type X509Certificate } from 'node:crypto'
import { say } from '../language/say.ts'

/** What a certificate says about its server, so that a person can decide. The texts are the server's: not safe to show. */
export interface CertificateFacts {
  /** The common name, or the whole distinguished name if there is none. */
  readonly subject: string
  readonly issuer: string
  /** Host names and addresses that it is valid for. */
  readonly names: readonly string[]
  readonly validFrom: Date
  readonly validTo: Date
  /** The pin of its public key, in the form of `pinOf`. */
  readonly pin: string
}

export function certificateFacts(certificate: X509Certificate): CertificateFacts {
  return {
    subject: nameIn(certificate.subject),
    issuer: nameIn(certificate.issuer),
    names: namesIn(certificate.subjectAltName),
    validFrom: new Date(certificate.validFrom),
    validTo: new Date(certificate.validTo),
    pin: pinOf(certificate),
  }
}

/** The longest chain that OpenSSL accepts by default. */
const longestChain = 100

/** Returns who signed a certificate, who signed that one, and so on, as far as is known. None if it is self-signed. */
export function issuersOf(
  certificate: Pick<X509Certificate, 'subject' | 'issuer' | 'issuerCertificate'>,
): string[] {
  const names: string[] = []
  let last: typeof certificate | undefined = certificate
  while (last && last.subject !== last.issuer && names.length < longestChain) {
    names.push(nameIn(last.issuer))
    last = last.issuerCertificate
  }
  return names
}

/** The pin of a certificate's public key: `sha256/` and the base64 of the SHA-256 of its SPKI. */
export function pinOf(certificate: X509Certificate): string {
  const key = certificate.publicKey.export({ type: 'spki', format: 'der' })
  return `sha256/${createHash('sha256').update(key).digest('base64')}`
}

/** The day of a certificate's date, UTC: `2026-11-25`. */
export function dayOf(date: Date): string {
  return Number.isNaN(date.getTime()) ? say('unknown') : date.toISOString().slice(0, 10)
}

/** Node writes each attribute of a distinguished name on a line of its own. */
function nameIn(distinguished: string | undefined): string {
  if (!distinguished) return say('(no name)')
  return /^CN=(.*)$/m.exec(distinguished)?.[1] ?? distinguished.replaceAll('\n', ', ')
}

function namesIn(alternative: string | undefined): string[] {
  if (!alternative) return []
  return alternative.split(', ').map(name => name.replace(/^(?:DNS|IP Address):/, ''))
}
