import type { Clock } from '../base/clock.ts'
import type { Address } from './addresses.ts'

/**
 * Milliseconds after which the next address is tried as well, while those before it have not answered
 * (RFC 8305, section 5).
 */
export const attemptDelay = 250

/** The part of a TCP socket that connecting needs. */
export interface Attempt {
  once(event: 'connect', listener: () => void): unknown
  on(event: 'error', listener: (error: Error) => void): unknown
  removeAllListeners(): unknown
  destroy(): unknown
}

interface Deps<Socket extends Attempt> {
  /** Starts to connect to one address. */
  readonly open: (address: Address) => Socket
  readonly clock: Clock
  readonly connected: (socket: Socket) => void
  /** All addresses failed; the error of the first one is first. */
  readonly failed: (errors: readonly Error[]) => void
}

/**
 * Connects to the address that answers first, and closes the other attempts ("Happy Eyeballs", RFC 8305). Node's
 * own `autoSelectFamily` gives an address up after 250 ms, so a good slow one never connects where a dead one
 * follows it; here an attempt that has begun goes on until another wins.
 *
 * @param addresses one at least
 * @returns a function that cancels all attempts; neither `connected` nor `failed` is called after it
 */
export function connectFirst<Socket extends Attempt>(
  addresses: readonly Address[],
  { open, clock, connected, failed }: Deps<Socket>,
): () => void {
  const attempts = new Set<Socket>()
  const errors: Error[] = new Array(addresses.length)
  let next = 0
  let left = addresses.length
  let cancelDelay = () => {}

  const cancel = () => {
    cancelDelay()
    next = addresses.length
    for (const socket of attempts) abandon(socket)
    attempts.clear()
  }

  const start = () => {
    cancelDelay()
    const index = next++
    const address = addresses[index]
    if (!address) return
    const socket = open(address)
    attempts.add(socket)
    socket.once('connect', () => {
      attempts.delete(socket)
      socket.removeAllListeners()
      cancel()
      connected(socket)
    })
    socket.on('error', error => {
      if (!attempts.delete(socket)) return
      errors[index] = error
      left--
      if (left === 0) failed(errors)
      else start()
    })
    if (next < addresses.length) cancelDelay = clock.after(attemptDelay, start)
  }

  start()
  return cancel
}

/** Closes a socket that nobody wants any more. It may still report what it was doing. */
function abandon(socket: Attempt): void {
  socket.removeAllListeners()
  socket.on('error', () => {})
  socket.destroy()
}
