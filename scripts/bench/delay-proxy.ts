import { connect, createServer, type Server, type Socket } from 'node:net'

/** Calls `run` once the time that bytes take has passed, after what was given to it before. */
export type Later = (run: () => void) => void

/** Returns a server, not listening yet, that connects each client to a local port, with bytes arriving later both ways. */
export function delayProxy(port: number, later: Later): Server {
  return createServer({ noDelay: true }, client => {
    const server = connect({ port, host: '127.0.0.1', noDelay: true })
    passOn(client, server, later)
    passOn(server, client, later)
  })
}

function passOn(from: Socket, to: Socket, later: Later): void {
  from.on('data', chunk => later(() => to.write(chunk)))
  from.on('end', () => later(() => to.end()))
  from.on('error', () => to.destroy())
}
