import { Failure, type FailureCode } from '../base/failure.ts'
import { messageText } from '../base/safe-text.ts'

interface Reading {
  readonly code: Extract<FailureCode, 'unreachable' | 'untrusted'>
  /** What is, said of `where` (host:port). */
  readonly says: (where: string, error: NodeJS.ErrnoException) => string
  readonly hint: string
}

/** What to check where a server was reached, or may have been, and did not let us in. */
export const whitelist =
  'Check --host and --port; a firewall between, or the enterprise’s IP whitelist, may also refuse.'
const unreachable = (says: Reading['says'], hint: string): Reading => ({ code: 'unreachable', says, hint })
const untrusted = (says: Reading['says'], hint: string): Reading => ({ code: 'untrusted', says, hint })

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
  const reading = readings[cause.code ?? '']
  if (reading) {
    return new Failure(reading.code, messageText(reading.says(where, cause), 300), {
      hint: reading.hint,
      cause,
    })
  }
  const said = cause.message || cause.code || 'unknown error'
  return new Failure('unreachable', `${where}: ${messageText(said)}`, { hint: whitelist, cause })
}

/** Where every address of a name failed, Node gives all the errors in one. */
function firstOf(error: Error): Error {
  return error instanceof AggregateError && error.errors[0] instanceof Error ? error.errors[0] : error
}

function hostOf(where: string): string {
  return where.slice(0, where.lastIndexOf(':'))
}
