import { type Certificate, makeCertificate } from '../../src/simulator/certificate.ts'

let certificate: Certificate | undefined

/** Returns a certificate for 127.0.0.1, made once per test file. */
export function sharedCertificate(): Certificate {
  certificate ??= makeCertificate()
  return certificate
}
