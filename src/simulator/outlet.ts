import type { TLSSocket } from 'node:tls'

/** Where a connection's bytes leave. */
export interface Outlet {
  /** @param bytes as latin1 */
  write(bytes: string): void
  /** Ends the connection once all is written. */
  end(): void
  /** Bytes that nobody has taken yet. */
  readonly waiting: number
}

/** The socket, one write at a time. */
export class PlainOutlet implements Outlet {
  private readonly socket: TLSSocket

  constructor(socket: TLSSocket, drained: () => void) {
    this.socket = socket
    socket.on('drain', drained)
  }

  write(bytes: string): void {
    this.socket.write(bytes, 'latin1')
  }

  end(): void {
    this.socket.end()
  }

  get waiting(): number {
    return this.socket.writableLength
  }
}
