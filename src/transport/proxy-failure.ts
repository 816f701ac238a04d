import { Failure } from '../base/failure.ts'
import { say } from '../language/say.ts'
import { dialFailure } from './dial-failure.ts'
import { type ProxyServer, proxyName } from './proxy-server.ts'

/**
 * A refusal by a proxy, or something else that it said.
 *
 * @param said what it did, to follow its name: `refused the connection to h:1: 403 Forbidden`
 * @param hint what to do about it, a sentence
 * @param code `denied` if it depends on who asks for which server, so that asking again does not help
 */
export function proxyRefusal(
  proxy: ProxyServer,
  said: string,
  hint: string | undefined,
  code: 'unreachable' | 'denied' = 'unreachable',
): Failure {
  return new Failure(code, say('{proxy} {said}', { proxy: proxyName(proxy), said }), {
    hint: withSource(proxy, hint),
  })
}

/** Why a proxy could not be reached, or did not reply. */
export function proxyFailure(proxy: ProxyServer, error: NodeJS.ErrnoException): Failure {
  if (error instanceof Failure) return error
  // An error without a code is about what the proxy said.
  if (error.code === undefined)
    return proxyRefusal(
      proxy,
      error.message,
      say('Check whether it is that kind of proxy: http://, or socks5h://.'),
    )
  const { code, message, cause } = dialFailure(proxyName(proxy), error)
  return new Failure(code, message, {
    hint: withSource(proxy, say('Check whether the proxy runs there.')),
    cause,
  })
}

/** Many do not know of the variable that names a proxy. */
function withSource({ source = say('the proxy option') }: ProxyServer, hint: string | undefined): string {
  const next = say('The proxy is from {source}; --proxy none connects without it.', { source })
  return hint === undefined ? next : say('{sentence} {next}', { sentence: hint, next })
}
