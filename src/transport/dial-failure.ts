import { Failure, type FailureCode } from '../base/failure.ts'
import { messageText } from '../base/safe-text.ts'
import { say, type Text } from '../language/say.ts'

interface Diagnosis {
  readonly code: Extract<FailureCode, 'unreachable' | 'untrusted'>
  /** The message about `where` (host:port). */
  readonly message: (where: string, error: NodeJS.ErrnoException) => string
  readonly hint: Text
}

/** What to check when a server may have been reached, but did not accept the connection. */
export const whitelist =
  'Check --host and --port. A firewall or the enterprise’s IP whitelist may also refuse the connection.'
const diagnosisAs =
  (code: Diagnosis['code']) =>
  (message: Diagnosis['message'], hint: Text): Diagnosis => ({ code, message, hint })
const unreachable = diagnosisAs('unreachable')
const untrusted = diagnosisAs('untrusted')

const notTls = untrusted(
  where => say('{where} does not speak TLS', { where }),
  'The service speaks TLS: check --host and --port.',
)
const oldTls = untrusted(
  where => say('{where} offers only a TLS version older than 1.2', { where }),
  'The server must offer TLS 1.2 or newer; no option allows older versions.',
)
const noRoute = unreachable(
  (where, e) => say('no route to {where} ({code})', { where, code: e.code ?? '' }),
  'Check the network of this machine.',
)

/** What the error codes of Node and OpenSSL mean here. An error with any other code is `unreachable`, with its own message. */
const diagnoses: Record<string, Diagnosis> = {
  ENOTFOUND: unreachable(
    (where, e) => say('no such host: {host} ({code})', { host: hostOf(where), code: e.code ?? '' }),
    'Check --host for a typo.',
  ),
  EAI_AGAIN: unreachable(
    where => say('{host} cannot be resolved at the moment (EAI_AGAIN)', { host: hostOf(where) }),
    'Check the DNS of this machine.',
  ),
  ECONNREFUSED: unreachable(
    where => say('{where} refused the connection (ECONNREFUSED)', { where }),
    whitelist,
  ),
  ECONNRESET: unreachable(where => say('{where} reset the connection (ECONNRESET)', { where }), whitelist),
  EPIPE: unreachable(
    where => say('{where} closed the connection during a write (EPIPE)', { where }),
    whitelist,
  ),
  ETIMEDOUT: unreachable(where => say('{where} did not answer (ETIMEDOUT)', { where }), whitelist),
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
    return new Failure(code, messageText(message(where, cause), 300), { hint: say(hint), cause })
  }
  const message = cause.message || cause.code || say('unknown error')
  const text = say('{what}: {said}', { what: where, said: messageText(message) })
  return new Failure('unreachable', text, { hint: say(whitelist), cause })
}

/** When every address of a name failed, Node reports all errors in one. */
function firstOf(error: Error): Error {
  return error instanceof AggregateError && error.errors[0] instanceof Error ? error.errors[0] : error
}

function hostOf(where: string): string {
  return where.slice(0, where.lastIndexOf(':'))
}
