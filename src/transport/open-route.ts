import { connect, type Socket } from 'node:net'
import type { Clock } from '../base/clock.ts'
import { type Address, asciiName, type Resolve } from './addresses.ts'
import { connectFirst } from './connect-first.ts'
import type { DialPhase } from './connection.ts'
import { type Handshake, shakeHands } from './handshake.ts'
import { httpConnect } from './http-connect.ts'
import { proxyFailure } from './proxy-failure.ts'
import type { ProxyScheme, ProxyServer } from './proxy-server.ts'
import { socks5 } from './socks5.ts'

export interface Endpoint {
  readonly host: string
  readonly port: number
}

interface Deps {
  readonly clock: Clock
  readonly resolve: Resolve
  /** Called when a phase begins, but for the first, which is `dns`. */
  readonly phase: (phase: Exclude<DialPhase, 'tls' | 'trust'>) => void
  /** The socket leads to the server. */
  readonly connected: (socket: Socket) => void
  /** A Failure if it is the proxy's. */
  readonly failed: (error: Error) => void
}

/**
 * Opens a TCP connection to a server, or a proxy's connection to it.
 *
 * @returns a function that gives up, after which nothing is called
 */
export function openRoute(server: Endpoint, proxy: ProxyServer | undefined, deps: Deps): () => void {
  const route = new Route(deps)
  if (proxy) route.through(proxy, server)
  else route.directly(server)
  return () => route.cancel()
}

/** What is said to a proxy of each kind. */
const handshakes: Readonly<
  Record<ProxyScheme, (proxy: ProxyServer, host: string, port: number) => Handshake>
> = { http: httpConnect, socks5h: socks5, socks5 }

class Route {
  private readonly deps: Deps
  private cancelled = false
  private cancelConnecting = () => {}
  private socket: Socket | undefined

  constructor(deps: Deps) {
    this.deps = deps
  }

  cancel(): void {
    this.cancelled = true
    this.cancelConnecting()
    this.socket?.destroy()
  }

  directly({ host, port }: Endpoint): void {
    const { connected, failed } = this.deps
    this.resolve(host, failed, addresses => this.connect('tcp', addresses, port, failed, connected))
  }

  through(proxy: ProxyServer, { host, port }: Endpoint): void {
    const refused = (error: Error) => this.deps.failed(proxyFailure(proxy, error))
    const ask = (target: string) => {
      this.deps.phase('proxy-dns')
      this.resolve(proxy.host, refused, addresses =>
        this.connect('proxy-tcp', addresses, proxy.port, refused, socket => {
          this.deps.phase('proxy')
          this.shakeHands(socket, handshakes[proxy.scheme](proxy, target, port), refused)
        }),
      )
    }
    if (proxy.scheme === 'socks5')
      this.resolve(host, this.deps.failed, addresses => ask(preferred(addresses)))
    // Not within the call: whoever dials is told of phases only afterwards.
    else queueMicrotask(() => !this.cancelled && ask(asciiName(host)))
  }

  private resolve(
    host: string,
    failed: (error: Error) => void,
    use: (addresses: readonly Address[]) => void,
  ) {
    this.deps.resolve(host).then(
      addresses => !this.cancelled && use(addresses),
      (error: Error) => !this.cancelled && failed(error),
    )
  }

  private connect(
    phase: 'tcp' | 'proxy-tcp',
    addresses: readonly Address[],
    port: number,
    failed: (error: Error) => void,
    connected: (socket: Socket) => void,
  ): void {
    this.deps.phase(phase)
    // Whoever hears of the phase may give up.
    if (this.cancelled) return
    this.cancelConnecting = connectFirst<Socket>(addresses, {
      open: ({ address, family }) => connect({ host: address, port, family }),
      clock: this.deps.clock,
      connected,
      failed: ([error]) => failed(error!),
    })
  }

  private shakeHands(socket: Socket, handshake: Handshake, refused: (error: Error) => void): void {
    if (this.cancelled) {
      socket.destroy()
      return
    }
    this.socket = socket
    shakeHands(socket, handshake, error => {
      if (this.cancelled) return
      this.socket = undefined
      if (!error) this.deps.connected(socket)
      else {
        socket.on('error', () => {})
        socket.destroy()
        refused(error)
      }
    })
  }
}

/** The address that a proxy is asked for. Many proxies have no IPv6. */
function preferred(addresses: readonly Address[]): string {
  return (addresses.find(({ family }) => family === 4) ?? addresses[0]!).address
}
