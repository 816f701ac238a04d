import type { Clock } from '../base/clock.ts'
import { findCredentials } from './credentials.ts'
import type { Settled } from './environment.ts'
import type { TailConfig } from './tail-config.ts'
import type { TailFlags } from './tail-options.ts'
import type { Talk } from './talk.ts'

/** Whom a tail connects to, and as whom. */
export interface TailPeer {
  readonly options: TailConfig['server'] & { readonly id: string; readonly secret: string }
  /** What is odd about the credentials, to be repeated where they are refused. */
  readonly doubts: readonly string[]
  close(): Promise<void>
}

/** @throws Failure `usage` where credentials are missing and nobody can be asked, or can be none */
export async function realPeer(
  config: TailConfig,
  settled: Settled<TailFlags>,
  talk: Talk,
): Promise<TailPeer> {
  const { doubts, ...credentials } = await findCredentials(settled, talk)
  return { options: { ...config.server, ...credentials }, doubts, close: async () => {} }
}

/** The broker of `simulate`, inside this process, tailed over TLS like any other. */
export async function demoPeer(clock: Clock): Promise<TailPeer> {
  const { startBroker } = await import('../simulator/broker.ts')
  const broker = await startBroker({ port: 0, rate: 4, devices: 8, seed: clock.wall(), scenarios: [], clock })
  const server = {
    host: '127.0.0.1',
    port: broker.port,
    ca: broker.ca,
    servername: undefined,
    insecure: false,
    pins: [],
  }
  return { options: { ...server, id: 'demo', secret: 'demo' }, doubts: [], close: () => broker.close() }
}
