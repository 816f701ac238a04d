import { Failure, type FailureCode } from '../base/failure.ts'
import { messageText } from '../base/safe-text.ts'

interface Diagnosis {
  readonly code: Extract<FailureCode, 'unreachable' | 'untrusted'>
  /** The message about `where` (host:port). */
  readonly message: (where: string, error: NodeJS.ErrnoException) => string
  readonly hint: string
}

/** What to check when a server may have been reached, but did not accept the connection. */
export const whitelist =
  'Check --host and --port. A firewall or the enterprise’s IP whitelist may also refuse the connection.'
const diagnosisAs =
  (code: Diagnosis['code']) =>
  (message: Diagnosis['message'], hint: string): Diagnosis => ({ code, message, hint })
const unreachable = diagnosisAs('unreachable')
const untrusted = diagnosisAs('untrusted')

const notTls = untrusted(
  where => `${where} does not speak TLS`,
  'The service speaks TLS: check --host and --port.',
)
const oldTls = untrusted(
  where => `${where} offers only a TLS version older than 1.2`,
  'The server must offer TLS 1.2 or newer; no option allows older versions.',
)
const noRoute = unreachable(
  (where, e) => `no route to ${where} (${e.code})`,
  'Check the network of this machine.',
)

/** What the error codes of Node and OpenSSL mean here. An error with any other code is `unreachable`, with its own message. */
const diagnoses: Record<string, Diagnosis> = {
  ENOTFOUND: unreachable(
    (where, e) => `no such host: ${hostOf(where)} (${e.code})`,
    'Check --host for a typo.',
  ),
  EAI_AGAIN: unreachable(
    where => `${hostOf(where)} cannot be resolved at the moment (EAI_AGAIN)`,
    'Check the DNS of this machine.',
  ),
  ECONNREFUSED: unreachable(where => `${where} refused the connection (ECONNREFUSED)`, whitelist),
  ECONNRESET: unreachable(where => `${where} reset the connection (ECONNRESET)`, whitelist),
  EPIPE: unreachable(where => `${where} closed the connection during a write (EPIPE)`, whitelist),
  ETIMEDOUT: unreachable(where => `${where} did not answer (ETIMEDOUT)`, whitelist),
  EHOSTUNREACH: noRoute,
  ENETUNREACH: noRoute,
  ERR_SSL_WRONG_VERSION_NUMBER: notTls,
  ERR_SSL_PACKET_LENGTH_TOO_LONG: notTls,
  ERR_SSL_HTTP_REQUEST: notTls,
  ERR_SSL_UNSUPPORTED_PROTOCOL: oldTls,
  ERR_SSL_VERSION_TOO_LOW: oldTls,
  ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION: oldTls,
}

/**
 * Returns why a connection to `where` (host:port) failed, in one line, and what to try. A certificate or protocol that
 * is not acceptable is `untrusted`, which no retry can fix; everything else is `unreachable`.
 */
export function dialFailure(where: string, error: Error): Failure {
  const cause = firstOf(error) as NodeJS.ErrnoException
  const diagnosis = diagnoses[cause.code ?? '']
  if (diagnosis) {
    const { code, message, hint } = diagnosis
    return new Failure(code, messageText(message(where, cause), 300), { hint, cause })
  }
  const message = cause.message || cause.code || 'unknown error'
  return new Failure('unreachable', `${where}: ${messageText(message)}`, { hint: whitelist, cause })
}

/** When every address of a name failed, Node reports all errors in one. */
function firstOf(error: Error): Error {
  return error instanceof AggregateError && error.errors[0] instanceof Error ? error.errors[0] : error
}

function hostOf(where: string): string {
  return where.slice(0, where.lastIndexOf(':'))
}
