import { Failure } from '../base/failure.ts'
import { endpoint } from '../wire/noti1.ts'

/** The server has not heard from us for too long. */
export function gaveUsUp(): Failure {
  return new Failure('unreachable', 'the server gave us up: No Heartbeat!')
}

/** More events came before the login's answer than are kept. */
export function tooManyEarly(): Failure {
  return new Failure('unreachable', 'the server sent over 16 MiB of events, or over 32767 of them,')
}

/** @param said what the server said, safe to show */
export function otherProtocol(said: string): Failure {
  const { host, port } = endpoint
  return new Failure(
    'unreachable',
    `this is a SNoti 2.x server: it answered the login with ${said}; gizwits-tail speaks message proxy 1.0`,
    {
      hint: `Check --host and --port: message proxy 1.0 is at ${host}:${port}, and takes the enterprise’s id and secret.`,
    },
  )
}
