import type { TLSSocket } from 'node:tls'
import type { Outlet } from './outlet.ts'

/** Up to this many waiting bytes are written one by one. With more, as in a line of several MB, the steps grow. */
const oneByOne = 32 * 1024

/** Writes each byte by itself, one per turn of the event loop. */
export class TrickleOutlet implements Outlet {
  private readonly socket: TLSSocket
  private readonly drained: () => void
  private bytes: Buffer = Buffer.alloc(0)
  private at = 0
  private scheduled = false
  private ending = false

  constructor(socket: TLSSocket, drained: () => void) {
    this.socket = socket
    this.drained = drained
    socket.on('drain', () => this.step())
  }

  write(bytes: string): void {
    this.bytes = Buffer.concat([this.bytes.subarray(this.at), Buffer.from(bytes, 'latin1')])
    this.at = 0
    this.schedule()
  }

  end(): void {
    this.ending = true
    this.schedule()
  }

  get waiting(): number {
    return this.bytes.length - this.at
  }

  private schedule(): void {
    if (this.scheduled) return
    this.scheduled = true
    setImmediate(() => {
      this.scheduled = false
      this.step()
    })
  }

  private step(): void {
    const { socket, bytes, at } = this
    if (!socket.writable || socket.writableNeedDrain) return
    if (at < bytes.length) {
      this.at += Math.ceil((bytes.length - at) / oneByOne)
      socket.write(bytes.subarray(at, this.at))
      this.schedule()
    } else if (this.ending) socket.end()
    else this.drained()
  }
}
