import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createServer, type TLSSocket } from 'node:tls'
import { onTestFinished } from 'vitest'
import { sharedCertificate } from './shared-certificate.ts'

/** The reply that accepts a login, by dialect. */
export const loginAccepted = {
  noti1: '{"cmd":"enterprise_login_res","data":{"result":true,"msg":"ok"}}\n',
  snoti2: '{"cmd":"login_res","data":{"result":true,"msg":"ok"}}\n',
} as const

/** One connection of a client. */
export class Visitor {
  readonly socket: TLSSocket
  /** All that the client has sent, as latin1. */
  said = ''
  closed = false
  private changed: () => void = () => {}

  constructor(socket: TLSSocket) {
    this.socket = socket
    socket.setNoDelay(true)
    socket.on('data', chunk => {
      this.said += chunk.toString('latin1')
      this.changed()
    })
    socket.on('error', () => {})
    socket.on('close', () => {
      this.closed = true
      this.changed()
    })
  }

  /** The lines so far, without their ends. */
  get lines(): string[] {
    return this.said.split('\n').slice(0, -1)
  }

  /** Raw tokens of the acks. */
  get acks(): string[] {
    const form = /^\{"cmd":"enterprise_event_ack","delivery_id":(.*)\}$/
    return this.lines.flatMap(line => form.exec(line)?.[1] ?? [])
  }

  /** Settles once `seen` returns true. */
  async until(seen: (visitor: Visitor) => boolean): Promise<void> {
    while (!seen(this)) {
      await new Promise<void>(resolve => {
        this.changed = resolve
      })
    }
  }

  /** Reads the login and accepts it. */
  async login(dialect: keyof typeof loginAccepted = 'noti1'): Promise<void> {
    await this.until(({ lines }) => lines.length > 0)
    this.socket.write(loginAccepted[dialect])
  }
}

/** A TLS server that does only what a test makes it do. It uses nothing of the project but a certificate. */
export class HandServer {
  readonly port: number
  /** The certificate to trust, as PEM and in a file. */
  readonly ca: string
  readonly caFile: string
  readonly visitors: Visitor[] = []
  private readonly server: ReturnType<typeof createServer>
  private readonly folder: string

  private constructor(server: ReturnType<typeof createServer>, ca: string) {
    this.server = server
    this.ca = ca
    this.port = (server.address() as { port: number }).port
    this.folder = mkdtempSync(join(tmpdir(), 'gizwits-tail-test-'))
    this.caFile = join(this.folder, 'ca.pem')
    writeFileSync(this.caFile, ca)
  }

  /**
   * Starts a server that ends with the test.
   *
   * @param visit called with each connection, does what the server does
   */
  static async start(visit: (visitor: Visitor, number: number) => unknown): Promise<HandServer> {
    const { cert, key } = sharedCertificate()
    const server = createServer({ cert, key })
    server.on('tlsClientError', () => {})
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
    const hand = new HandServer(server, cert)
    onTestFinished(() => hand.close())
    server.on('secureConnection', socket => {
      const visitor = new Visitor(socket)
      hand.visitors.push(visitor)
      void visit(visitor, hand.visitors.length)
    })
    return hand
  }

  /** The options of a tail that connects to it. */
  get options(): string[] {
    return [
      '--host',
      '127.0.0.1',
      '--port',
      String(this.port),
      '--ca',
      this.caFile,
      '--id',
      'the-id',
      '--secret',
      'c4n4ry-secret',
    ]
  }

  /** Stops listening, and closes all connections. */
  async leave(): Promise<void> {
    for (const { socket } of this.visitors) socket.destroy()
    await new Promise(resolve => this.server.close(resolve))
  }

  async close(): Promise<void> {
    await this.leave()
    rmSync(this.folder, { recursive: true, force: true })
  }
}
