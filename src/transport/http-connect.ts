import { hostAndPort } from '../base/host-and-port.ts'
import { excerpt } from '../base/safe-text.ts'
import { say } from '../language/say.ts'
import type { Handshake } from './handshake.ts'
import { proxyRefusal } from './proxy-failure.ts'
import type { ProxyServer } from './proxy-server.ts'

/** Asks an HTTP proxy for a tunnel to a server (RFC 9110, section 9.3.6). */
export function* httpConnect(proxy: ProxyServer, host: string, port: number): Handshake {
  const where = hostAndPort(host, port)
  const reply = yield { send: request(proxy, where), replyLength: headLength }
  const status = /^HTTP\/1\.[01] +(\d{3})(?: +([^\r\n]*))?\r?\n/.exec(reply.toString('latin1'))
  if (!status)
    throw proxyRefusal(proxy, say('does not speak HTTP'), say('Give a SOCKS5 proxy as socks5h://HOST:PORT.'))
  const [, code, reason = ''] = status
  if (code!.startsWith('2')) return
  const said = say('refused the connection to {where}: {reason}', {
    where,
    reason: `${code} ${excerpt(reason.trim(), 60)}`.trimEnd(),
  })
  const denied = ['401', '403', '407'].includes(code!) ? 'denied' : 'unreachable'
  throw proxyRefusal(proxy, said, hintFor(Number(code), proxy), denied)
}

function request({ credentials }: ProxyServer, where: string): Buffer {
  const lines = [`CONNECT ${where} HTTP/1.1`, `Host: ${where}`]
  if (credentials) {
    const { user, password } = credentials
    lines.push(`Proxy-Authorization: Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`)
  }
  return Buffer.from(`${lines.join('\r\n')}\r\n\r\n`)
}

/** A reply that cannot be HTTP is complete at once: more of it may never come. */
function headLength(received: Buffer): number | undefined {
  const text = received.toString('latin1')
  const begins = 'HTTP/'
  if (!begins.startsWith(text.slice(0, begins.length))) return received.length
  const end = /\r?\n\r?\n/.exec(text)
  return end ? end.index + end[0].length : undefined
}

/** What to do about a status, for those that have a usual reason. tinyproxy sends 401 where others send 407. */
function hintFor(code: number, { credentials }: ProxyServer): string | undefined {
  switch (code) {
    case 401:
    case 407:
      return credentials
        ? say('The proxy does not accept this user and password.')
        : say('The proxy demands a user and a password: {form}.', { form: 'http://USER:PASSWORD@HOST:PORT' })
    case 403:
      return say(
        'The rules of the proxy do not allow this host, port or client. Many allow only port 443: ask who runs it.',
      )
    case 400:
    case 404:
    case 405:
    case 501:
      return say('Proxies that do not know CONNECT cannot be used.')
    case 500:
    case 502:
    case 503:
    case 504:
      return say('The proxy cannot reach the server: check --host and --port.')
    default:
      return undefined
  }
}
