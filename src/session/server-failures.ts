import { Failure } from '../base/failure.ts'
import { say, sayText } from '../language/say.ts'
import type { Service } from '../wire/dialect.ts'

/** The server received nothing for too long. */
export function noHeartbeat(): Failure {
  return new Failure('unreachable', say('the server ended the session: No Heartbeat!'))
}

/** More events came before the reply to the login than are kept. The caller adds what they came before. */
export function tooManyEarly(): Failure {
  return new Failure(
    'unreachable',
    say('the server sent more than 16 MiB of events, or more than 32767 of them,'),
  )
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
    say('this is a {other} server: it answered the login with {said}; the login is for {own}', {
      other: sayText(other.title),
      said,
      own: sayText(own.title),
    }),
    {
      hint: say(
        'A login to {other} takes {what}. If you meant {own}: it is at {host}:{port} (--host, --port).',
        {
          other: sayText(other.title),
          what: sayText(other.loginTakes),
          own: sayText(own.title),
          host,
          port,
        },
      ),
    },
  )
}

/** The server sent an `invalid` message after which this connection is useless. */
export function rejected(said: string): Failure {
  return new Failure('unreachable', say('the server rejected a message: {said}', { said }))
}
