import { Failure } from '../base/failure.ts'
import { say } from '../language/say.ts'

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

/** The server sent an `invalid` message after which this connection is useless. */
export function rejected(said: string): Failure {
  return new Failure('unreachable', say('the server rejected a message: {said}', { said }))
}
