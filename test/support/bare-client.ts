import { connect, type TLSSocket } from 'node:tls'

interface Waiter {
  readonly count: number
  readonly resolve: (lines: string[]) => void
  readonly reject: (error: Error) => void
}

/** A client that knows TLS and lines but no protocol, so that it shares no mistake with the code under test. */
export class BareClient {
  /** Every chunk as it was read, in order. */
  readonly chunks: Buffer[] = []
  /** Settles when the connection is closed: `end` if the other side closed it, otherwise the code of the error. */
  readonly closed: Promise<string>
  readonly socket: TLSSocket
  /** Parts of an unfinished line. */
  private rest: Buffer[] = []
  private readonly untaken: string[] = []
  private waiter: Waiter | undefined
  private over: string | undefined

  /** @throws the TLS or TCP error if it cannot connect */
  static connect(port: number, ca: string, host = '127.0.0.1'): Promise<BareClient> {
    const socket = connect({ port, host, ca })
    return new Promise((resolve, reject) => {
      socket.once('error', reject)
      socket.once('secureConnect', () => {
        socket.off('error', reject)
        resolve(new BareClient(socket))
      })
    })
  }

  private constructor(socket: TLSSocket) {
    this.socket = socket
    socket.setNoDelay(true)
    let reason = 'end'
    this.closed = new Promise(resolve => {
      socket.on('error', (error: NodeJS.ErrnoException) => {
        reason = error.code ?? error.message
      })
      socket.on('close', () => {
        this.over = reason
        this.serve()
        resolve(reason)
      })
    })
    socket.on('data', chunk => this.read(chunk))
  }

  send(bytes: string | Buffer): void {
    this.socket.write(bytes)
  }

  /** Takes the next `count` lines, without their `\n`. Rejects if the connection is closed before. */
  take(count: number): Promise<string[]> {
    return new Promise((resolve, reject) => {
      this.waiter = { count, resolve, reject }
      this.serve()
    })
  }

  /** Sends `question`, and returns the lines that come before the line `answer`. */
  async takeUntil(question: string, answer: string): Promise<string[]> {
    this.send(question)
    const lines: string[] = []
    for (;;) {
      const [line] = await this.take(1)
      if (line === answer) return lines
      lines.push(line!)
    }
  }

  /** Takes the next line, parsed as JSON. */
  async json(): Promise<Record<string, unknown>> {
    const [line] = await this.take(1)
    return JSON.parse(line!)
  }

  /** Lines that have arrived and were not taken. */
  get left(): readonly string[] {
    return this.untaken
  }

  /** What arrived after the last `\n`. */
  get partial(): string {
    return Buffer.concat(this.rest).toString()
  }

  destroy(): void {
    this.socket.destroy()
  }

  private read(chunk: Buffer): void {
    this.chunks.push(chunk)
    this.rest.push(chunk)
    if (!chunk.includes(10)) return
    const bytes = Buffer.concat(this.rest)
    let start = 0
    for (let end = bytes.indexOf(10); end >= 0; end = bytes.indexOf(10, start)) {
      this.untaken.push(bytes.toString('utf8', start, end))
      start = end + 1
    }
    this.rest = [bytes.subarray(start)]
    this.serve()
  }

  private serve(): void {
    const { waiter } = this
    if (!waiter) return
    if (this.untaken.length >= waiter.count) {
      this.waiter = undefined
      waiter.resolve(this.untaken.splice(0, waiter.count))
    } else if (this.over !== undefined) {
      this.waiter = undefined
      const got = JSON.stringify(this.untaken).slice(0, 500)
      waiter.reject(new Error(`connection over (${this.over}), ${waiter.count} lines awaited, ${got} came`))
    }
  }
}
