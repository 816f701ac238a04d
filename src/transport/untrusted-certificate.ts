import { Failure } from '../base/failure.ts'
import { excerpt, messageText } from '../base/safe-text.ts'
import { listText } from '../language/list-text.ts'
import { say, type Text } from '../language/say.ts'
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
    const what = messageText(message(error, certificate), 300)
    super('untrusted', say('{where}: the certificate {what}', { where, what }), {
      hint: say(hint),
      details: detailsOf(certificate),
      cause: error,
    })
    this.certificate = certificate
  }
}

interface Diagnosis {
  /** What is wrong, to follow the words “the certificate”. */
  readonly message: (error: NodeJS.ErrnoException, certificate: CertificateFacts) => string
  readonly hint: Text
}

const trustHint: Text =
  'If this server is yours, trust its CA with --ca FILE, or its name with --servername; --insecure verifies nothing.'
const clockHint: Text = 'Check the clock of this machine, and whether the server has a newer certificate.'

const unknownCa: Diagnosis = {
  message: () => say('is signed by a CA that is not trusted here'),
  hint: trustHint,
}
const selfSigned: Diagnosis = { message: () => say('is self-signed and not trusted here'), hint: trustHint }
const notVerified: Diagnosis = {
  message: ({ message, code = '' }) =>
    say('does not verify: {why}', {
      why: message.includes(code)
        ? message.trim()
        : say('{what} ({which})', { what: message.trim(), which: code }),
    }),
  hint: trustHint,
}

/** What the error codes of Node and OpenSSL mean here. */
const diagnoses: Record<string, Diagnosis> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: selfSigned,
  SELF_SIGNED_CERT_IN_CHAIN: unknownCa,
  UNABLE_TO_GET_ISSUER_CERT: unknownCa,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: unknownCa,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: unknownCa,
  CERT_HAS_EXPIRED: { message: () => say('has expired'), hint: clockHint },
  CERT_NOT_YET_VALID: { message: () => say('is not valid yet'), hint: clockHint },
  ERR_TLS_CERT_ALTNAME_INVALID: {
    message: (error, { names, subject }) =>
      say('is for {names}, not for {host}', {
        names: listText(names) || subject,
        host: (error as { host?: string }).host ?? say('this host'),
      }),
    hint: 'If that name is the server you mean, give it as --servername NAME.',
  },
}

/** Lines no wider than a screen, safe to show. */
function detailsOf({ subject, issuer, names, validFrom, validTo, pin }: CertificateFacts): string[] {
  const name = excerpt(subject, 60)
  const others = names.filter(name => name !== subject)
  return [
    say('issued to   {name}', {
      name: others.length > 0 ? say('{what} ({which})', { what: name, which: firstOf(others) }) : name,
    }),
    say('issued by   {name}', { name: issuer === subject ? say('itself') : excerpt(issuer, 60) }),
    say('valid       {from} to {to}', { from: dayOf(validFrom), to: dayOf(validTo) }),
    say('public key  {pin}', { pin }),
  ]
}

function firstOf(names: readonly string[]): string {
  const shown = names.slice(0, 3).map(name => excerpt(name, 40))
  return listText(shown) + (names.length > 3 ? say(', and {n} more', { n: names.length - 3 }) : '')
}
