import { InvalidArgumentError } from 'commander'
import { Failure } from '../base/failure.ts'
import { say } from '../language/say.ts'
import { isExcluded, isLoopback } from '../transport/no-proxy.ts'
import { parseProxy } from '../transport/parse-proxy.ts'
import type { ProxyServer } from '../transport/proxy-server.ts'

/** @throws InvalidArgumentError that does not quote what was given: it may have a password */
export function proxy(given: string): ProxyServer | 'none' {
  if (given === 'none') return given
  const read = parseProxy(given)
  if ('fault' in read) throw new InvalidArgumentError(read.fault)
  return { ...read, source: '--proxy' }
}

/**
 * Returns the proxy for a server: what the option says; without it that of the environment, as curl reads it, unless the
 * server is excluded or is this machine. Undefined if there is none.
 *
 * @throws Failure `usage`, naming the variable
 */
export function findProxy(
  given: ProxyServer | 'none' | undefined,
  { host, port }: { readonly host: string; readonly port: number },
  env: Readonly<Record<string, string | undefined>>,
): ProxyServer | undefined {
  if (given !== undefined) return given === 'none' ? undefined : given
  // Names of variables do not differ by case on Windows.
  const set = (name: string) => [name.toLowerCase(), name].find(name => env[name]?.trim())
  const source = set('HTTPS_PROXY') ?? set('ALL_PROXY')
  if (source === undefined || isLoopback(host)) return undefined
  const excluded = set('NO_PROXY')
  if (excluded !== undefined && isExcluded(env[excluded]!, host, port)) return undefined
  const read = parseProxy(env[source]!)
  if ('fault' in read) {
    const values = { name: source, demand: read.fault }
    throw new Failure('usage', say("{name}: '…' is not valid. {demand}", values), {
      hint: say('Correct the variable, or give --proxy none.'),
    })
  }
  return { ...read, source }
}
