import { X509Certificate } from 'node:crypto'
import type { TailOptions } from '../app/open-tail.ts'
import type { Clock } from '../base/clock.ts'
import { hostAndPort } from '../base/host-and-port.ts'
import type { DefinitionSet } from '../datapoints/definition-set.ts'
import { say } from '../language/say.ts'
import { pinOf } from '../transport/certificate-facts.ts'
import { proxyName } from '../transport/proxy-server.ts'
import type { TlsOptions } from '../transport/tls-options.ts'
import { type DialectName, dialects } from '../wire/dialects.ts'
import type { Console } from './console.ts'
import { findCredentials } from './credentials.ts'
import { findProducts } from './find-products.ts'
import type { LoginConfig } from './login-config.ts'
import { canAskTrust, loginTrust } from './login-trust.ts'
import type { SettledTail } from './settle-tail.ts'
import { demoLogins } from './simulated-login.ts'
import type { TailConfig } from './tail-config.ts'

/** What logs in, in one dialect. */
export type Login =
  | { readonly dialect: 'noti1'; readonly id: string; readonly secret: string }
  | Pick<Extract<TailOptions, { dialect: 'snoti2' }>, 'dialect' | 'products'>

/** The server that a tail connects to, and the credentials for it. */
export interface TailTarget {
  readonly server: LoginConfig['server'] & Pick<TlsOptions, 'trust'>
  readonly login: Login
  /** The server as `host:port`, for messages. */
  readonly where: string
  /** What must not be shown. */
  readonly secrets: readonly string[]
  /** What looks wrong with the credentials, to be repeated if the server refuses them. */
  readonly doubts: readonly string[]
  close(): Promise<void>
}

/**
 * @param authSecret the value of `GIZWITS_AUTH_SECRET`
 * @throws Failure `usage` if credentials are missing and nobody can be asked for them, or if they cannot be right
 */
export async function realTarget(
  { server, dialect, verbosity, watch }: LoginConfig & Pick<TailConfig, 'verbosity' | 'watch'>,
  settled: SettledTail,
  authSecret: string | undefined,
  log: Console,
): Promise<TailTarget> {
  const { login, secrets, doubts } = await logins[dialect](settled, authSecret, log)
  const { proxy } = server
  if (proxy && proxy !== settled.flags.proxy)
    log.info(
      say('connecting through {proxy} ({source})', {
        proxy: proxyName(proxy),
        source: proxy.source ?? '--proxy',
      }),
    )
  const where = hostAndPort(server.host, server.port)
  const canAsk = canAskTrust({ verbosity, watch }, process)
  return {
    server: { ...server, trust: loginTrust(server, canAsk, log) },
    login,
    where,
    secrets: [...secrets, ...proxySecrets(server)],
    doubts,
    close: async () => {},
  }
}

/** What a proxy may repeat of the login to it. */
function proxySecrets({ proxy }: LoginConfig['server']): string[] {
  const password = proxy?.credentials?.password
  return password ? [password] : []
}

/** Finds the credentials of each dialect. */
const logins = {
  async noti1(settled, _, log) {
    const { doubts, id, secret } = await findCredentials(settled, log)
    return { login: { dialect: 'noti1', id, secret }, secrets: [secret], doubts }
  },
  async snoti2(settled, authSecret, log) {
    const { doubts, products } = await findProducts(settled, authSecret, log)
    const secrets = products.map(product => product.authSecret)
    return { login: { dialect: 'snoti2', products }, secrets, doubts }
  },
} satisfies Record<
  DialectName,
  (
    settled: SettledTail,
    authSecret: string | undefined,
    log: Console,
  ) => Promise<Pick<TailTarget, 'login' | 'secrets' | 'doubts'>>
>

/** Returns the definitions of the products that the demo makes up. */
export async function shippedDefinitions(): Promise<DefinitionSet> {
  return (await import('../simulator/products.ts')).shippedDefinitions()
}

/**
 * A simulated broker inside this process, which is tailed over TLS like any other.
 *
 * @param definitions of the products that there are devices of; those that are made up if undefined
 */
export async function demoTarget(
  dialect: DialectName,
  clock: Clock,
  definitions?: DefinitionSet,
): Promise<TailTarget> {
  const { startBroker } = await import('../simulator/broker.ts')
  const { products: madeUp, productsOf } = await import('../simulator/products.ts')
  const devices = 8
  const products = (definitions ? productsOf(definitions) : madeUp).slice(0, devices)
  const broker = await startBroker({
    port: 0,
    rate: 4,
    devices,
    products,
    seed: clock.wall(),
    scenarios: [],
    dialect: dialects[dialect].server,
    clock,
  })
  const server = {
    host: '127.0.0.1',
    port: broker.port,
    proxy: undefined,
    ca: undefined,
    servername: undefined,
    // Its key instead of a chain, for which Node would parse its root certificates.
    insecure: true,
    pins: [pinOf(new X509Certificate(broker.ca))],
  }
  const where = hostAndPort(server.host, server.port)
  // The secret of the demo is the word demo, which other text may contain: nothing is to be hidden.
  const login = demoLogins[dialect](products.map(({ productKey }) => productKey))
  return { server, login, where, secrets: [], doubts: [], close: () => broker.close() }
}
