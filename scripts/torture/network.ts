import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net'

/** Sockets that are being reset: they must not be touched again. */
const resetting = new WeakSet<Socket>()

/** The network between tail and broker: it forwards TCP in both directions until it is told to fail. */
export class Network {
  private readonly server: Server
  /** The tail's end and the broker's end of each connection. */
  private readonly pairs = new Map<Socket, Socket>()

  private constructor(server: Server, to: number) {
    this.server = server
    server.on('connection', near =>
      this.join(near, connect({ port: to, host: '127.0.0.1', allowHalfOpen: true })),
    )
  }

  /** @param to the broker's port */
  static async open(to: number): Promise<Network> {
    const server = createServer({ allowHalfOpen: true })
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
    return new Network(server, to)
  }

  /** The port to connect to instead of the broker's. */
  get port(): number {
    return (this.server.address() as AddressInfo).port
  }

  /** Sends RST to both sides of every connection. */
  reset(): void {
    for (const [near, far] of this.pairs) {
      abort(near)
      abort(far)
    }
  }

  /** Sends FIN to both sides, wherever in a line or a TLS record they are. */
  end(): void {
    for (const [near, far] of this.pairs) {
      disconnect(near, far)
      near.end()
      near.resume()
      abort(far)
    }
  }

  /** Drops all bytes: the tail's connection stays open without an answer, and the broker's is closed. */
  swallow(): void {
    for (const [near, far] of this.pairs) {
      disconnect(near, far)
      near.resume()
      abort(far)
    }
  }

  async close(): Promise<void> {
    const closed = new Promise(resolve => this.server.close(resolve))
    this.reset()
    await closed
  }

  private join(near: Socket, far: Socket): void {
    this.pairs.set(near, far)
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      one.setNoDelay(true)
      one.on('error', () => abort(other))
      one.pipe(other)
    }
    near.on('close', () => {
      this.pairs.delete(near)
      if (!resetting.has(far)) far.destroySoon()
    })
  }
}

function disconnect(near: Socket, far: Socket): void {
  near.unpipe(far)
  far.unpipe(near)
}

/**
 * Sends RST, or at least ends the connection, at once. Node resets a socket only after all is written and FIN is sent;
 * one that is destroyed in between is never released, so a socket that still has to write, or has ended, gets no RST.
 */
function abort(socket: Socket): void {
  if (resetting.has(socket)) return
  if (socket.connecting || socket.writableEnded || socket.writableLength > 0) {
    socket.destroy()
    return
  }
  resetting.add(socket)
  socket.resetAndDestroy()
}
