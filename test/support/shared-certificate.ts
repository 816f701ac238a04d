import { type Certificate, makeCertificate } from '../../src/simulator/certificate.ts'

let certificate: Promise<Certificate> | undefined

/** Returns a certificate for 127.0.0.1, made once per test file because that takes long. */
export function sharedCertificate(): Promise<Certificate> {
  certificate ??= makeCertificate()
  return certificate
}
