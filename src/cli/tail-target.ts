import type { Clock } from '../base/clock.ts'
import { hostAndPort } from '../base/host-and-port.ts'
import type { Console } from './console.ts'
import { findCredentials } from './credentials.ts'
import type { Settled } from './environment.ts'
import type { TailConfig } from './tail-config.ts'
import type { TailFlags } from './tail-options.ts'

/** The server that a tail connects to, and the credentials for it. */
export interface TailTarget {
  readonly options: TailConfig['server'] & { readonly id: string; readonly secret: string }
  /** The server as `host:port`, for messages. */
  readonly where: string
  /** What looks wrong with the credentials, to be repeated if the server refuses them. */
  readonly doubts: readonly string[]
  close(): Promise<void>
}

/** @throws Failure `usage` if credentials are missing and nobody can be asked for them, or if they cannot be right */
export async function realTarget(
  { server }: TailConfig,
  settled: Settled<TailFlags>,
  log: Console,
): Promise<TailTarget> {
  const { doubts, ...credentials } = await findCredentials(settled, log)
  const where = hostAndPort(server.host, server.port)
  return { options: { ...server, ...credentials }, where, doubts, close: async () => {} }
}

/** A simulated broker inside this process, which is tailed over TLS like any other. */
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
  return {
    options: { ...server, id: 'demo', secret: 'demo' },
    where: hostAndPort(server.host, server.port),
    doubts: [],
    close: () => broker.close(),
  }
}
