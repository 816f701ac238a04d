import { createHash, type X509Certificate } from 'node:crypto'

/** The pin of a certificate's public key. */
export function pinOf(certificate: X509Certificate): string {
  const key = certificate.publicKey.export({ type: 'spki', format: 'der' })
  return `sha256/${createHash('sha256').update(key).digest('base64')}`
}
