import { Failure } from '../base/failure.ts'
import { say } from '../language/say.ts'
import type { ProxyServer } from '../transport/proxy-server.ts'
import { type DialectName, dialects } from '../wire/dialects.ts'
import { readCaFile } from './ca-file.ts'
import type { Contradiction } from './contradictions.ts'
import type { Settled } from './environment.ts'
import { longName } from './flag-words.ts'
import { loginOptions } from './login-options.ts'
import type { FlagsOf } from './option-table.ts'
import { findProxy } from './proxy-option.ts'

export type LoginFlags = FlagsOf<typeof loginOptions>

/** Which server to log in to, and how it is verified. Credentials are not part of it: a person may have to be asked. */
export interface LoginConfig {
  readonly dialect: DialectName
  readonly server: {
    readonly host: string
    readonly port: number
    readonly proxy: ProxyServer | undefined
    readonly ca: string | undefined
    readonly servername: string | undefined
    readonly insecure: boolean
    readonly pins: readonly string[]
  }
}

/** Flags that cannot be typed together, unless the first has the value `unlessFirst`. */
export const loginContradictions: readonly Contradiction<LoginFlags>[] = [
  ['secret', 'secretFile'],
  ['id', 'product'],
  ['dialect', 'id', 'noti1'],
  ['demo', 'id'],
  ['demo', 'product'],
  ['demo', 'subkey'],
  ['demo', 'subscribe'],
  ['demo', 'secret'],
  ['demo', 'secretFile'],
  ['demo', 'host'],
  ['demo', 'port'],
  ['demo', 'proxy'],
  ['demo', 'ca'],
  ['demo', 'servername'],
  ['demo', 'insecure'],
  ['demo', 'pin'],
]

/**
 * @param typed the flags that were typed
 * @param env has the variables that name a proxy
 * @throws Failure `usage`
 */
export function loginConfig(
  typed: LoginFlags,
  { flags, nameOf }: Settled<LoginFlags>,
  env: Readonly<NodeJS.ProcessEnv>,
): LoginConfig {
  const dialect = dialectOf(typed, flags)
  const { endpoint } = dialects[dialect]
  const { host = endpoint.host, port = endpoint.port } = flags
  return {
    dialect,
    server: {
      host,
      port,
      proxy: flags.demo ? undefined : findProxy(flags.proxy, { host, port }, env),
      ca: flags.ca === undefined ? undefined : readCaFile(flags.ca, nameOf('ca')),
      servername: flags.servername,
      insecure: flags.insecure === true,
      pins: flags.pin ?? [],
    },
  }
}

/** The options that only a login by product has. */
export const productOptions = ['product', 'subkey', 'subscribe'] as const

/** @throws Failure `usage` if an option that was typed is not of the dialect */
function dialectOf(typed: LoginFlags, { dialect, product }: LoginFlags): DialectName {
  const chosen = dialect ?? (product ? 'snoti2' : 'noti1')
  const stray = chosen === 'noti1' ? productOptions.find(key => typed[key] !== undefined) : undefined
  if (stray) {
    const flag = longName(loginOptions[stray].flags)
    throw new Failure('usage', say('{flag} is an option of SNoti 2.x', { flag }), {
      hint: say('Give --product PRODUCT_KEY:AUTH_ID to log in by product.'),
    })
  }
  return chosen
}
