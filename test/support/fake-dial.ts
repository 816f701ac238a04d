import { Failure } from '../../src/base/failure.ts'
import type { Connection, ConnectionHandler, Dial } from '../../src/transport/connection.ts'

/** A connection whose other side is controlled by a test. */
export class FakeConnection implements Connection {
  readonly handler: ConnectionHandler
  /** All that was sent, as latin1. */
  sent = ''
  paused = false
  ended = false
  destroyed = false
  /** What `send` returns. */
  takesMore = true

  constructor(handler: ConnectionHandler) {
    this.handler = handler
  }

  send(bytes: Buffer): boolean {
    if (this.ended || this.destroyed) throw new Error('sent on a connection that is over')
    this.sent += bytes.toString('latin1')
    return this.takesMore
  }

  pause(): void {
    this.paused = true
  }

  resume(): void {
    this.paused = false
  }

  end(): void {
    this.ended = true
  }

  destroy(): void {
    this.destroyed = true
  }

  /** Lines sent so far, parsed. */
  get messages(): { cmd: string; delivery_id?: unknown }[] {
    return this.sent
      .split('\n')
      .slice(0, -1)
      .map(line => JSON.parse(line))
  }

  /** The raw ids acked so far. */
  get acks(): string[] {
    return [...this.sent.matchAll(/^\{"cmd":"enterprise_event_ack","delivery_id":(.*)\}$/gm)].map(
      match => match[1]!,
    )
  }

  /** Receives bytes from the server. */
  receive(text: string): void {
    this.handler.data(Buffer.from(text))
  }

  /** Completes DNS, TCP and TLS. */
  open(): void {
    this.handler.phase('tcp')
    this.handler.phase('tls')
    this.handler.open({
      address: 'test',
      protocol: 'TLSv1.3',
      cipher: 'x',
      certificate: 'x',
      names: [],
      issuers: [],
      pin: 'x',
      verified: true,
      reason: undefined,
    })
  }

  /** Completes the login, too. */
  login(): void {
    this.open()
    this.receive('{"cmd":"enterprise_login_res","data":{"result":true,"msg":"ok"}}\n')
  }

  close(failure = new Failure('unreachable', 'closed by the test')): void {
    this.handler.closed(failure)
  }
}

/** A dial whose connections are controlled by a test. */
export function fakeDial(): { dial: Dial; connections: FakeConnection[]; last(): FakeConnection } {
  const connections: FakeConnection[] = []
  return {
    connections,
    last: () => connections.at(-1)!,
    dial(handler) {
      const connection = new FakeConnection(handler)
      connections.push(connection)
      return connection
    },
  }
}
