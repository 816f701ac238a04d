import type { TLSSocket } from 'node:tls'

/** What a connection writes to. */
export interface Outlet {
  /** @param bytes as latin1 */
  write(bytes: string): void
  /** Ends the connection after everything is written. */
  end(): void
  /** Number of bytes that wait to be written. */
  readonly waiting: number
}

/** Writes directly to the socket. */
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
