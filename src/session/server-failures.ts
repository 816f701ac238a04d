import { Failure } from '../base/failure.ts'
import type { Service } from '../wire/dialect.ts'

/** The server received nothing for too long. */
export function noHeartbeat(): Failure {
  return new Failure('unreachable', 'the server ended the session: No Heartbeat!')
}

/** More events came before the reply to the login than are kept. The caller adds what they came before. */
export function tooManyEarly(): Failure {
  return new Failure('unreachable', 'the server sent more than 16 MiB of events, or more than 32767 of them,')
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
      hint: `A login to ${other.title} takes ${other.loginTakes}. If you meant ${own.title}: it is at ${host}:${port} (--host, --port).`,
    },
  )
}

/** The server sent an `invalid` message after which this connection is useless. */
export function rejected(said: string): Failure {
  return new Failure('unreachable', `the server rejected a message: ${said}`)
}
