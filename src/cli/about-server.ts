import { Failure } from '../base/failure.ts'
import { say } from '../language/say.ts'

/** Returns the failure with the server in its message, `host:port: …`, unless the message already names the server. */
export function aboutServer(where: string, failure: Failure): Failure {
  const { code, message, hint } = failure
  if (code !== 'unreachable' || message.includes(where)) return failure
  return new Failure(code, say('{what}: {said}', { what: where, said: message }), { hint, cause: failure })
}
