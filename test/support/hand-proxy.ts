import { connect, createServer, type Server, type Socket } from 'node:net'
import { onTestFinished } from 'vitest'

/**
 * Given all that a client has said since the last reply, and how many replies there were, returns what to send. `tunnel`
 * connects the client to a port of this machine, after what is sent.
 */
type Reply = (
  said: Buffer,
  turn: number,
) => { readonly send?: Buffer | string; readonly tunnel?: number; readonly close?: true } | undefined

/** A proxy that does only what a test makes it do. It uses nothing of the project. */
export class HandProxy {
  readonly port: number
  /** All that clients sent before a tunnel was open, as latin1. */
  said = ''
  connections = 0
  private readonly server: Server
  private readonly sockets = new Set<Socket>()

  private constructor(server: Server) {
    this.server = server
    this.port = (server.address() as { port: number }).port
  }

  /** Starts a proxy that ends with the test. */
  static async start(reply: Reply): Promise<HandProxy> {
    const proxy = await HandProxy.open(reply)
    onTestFinished(() => proxy.close())
    return proxy
  }

  static async open(reply: Reply): Promise<HandProxy> {
    const server = createServer()
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
    const proxy = new HandProxy(server)
    server.on('connection', socket => {
      proxy.connections++
      proxy.sockets.add(socket)
      socket.on('error', () => {})
      let said = Buffer.alloc(0)
      let turn = 0
      const take = (chunk: Buffer) => {
        proxy.said += chunk.toString('latin1')
        said = Buffer.concat([said, chunk])
        const step = reply(said, turn)
        if (!step) return
        turn++
        said = Buffer.alloc(0)
        if (step.send !== undefined) socket.write(step.send)
        if (step.close) socket.end()
        if (step.tunnel === undefined) return
        socket.off('data', take)
        const onward = connect(step.tunnel, '127.0.0.1')
        proxy.sockets.add(onward)
        onward.on('error', () => socket.destroy())
        onward.on('close', () => socket.destroy())
        socket.on('close', () => onward.destroy())
        socket.pipe(onward).pipe(socket)
      }
      socket.on('data', take)
    })
    return proxy
  }

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy()
    await new Promise(resolve => this.server.close(resolve))
  }
}

/** The reply of an HTTP proxy whose head is `head`, once the request is complete. */
export function httpReply(head: string, more: { tunnel?: number; close?: true } = {}) {
  return (said: Buffer) =>
    said.toString('latin1').endsWith('\r\n\r\n') ? { send: `${head}\r\n\r\n`, ...more } : undefined
}

/** A proxy of either kind that grants everything, to ports of this machine, whatever the host and the password. */
export function openProxy(said: Buffer, turn: number) {
  if (said[0] === 5 && turn === 0) return { send: Buffer.from([5, said.includes(2, 2) ? 2 : 0]) }
  if (said[0] === 1) return { send: Buffer.from([1, 0]) }
  if (said[0] === 5)
    return { send: Buffer.from([5, 0, 0, 1, 0, 0, 0, 0, 0, 0]), tunnel: said.readUInt16BE(said.length - 2) }
  const head = said.toString('latin1')
  if (!head.endsWith('\r\n\r\n')) return undefined
  return { send: 'HTTP/1.1 200 OK\r\n\r\n', tunnel: Number(/^CONNECT \S+:(\d+) /.exec(head)?.[1]) }
}
