import { isIP } from 'node:net'
import { connect, type TLSSocket } from 'node:tls'
import { Failure } from '../base/failure.ts'
import type { Connection, ConnectionHandler, Dial, Peer } from './connection.ts'
import { dialFailure } from './dial-failure.ts'

export interface TlsOptions {
  readonly host: string
  readonly port: number
  /** The name to send and to verify, where it is not `host`. */
  readonly servername?: string | undefined
  /** PEM: the CAs to trust instead of the built-in ones. */
  readonly ca?: string | undefined
  /** Verify nothing. */
  readonly insecure?: boolean | undefined
}

/**
 * Dials TLS 1.2 or newer. The certificate is verified before `open` is told, and nothing can be sent earlier,
 * so no login ever reaches a server that does not verify.
 */
export function tlsDialer(options: TlsOptions): Dial {
  return handler => dial(options, handler)
}

function dial(options: TlsOptions, handler: ConnectionHandler): Connection {
  const { host, port, ca, insecure = false } = options
  const where = `${isIP(host) === 6 ? `[${host}]` : host}:${port}`
  const servername = options.servername ?? (isIP(host) ? undefined : host)
  const socket = connect({
    host,
    port,
    minVersion: 'TLSv1.2',
    rejectUnauthorized: !insecure,
    ...(servername === undefined ? {} : { servername }),
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
    secure = true
    handler.open(describe(socket, where))
  })
  socket.on('data', chunk => handler.data(chunk))
  socket.on('drain', () => handler.drained())
  socket.on('error', e => {
    error ??= e
  })
  socket.once('close', () => handler.closed(error ? dialFailure(where, error) : closedBy(where, secure)))

  return {
    send: (text, encoding) => socket.write(text, encoding),
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

function closedBy(where: string, secure: boolean): Failure {
  const what = secure ? 'closed the connection' : 'closed the connection before TLS was set up'
  return new Failure('unreachable', `${where} ${what}`)
}

function describe(socket: TLSSocket, where: string): Peer {
  const { subject, issuer, valid_to } = socket.getPeerCertificate()
  const reason = socket.authorizationError as Error | string | null
  return {
    address: where.startsWith(`${socket.remoteAddress}:`) ? where : `${where} (${socket.remoteAddress})`,
    protocol: socket.getProtocol() ?? 'unknown protocol',
    cipher: socket.getCipher().standardName,
    certificate: `${subject?.CN ?? '(no name)'}, signed by ${issuer?.CN ?? issuer?.O ?? '(no name)'}, good until ${valid_to}`,
    verified: socket.authorized,
    reason: reason ? String((reason as Error).message ?? reason) : undefined,
  }
}
