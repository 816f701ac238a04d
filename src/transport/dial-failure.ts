import { Failure, type FailureCode } from '../base/failure.ts'
import { excerpt } from '../base/safe-text.ts'

interface Reading {
  readonly code: Extract<FailureCode, 'unreachable' | 'untrusted'>
  /** What is, said of `where` (host:port). */
  readonly says: (where: string, error: NodeJS.ErrnoException) => string
  readonly hint: string
}

const whitelist =
  'Check --host and --port; a firewall between, or the enterprise’s IP whitelist, may also refuse.'
const trustHint =
  'If this server is yours, trust its CA with --ca FILE, or its name with --servername; --insecure checks nothing.'
const clockHint = 'Check the clock of this machine; --insecure would connect without checking.'

const unreachable = (says: Reading['says'], hint: string): Reading => ({ code: 'unreachable', says, hint })
const untrusted = (says: Reading['says'], hint: string): Reading => ({ code: 'untrusted', says, hint })

const unknownCa = untrusted(
  where => `${where}: the certificate is signed by a CA that is not trusted here`,
  trustHint,
)
const selfSigned = untrusted(
  where => `${where}: the certificate is self-signed and not trusted here`,
  trustHint,
)
const notTls = untrusted(
  where => `${where} does not speak TLS`,
  'The message proxy speaks TLS on its port (2015): check --host and --port.',
)
const oldTls = untrusted(
  where => `${where} offers only a TLS version older than 1.2`,
  'The server must offer TLS 1.2 or newer; there is no option that allows less.',
)
const noRoute = unreachable(
  (where, e) => `no route to ${where} (${e.code})`,
  'Check the network of this machine.',
)

/** Node says which name it missed, and gives the certificate along; its own names are what helps. */
function wrongName(error: NodeJS.ErrnoException): string {
  const { host, cert } = error as {
    host?: string
    cert?: { subjectaltname?: string; subject?: { CN?: string } }
  }
  const names =
    cert?.subjectaltname?.replaceAll('DNS:', '').replaceAll('IP Address:', '') ?? cert?.subject?.CN
  return `the certificate is for ${names ?? 'another name'}, not for ${host ?? 'this host'}`
}

/** What Node's and OpenSSL's codes mean here. A code that is not in the table is `unreachable`, said as it is. */
const readings: Record<string, Reading> = {
  ENOTFOUND: unreachable(
    (where, e) => `no such host: ${hostOf(where)} (${e.code})`,
    'Check --host for a typo.',
  ),
  EAI_AGAIN: unreachable(
    where => `the name ${hostOf(where)} cannot be looked up now (EAI_AGAIN)`,
    'Check the DNS of this machine.',
  ),
  ECONNREFUSED: unreachable(where => `${where} refused the connection (ECONNREFUSED)`, whitelist),
  ECONNRESET: unreachable(where => `${where} reset the connection (ECONNRESET)`, whitelist),
  EPIPE: unreachable(where => `${where} closed the connection while we were sending (EPIPE)`, whitelist),
  ETIMEDOUT: unreachable(where => `${where} did not answer (ETIMEDOUT)`, whitelist),
  EHOSTUNREACH: noRoute,
  ENETUNREACH: noRoute,
  DEPTH_ZERO_SELF_SIGNED_CERT: selfSigned,
  SELF_SIGNED_CERT_IN_CHAIN: unknownCa,
  UNABLE_TO_GET_ISSUER_CERT: unknownCa,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: unknownCa,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: unknownCa,
  CERT_HAS_EXPIRED: untrusted(where => `${where}: the certificate has expired`, clockHint),
  CERT_NOT_YET_VALID: untrusted(where => `${where}: the certificate is not valid yet`, clockHint),
  ERR_TLS_CERT_ALTNAME_INVALID: untrusted(
    (where, error) => `${where}: ${wrongName(error)}`,
    'If that name is the server you mean, say --servername NAME.',
  ),
  ERR_SSL_WRONG_VERSION_NUMBER: notTls,
  ERR_SSL_PACKET_LENGTH_TOO_LONG: notTls,
  ERR_SSL_HTTP_REQUEST: notTls,
  ERR_SSL_UNSUPPORTED_PROTOCOL: oldTls,
  ERR_SSL_VERSION_TOO_LOW: oldTls,
  ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION: oldTls,
}

/**
 * Says in one line why a connection to `where` (host:port) failed, and what to try. A certificate or a
 * protocol that is not acceptable is `untrusted`, which no retry can mend; all else is `unreachable`.
 */
export function dialFailure(where: string, error: Error): Failure {
  const cause = firstOf(error) as NodeJS.ErrnoException
  const reading = readings[cause.code ?? ''] ?? byVerification(cause)
  if (reading) {
    return new Failure(reading.code, excerpt(reading.says(where, cause).trim(), 300), {
      hint: reading.hint,
      cause,
    })
  }
  const said = cause.message || cause.code || 'unknown error'
  return new Failure('unreachable', `${where}: ${excerpt(said, 200)}`, { hint: whitelist, cause })
}

/** OpenSSL has more verification codes than the table; Node gives them without an errno, in capitals. */
function byVerification({ code, message, errno, syscall }: NodeJS.ErrnoException): Reading | undefined {
  if (
    !code ||
    errno !== undefined ||
    syscall !== undefined ||
    !/^(CERT_|UNABLE_|CRL_|INVALID_|PATH_|HOSTNAME_)/.test(code)
  ) {
    return undefined
  }
  return untrusted(where => `${where}: the certificate does not verify: ${message} (${code})`, trustHint)
}

/** Where every address of a name failed, Node gives all the errors in one. */
function firstOf(error: Error): Error {
  return error instanceof AggregateError && error.errors[0] instanceof Error ? error.errors[0] : error
}

function hostOf(where: string): string {
  return where.slice(0, where.lastIndexOf(':'))
}
