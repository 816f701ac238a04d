import type { Clock } from '../base/clock.ts'
import type { Address } from './addresses.ts'

/**
 * Milliseconds to wait for the addresses tried so far before the next one is tried as well (RFC 8305, section 5).
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
  /** Starts a connection to one address. */
  readonly open: (address: Address) => Socket
  readonly clock: Clock
  readonly connected: (socket: Socket) => void
  /** All addresses failed. The errors are in the order of the addresses. */
  readonly failed: (errors: readonly Error[]) => void
}

/**
 * Connects to the address that answers first, and closes the other attempts ("Happy Eyeballs", RFC 8305). Node's
 * own `autoSelectFamily` abandons an address after 250 ms, so that a slow address never connects when a dead one
 * follows it. Here an attempt continues until another one succeeds.
 *
 * @param addresses at least one
 * @returns a function that cancels all attempts, after which neither `connected` nor `failed` is called
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

/** Closes a socket that is no longer needed. It may still emit an error, which must have a listener. */
function abandon(socket: Attempt): void {
  socket.removeAllListeners()
  socket.on('error', () => {})
  socket.destroy()
}
