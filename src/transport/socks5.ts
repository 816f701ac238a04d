import { isIP, isIPv4 } from 'node:net'
import { hostAndPort } from '../base/host-and-port.ts'
import { say, type Text } from '../language/say.ts'
import { asciiName } from './addresses.ts'
import type { Exchange, Handshake } from './handshake.ts'
import { proxyRefusal } from './proxy-failure.ts'
import type { ProxyServer } from './proxy-server.ts'

const version = 5
const method = { none: 0, password: 2, unacceptable: 0xff } as const
const addressType = { ipv4: 1, name: 3, ipv6: 4 } as const

/**
 * Asks a SOCKS5 proxy for a connection to a server (RFC 1928), with a password if it demands one (RFC 1929).
 *
 * @param host a name that the proxy resolves, or an address
 */
export function* socks5(proxy: ProxyServer, host: string, port: number): Handshake {
  const { credentials } = proxy
  const offered = credentials ? [method.none, method.password] : [method.none]
  const chosen = yield exchange([version, offered.length, ...offered], () => 2)
  if (chosen[0] !== version)
    throw proxyRefusal(proxy, say('does not speak SOCKS5'), say(otherProtocol(chosen)))
  if (chosen[1] === method.password && credentials) {
    const { user, password } = credentials
    const verdict = yield exchange([1, ...counted(user), ...counted(password)], () => 2)
    if (verdict[1] !== 0) throw proxyRefusal(proxy, say('refused the user and password'), undefined, 'denied')
  } else if (chosen[1] !== method.none) {
    const hint = credentials
      ? say('The proxy demands another way to log in than a user and a password.')
      : say('The proxy demands a user and a password: {form}.', {
          form: 'socks5h://USER:PASSWORD@HOST:PORT',
        })
    throw proxyRefusal(proxy, say('refused the login (no acceptable method)'), hint, 'denied')
  }
  const reply = yield exchange([version, 1, 0, ...addressBytes(host), port >> 8, port & 0xff], replyLength)
  const code = reply[1]!
  if (code === 0) return
  const { reason, hint } = refusals[code] ?? { reason: 'unknown reason', hint: undefined }
  const said = say('refused the connection to {where}: {reason}', {
    where: hostAndPort(host, port),
    reason: say('{reason} (SOCKS code {code})', { reason: say(reason), code }),
  })
  throw proxyRefusal(proxy, said, hint && say(hint), code === notAllowed ? 'denied' : 'unreachable')
}

const unreached = 'The proxy cannot reach the server: check --host and --port.'

/** The reply code of a connection that the rules of the proxy do not allow. */
const notAllowed = 2

/** The reply codes of RFC 1928. */
const refusals: Readonly<Record<number, { readonly reason: Text; readonly hint: Text | undefined }>> = {
  1: { reason: 'general failure', hint: unreached },
  [notAllowed]: {
    reason: 'not allowed by its rules',
    hint: 'Ask who runs the proxy to allow this host and port.',
  },
  3: { reason: 'network unreachable', hint: unreached },
  4: { reason: 'host unreachable', hint: unreached },
  5: { reason: 'connection refused', hint: unreached },
  6: { reason: 'TTL expired', hint: unreached },
  7: { reason: 'command not supported', hint: 'Proxies that do not know CONNECT cannot be used.' },
  8: {
    reason: 'address type not supported',
    hint: 'socks5:// lets this machine resolve the name, socks5h:// the proxy.',
  },
}

function exchange(bytes: readonly number[], replyLength: Exchange['replyLength']): Exchange {
  return {
    send: Buffer.from(bytes),
    replyLength(received) {
      const length = replyLength(received)
      return length !== undefined && received.length >= length ? length : undefined
    },
  }
}

/** The reply to a request has an address: its length depends on the type. */
function replyLength(received: Buffer): number | undefined {
  if (received.length < 5) return undefined
  const before = 4
  const portBytes = 2
  switch (received[3]) {
    case addressType.ipv6:
      return before + 16 + portBytes
    case addressType.name:
      return before + 1 + received[4]! + portBytes
    default:
      return before + 4 + portBytes
  }
}

function addressBytes(host: string): number[] {
  if (isIPv4(host)) return [addressType.ipv4, ...host.split('.').map(Number)]
  if (isIP(host) === 6) return [addressType.ipv6, ...ipv6Bytes(host)]
  return [addressType.name, ...counted(asciiName(host))]
}

/** Bytes with their number before them, which is at most 255. */
function counted(text: string): number[] {
  const bytes = Buffer.from(text)
  return [bytes.length, ...bytes]
}

function ipv6Bytes(address: string): number[] {
  // URL writes any form as hexadecimal groups, with one :: for the longest run of zeros.
  const plain = new URL(`http://[${address.replace(/%.*$/, '')}]`).hostname.slice(1, -1)
  const [head = '', tail] = plain.split('::')
  const groups = (text: string) =>
    text === '' ? [] : text.split(':').map(group => Number.parseInt(group, 16))
  const [before, after] = [groups(head), groups(tail ?? '')]
  const zeros = new Array<number>(8 - before.length - after.length).fill(0)
  return [...before, ...zeros, ...after].flatMap(group => [group >> 8, group & 0xff])
}

function otherProtocol(received: Buffer): Text {
  return received.toString('latin1') === 'HT'
    ? 'It speaks HTTP: give it as http://HOST:PORT.'
    : 'Give an HTTP proxy as http://HOST:PORT.'
}
