import { Failure } from '../base/failure.ts'

/** `failure` with the server it is about in its message, `host:port: …`, where the message does not name it. */
export function aboutServer(where: string, failure: Failure): Failure {
  const { code, message, hint } = failure
  if (code !== 'unreachable' || message.includes(where)) return failure
  return new Failure(code, `${where}: ${message}`, { hint, cause: failure })
}
