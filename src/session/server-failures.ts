import { Failure } from '../base/failure.ts'
import type { Service } from '../wire/dialect.ts'

/** The server has not heard from us for too long. */
export function gaveUsUp(): Failure {
  return new Failure('unreachable', 'the server gave us up: No Heartbeat!')
}

/** More events came before the login's answer than are kept. */
export function tooManyEarly(): Failure {
  return new Failure('unreachable', 'the server sent over 16 MiB of events, or over 32767 of them,')
}

/**
 * The server belongs to another service than the login.
 *
 * @param own the service of the login
 * @param said what the server said, safe to show
 */
export function otherProtocol(own: Service, other: Service, said: string): Failure {
  const { host, port } = own.endpoint
  return new Failure(
    'unreachable',
    `this is a ${other.title} server: it answered the login with ${said}; the login is for ${own.title}`,
    {
      hint: `Check --host and --port: ${own.title} is at ${host}:${port}, and takes ${own.loginTakes}.`,
    },
  )
}

/** An `invalid` message that means that this connection is of no use any more. */
export function rejected(said: string): Failure {
  return new Failure('unreachable', `the server rejected a message: ${said}`)
}
