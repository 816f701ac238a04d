import type { Socket } from 'node:net'
import { say } from '../language/say.ts'

/** Bytes of the longest reply that is read. */
const longestReply = 16 * 1024

/** What is sent to a proxy, and where the reply to it ends. */
export interface Exchange {
  readonly send: Buffer
  /** Returns the length of the reply that `received` begins with; undefined if it is not complete yet. */
  replyLength(received: Buffer): number | undefined
}

/**
 * What is said to a proxy, exchange by exchange: yields each, and is continued with the reply. It returns when the
 * connection leads to the server.
 *
 * @throws Failure if the proxy refuses
 */
export type Handshake = Generator<Exchange, void, Buffer>

/** What a handshake needs of a socket. */
export type HandshakeSocket = Pick<Socket, 'write' | 'on' | 'off' | 'pause' | 'unshift'>

/**
 * Carries out a handshake on a connected socket. What the proxy sends after the last reply is the server's and stays in
 * the socket, which is paused then.
 *
 * @param done called once: without an error if the connection leads to the server
 */
export function shakeHands(
  socket: HandshakeSocket,
  handshake: Handshake,
  done: (error?: Error) => void,
): void {
  let received: Buffer = Buffer.alloc(0)
  let exchange: Exchange

  const end = (error?: Error) => {
    socket.off('data', take).off('error', end).off('close', lost)
    done(error)
  }
  const lost = () => end(new Error(say('closed the connection instead of a reply')))
  /** Continues with a reply, or begins. Returns whether there is more to do. */
  const next = (...reply: [] | [Buffer]) => {
    try {
      const step = handshake.next(...(reply as [Buffer]))
      if (step.done) return false
      exchange = step.value
      socket.write(exchange.send)
      return true
    } catch (refusal) {
      end(refusal as Error)
      return undefined
    }
  }
  const take = (chunk: Buffer) => {
    received = Buffer.concat([received, chunk])
    for (let length = exchange.replyLength(received); length !== undefined; ) {
      const reply = received.subarray(0, length)
      received = received.subarray(length)
      const more = next(reply)
      if (more === undefined) return
      if (!more) {
        socket.pause()
        if (received.length > 0) socket.unshift(received)
        end()
        return
      }
      length = exchange.replyLength(received)
    }
    if (received.length > longestReply) end(new Error(say('sent a reply of more than 16 KB')))
  }

  socket.on('error', end)
  socket.on('close', lost)
  socket.on('data', take)
  next()
}
