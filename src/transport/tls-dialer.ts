import type { X509Certificate } from 'node:crypto'
import { isIP } from 'node:net'
import { type ConnectionOptions, checkServerIdentity, connect, type TLSSocket } from 'node:tls'
import { Failure } from '../base/failure.ts'
import { hostAndPort } from '../base/host-and-port.ts'
import { pinOf } from './certificate-pin.ts'
import type { Connection, ConnectionHandler, Dial, Peer } from './connection.ts'
import { dialFailure } from './dial-failure.ts'

export interface TlsOptions {
  readonly host: string
  readonly port: number
  /** The name to send and to verify, where it is not `host`. */
  readonly servername?: string | undefined
  /** PEM: the CAs to trust instead of the built-in ones. */
  readonly ca?: string | undefined
  /** Do not verify the chain and the name. */
  readonly insecure?: boolean | undefined
  /** `sha256/…`: the server's public key must be one of these, whatever its chain; see `parsePin`. */
  readonly pins?: readonly string[] | undefined
}

/**
 * Dials TLS 1.2 or newer. The certificate is verified before `open` is told, and nothing can be sent earlier,
 * so no login ever reaches a server that does not verify.
 */
export function tlsDialer(options: TlsOptions): Dial {
  return handler => dial(options, handler)
}

function dial(options: TlsOptions, handler: ConnectionHandler): Connection {
  const { host, port, ca, servername, insecure = false, pins = [] } = options
  const where = hostAndPort(host, port)
  const socket = connect({
    host,
    port,
    minVersion: 'TLSv1.2',
    rejectUnauthorized: !insecure,
    ...nameToVerify(servername ?? host),
    ...(ca === undefined ? {} : { ca }),
  })
  // Acks are small writes that a full window waits for: with Nagle's algorithm each would wait a round trip.
  socket.setNoDelay(true)

  let error: Error | undefined
  let secure = false
  socket.once('lookup', () => handler.phase('tcp'))
  // An address needs no look-up, and tells none.
  if (isIP(host)) queueMicrotask(() => socket.destroyed || handler.phase('tcp'))
  socket.once('connect', () => handler.phase('tls'))
  socket.once('secureConnect', () => {
    const certificate = socket.getPeerX509Certificate()!
    const pin = pinOf(certificate)
    if (pins.length > 0 && !pins.includes(pin)) {
      // Nothing was sent, and nothing will be.
      socket.destroy(
        new Failure('untrusted', `${where}: the server’s public key is ${pin}, not the pinned one`, {
          hint: pinHint,
        }),
      )
      return
    }
    secure = true
    handler.open(describe(socket, where, certificate, pin, pins.length > 0))
  })
  socket.on('data', chunk => handler.data(chunk))
  socket.on('drain', () => handler.drained())
  socket.on('error', e => {
    error ??= e
  })
  socket.once('close', () => handler.closed(reasonOf(error, where, secure)))

  return {
    send: bytes => socket.write(bytes),
    pause: () => socket.pause(),
    resume: () => socket.resume(),
    end: () => socket.end(),
    destroy() {
      socket.removeAllListeners()
      // A socket that is torn down may still report what it was doing.
      socket.on('error', () => {})
      socket.destroy()
    },
  }
}

/** What to send as the server's name, and to verify. TLS sends no addresses, but a certificate may be for one. */
function nameToVerify(name: string): ConnectionOptions {
  if (!isIP(name)) return { servername: name }
  return { servername: '', checkServerIdentity: (_, certificate) => checkServerIdentity(name, certificate) }
}

const pinHint =
  'If this key is the right one, give it as --pin. If not, somebody may sit between you and the server.'

function reasonOf(error: Error | undefined, where: string, secure: boolean): Failure {
  if (error) return error instanceof Failure ? error : dialFailure(where, error)
  const what = secure ? 'closed the connection' : 'closed the connection before TLS was set up'
  return new Failure('unreachable', `${where} ${what}`)
}

function describe(
  socket: TLSSocket,
  where: string,
  certificate: X509Certificate,
  pin: string,
  pinned: boolean,
): Peer {
  const reason = socket.authorizationError as Error | string | null
  return {
    address: where.startsWith(`${socket.remoteAddress}:`) ? where : `${where} (${socket.remoteAddress})`,
    protocol: socket.getProtocol() ?? 'unknown protocol',
    cipher: socket.getCipher().standardName,
    certificate: `${nameIn(certificate.subject)}, signed by ${nameIn(certificate.issuer)}, good until ${certificate.validTo}`,
    pin,
    verified: socket.authorized || pinned,
    reason: reason ? String((reason as Error).message ?? reason) : undefined,
  }
}

/** The common name, or else the whole of a distinguished name, which Node gives a line an attribute. */
function nameIn(distinguished: string): string {
  return /^CN=(.*)$/m.exec(distinguished)?.[1] ?? distinguished.replaceAll('\n', ', ')
}
