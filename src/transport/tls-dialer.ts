import type { Socket } from 'node:net'
import { connect as connectTls, createSecureContext, type SecureContext, type TLSSocket } from 'node:tls'
import { type Clock, systemClock } from '../base/clock.ts'
import { Failure } from '../base/failure.ts'
import { hostAndPort } from '../base/host-and-port.ts'
import { messageText } from '../base/safe-text.ts'
import { say } from '../language/say.ts'
import { type Resolve, resolveHost } from './addresses.ts'
import { certificatesIn } from './certificates-in.ts'
import type { Connection, ConnectionHandler, Dial, Peer } from './connection.ts'
import { dialFailure, whitelist } from './dial-failure.ts'
import { openRoute } from './open-route.ts'
import type { TlsOptions } from './tls-options.ts'
import { UntrustedCertificate } from './untrusted-certificate.ts'
import { verification } from './verification.ts'

export interface DialDeps {
  readonly clock: Clock
  readonly resolve: Resolve
}

/**
 * Returns a function that opens connections with TLS 1.2 or newer. The certificate is verified before `open` is called,
 * and nothing can be sent earlier, so that no login reaches a server whose certificate does not verify.
 *
 * @throws Failure `usage` if `ca` holds no certificates that OpenSSL can read
 */
export function tlsDialer(
  options: TlsOptions,
  { clock = systemClock, resolve = resolveHost }: Partial<DialDeps> = {},
): Dial {
  const context = contextOf(options)
  return handler => new TlsConnection(options, context, handler, { clock, resolve })
}

const minVersion = 'TLSv1.2'

/**
 * Returns what all connections have in common. Node parses its root certificates, which takes 20 ms, for each context that
 * has no CAs of its own, and for the first that has some, but not for one that needs none: a pinned key without a chain.
 */
function contextOf({ ca, insecure, pins = [] }: TlsOptions): SecureContext | undefined {
  if (ca === undefined)
    return insecure && pins.length > 0 ? createSecureContext({ ca: [], minVersion }) : undefined
  try {
    return createSecureContext({ ca: certificatesIn(Buffer.from(ca)), minVersion })
  } catch (cause) {
    throw new Failure('usage', `ca ${messageText((cause as Error).message)}`, { cause })
  }
}

class TlsConnection implements Connection {
  private readonly options: TlsOptions
  private readonly context: SecureContext | undefined
  private readonly handler: ConnectionHandler
  private readonly where: string
  private socket: TLSSocket | undefined
  private cancelConnecting = () => {}
  private secure = false
  private ended = false
  /** Whether it is not decided yet if a certificate is accepted. */
  private undecided = false

  constructor(
    options: TlsOptions,
    context: SecureContext | undefined,
    handler: ConnectionHandler,
    deps: DialDeps,
  ) {
    this.options = options
    this.context = context
    this.handler = handler
    this.where = hostAndPort(options.host, options.port)
    this.cancelConnecting = openRoute(options, options.proxy, {
      ...deps,
      phase: phase => handler.phase(phase),
      connected: socket => this.secureOver(socket),
      failed: error => this.close(error),
    })
  }

  send(bytes: Buffer): boolean {
    return this.socket?.write(bytes) ?? false
  }

  pause(): void {
    this.socket?.pause()
  }

  resume(): void {
    this.socket?.resume()
  }

  end(): void {
    if (this.socket) this.socket.end()
    else this.close()
  }

  destroy(): void {
    this.ended = true
    this.cancelConnecting()
    const { socket } = this
    socket?.removeAllListeners()
    // A destroyed socket may still emit an error, which must have a listener.
    socket?.on('error', () => {})
    socket?.destroy()
  }

  private secureOver(tcp: Socket): void {
    const { host, servername, insecure = false, pins = [], proxy, trust } = this.options
    const { where, handler, context } = this
    handler.phase('tls')
    // A full window waits for acks, which are small writes: Nagle's algorithm would delay each by a round trip.
    tcp.setNoDelay(true)
    const { options, verify } = verification({ where, proxy, name: servername ?? host, insecure, pins })
    const socket = connectTls({
      socket: tcp,
      minVersion,
      ...options,
      ...(context && { secureContext: context }),
    })
    this.socket = socket
    let error: Error | undefined
    socket.once('secureConnect', () => {
      const { peer, refusal } = verify(socket)
      if (!refusal) this.open(peer)
      else if (trust && pins.length === 0 && refusal instanceof UntrustedCertificate)
        void this.decide(trust(refusal), refusal, peer)
      // Nothing has been sent.
      else socket.destroy(refusal)
    })
    socket.on('data', chunk => handler.data(chunk))
    socket.on('drain', () => handler.drained())
    socket.on('error', e => {
      error ??= e
    })
    socket.once('close', () => this.close(error))
  }

  private open(peer: Peer): void {
    this.secure = true
    this.handler.open(peer)
  }

  /** Waits for a decision about the certificate. What happens to the connection meanwhile is reported afterwards. */
  private async decide(decision: Promise<boolean>, refusal: Failure, peer: Peer): Promise<void> {
    this.undecided = true
    this.socket?.pause()
    this.handler.phase('trust')
    let error: Error | undefined
    try {
      if (!(await decision)) error = refusal
    } catch (cause) {
      error = cause as Error
    }
    this.undecided = false
    if (this.ended) return
    this.secure = true
    if (error || this.socket?.destroyed) {
      this.close(error)
      this.socket?.destroy()
    } else {
      this.socket?.resume()
      this.open({ ...peer, verified: true })
    }
  }

  /** Reports, once, that the connection is closed. */
  private close(error?: Error): void {
    if (this.ended || this.undecided) return
    this.ended = true
    this.cancelConnecting()
    this.handler.closed(reasonOf(error, this.where, this.secure))
  }
}

function reasonOf(error: Error | undefined, where: string, secure: boolean): Failure {
  if (error) return error instanceof Failure ? error : dialFailure(where, error)
  const message = secure
    ? say('{where} closed the connection', { where })
    : say('{where} closed the connection before TLS was set up', { where })
  return new Failure('unreachable', message, { hint: say(whitelist) })
}
