import { connect } from 'node:net'
import type { Clock } from '../base/clock.ts'
import type { Address } from './addresses.ts'

/** Whether an address takes a TCP connection. */
export interface Probe {
  readonly address: string
  /** Milliseconds until it was known. */
  readonly ms: number
  /** Why there is no connection; undefined if there is. */
  readonly error: Error | undefined
}

/** Connects to one address, and closes the connection at once. Never rejects. @param limit milliseconds */
export function probeAddress(
  { address, family }: Address,
  port: number,
  limit: number,
  clock: Clock,
): Promise<Probe> {
  const began = clock.now()
  return new Promise(resolve => {
    const socket = connect({ host: address, port, family })
    const end = (error?: Error) => {
      cancel()
      socket.removeAllListeners()
      // A destroyed socket may still emit an error, which must have a listener.
      socket.on('error', () => {})
      socket.destroy()
      resolve({ address, ms: clock.now() - began, error })
    }
    const cancel = clock.after(limit, () => end(Object.assign(new Error('timeout'), { code: 'ETIMEDOUT' })))
    socket.once('connect', () => end())
    socket.once('error', end)
  })
}
