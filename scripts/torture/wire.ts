import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net'

/** Sockets that are being reset: they are not to be touched again. */
const resetting = new WeakSet<Socket>()

/** The network between tail and broker: passes TCP on both ways, byte for byte, until it is told to fail. */
export class Wire {
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
  static async open(to: number): Promise<Wire> {
    const server = createServer({ allowHalfOpen: true })
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
    return new Wire(server, to)
  }

  /** The port that stands for the broker's. */
  get port(): number {
    return (this.server.address() as AddressInfo).port
  }

  /** RST to both sides of every connection. */
  reset(): void {
    for (const [near, far] of this.pairs) {
      breakOff(near)
      breakOff(far)
    }
  }

  /** FIN to both sides, wherever in a line or a TLS record they are. */
  end(): void {
    for (const [near, far] of this.pairs) {
      part(near, far)
      near.end()
      near.resume()
      breakOff(far)
    }
  }

  /** What is said vanishes: the tail's connection stays, and nobody answers; the broker finds its own gone. */
  swallow(): void {
    for (const [near, far] of this.pairs) {
      part(near, far)
      near.resume()
      breakOff(far)
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
      one.on('error', () => breakOff(other))
      one.pipe(other)
    }
    near.on('close', () => {
      this.pairs.delete(near)
      if (!resetting.has(far)) far.destroySoon()
    })
  }
}

function part(near: Socket, far: Socket): void {
  near.unpipe(far)
  far.unpipe(near)
}

/**
 * RST, or at least an end, at once. Node resets only once all is written and the end is sent; a socket that is
 * destroyed in between is never let go of, so one that still has to write, or has ended, gets no RST.
 */
function breakOff(socket: Socket): void {
  if (resetting.has(socket)) return
  if (socket.connecting || socket.writableEnded || socket.writableLength > 0) {
    socket.destroy()
    return
  }
  resetting.add(socket)
  socket.resetAndDestroy()
}
