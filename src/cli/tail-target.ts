import type { Clock } from '../base/clock.ts'
import type { Console } from './console.ts'
import { findCredentials } from './credentials.ts'
import type { Settled } from './environment.ts'
import type { TailConfig } from './tail-config.ts'
import type { TailFlags } from './tail-options.ts'

/** Whom a tail connects to, and as whom. */
export interface TailTarget {
  readonly options: TailConfig['server'] & { readonly id: string; readonly secret: string }
  /** What is odd about the credentials, to be repeated where they are refused. */
  readonly doubts: readonly string[]
  close(): Promise<void>
}

/** @throws Failure `usage` where credentials are missing and nobody can be asked, or can be none */
export async function realTarget(
  config: TailConfig,
  settled: Settled<TailFlags>,
  log: Console,
): Promise<TailTarget> {
  const { doubts, ...credentials } = await findCredentials(settled, log)
  return { options: { ...config.server, ...credentials }, doubts, close: async () => {} }
}

/** The broker of `simulate`, inside this process, tailed over TLS like any other. */
export async function demoTarget(clock: Clock): Promise<TailTarget> {
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
