import { dirname, join } from 'node:path'
import { hostAndPort } from '../base/host-and-port.ts'
import { asciiName } from '../transport/addresses.ts'
import { configPlace } from './config/config-place.ts'
import type { Console } from './console.ts'
import { askFor } from './credentials.ts'
import { KnownServers } from './known-servers.ts'
import type { LoginConfig } from './login-config.ts'
import type { RunConfig } from './run-config.ts'
import { serverTrust, type Trust } from './server-trust.ts'
import { systemInfo } from './system-info.ts'

interface Streams extends Record<'stdin' | 'stdout' | 'stderr', { readonly isTTY?: boolean }> {
  readonly env: Readonly<Record<string, string | undefined>>
}

/**
 * How to decide about a certificate that does not verify: by `known_servers` beside the config file, or by asking.
 * Undefined if `--pin` or `--insecure` says what to accept.
 *
 * @param canAsk whether a person may be asked
 */
export function loginTrust(
  { host, port, insecure, pins }: LoginConfig['server'],
  canAsk: boolean,
  log: Console,
): Trust | undefined {
  if (insecure || pins.length > 0) return undefined
  const known = new KnownServers(join(dirname(configPlace(systemInfo()).path), 'known_servers'))
  const name = hostAndPort(asciiName(host).toLowerCase(), port)
  const ask = async (prompt: string) => (await askFor([{ prompt, hidden: false }]))[0]
  return serverTrust(name, { known, ask: canAsk ? ask : undefined, log })
}

/**
 * Whether somebody sits there and reads: on a terminal, nothing piped in or out, not quiet, not in CI. A view has the terminal
 * for itself.
 */
export function canAskTrust(
  { verbosity, watch }: Pick<RunConfig, 'verbosity' | 'watch'>,
  { stdin, stdout, stderr, env }: Streams,
): boolean {
  const inCi = env.CI !== undefined && !['', '0', 'false'].includes(env.CI)
  const terminals = [stdin, stdout, stderr].every(({ isTTY }) => isTTY === true)
  return terminals && verbosity !== 'quiet' && !watch && !inCi
}
