import { Failure } from '../base/failure.ts'
import { excerpt, messageText } from '../base/safe-text.ts'
import { type CertificateFacts, dayOf } from './certificate-facts.ts'

/**
 * The server's certificate did not verify, and nothing was sent to the server. `certificate` has what a person needs to
 * decide whether it is the right server all the same.
 */
export class UntrustedCertificate extends Failure {
  readonly certificate: CertificateFacts

  /**
   * @param where host:port
   * @param error Node's error, with a `code` of OpenSSL's or `ERR_TLS_CERT_ALTNAME_INVALID`
   */
  constructor(where: string, error: NodeJS.ErrnoException, certificate: CertificateFacts) {
    const { message, hint } = diagnoses[error.code ?? ''] ?? notVerified
    super('untrusted', `${where}: the certificate ${messageText(message(error, certificate), 300)}`, {
      hint,
      details: detailsOf(certificate),
      cause: error,
    })
    this.certificate = certificate
  }
}

interface Diagnosis {
  /** What is wrong, to follow the words “the certificate”. */
  readonly message: (error: NodeJS.ErrnoException, certificate: CertificateFacts) => string
  readonly hint: string
}

const trustHint =
  'If this server is yours, trust its CA with --ca FILE, or its name with --servername; --insecure verifies nothing.'
const clockHint = 'Check the clock of this machine, and whether the server has a newer certificate.'

const unknownCa: Diagnosis = { message: () => 'is signed by a CA that is not trusted here', hint: trustHint }
const selfSigned: Diagnosis = { message: () => 'is self-signed and not trusted here', hint: trustHint }
const notVerified: Diagnosis = {
  message: ({ message, code = '' }) =>
    `does not verify: ${message.trim()}${message.includes(code) ? '' : ` (${code})`}`,
  hint: trustHint,
}

/** What the error codes of Node and OpenSSL mean here. */
const diagnoses: Record<string, Diagnosis> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: selfSigned,
  SELF_SIGNED_CERT_IN_CHAIN: unknownCa,
  UNABLE_TO_GET_ISSUER_CERT: unknownCa,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: unknownCa,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: unknownCa,
  CERT_HAS_EXPIRED: { message: () => 'has expired', hint: clockHint },
  CERT_NOT_YET_VALID: { message: () => 'is not valid yet', hint: clockHint },
  ERR_TLS_CERT_ALTNAME_INVALID: {
    message: (error, { names, subject }) =>
      `is for ${names.join(', ') || subject}, not for ${(error as { host?: string }).host ?? 'this host'}`,
    hint: 'If that name is the server you mean, give it as --servername NAME.',
  },
}

/** Lines no wider than a screen, safe to show. */
function detailsOf({ subject, issuer, names, validFrom, validTo, pin }: CertificateFacts): string[] {
  const others = names.filter(name => name !== subject)
  return [
    `issued to   ${excerpt(subject, 60)}${others.length > 0 ? ` (${firstOf(others)})` : ''}`,
    `issued by   ${issuer === subject ? 'itself' : excerpt(issuer, 60)}`,
    `valid       ${dayOf(validFrom)} to ${dayOf(validTo)}`,
    `public key  ${pin}`,
  ]
}

function firstOf(names: readonly string[]): string {
  const shown = names.slice(0, 3).map(name => excerpt(name, 40))
  return names.length > 3 ? `${shown.join(', ')}, and ${names.length - 3} more` : shown.join(', ')
}
