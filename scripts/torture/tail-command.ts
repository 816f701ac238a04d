import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Plan } from './plan.ts'
import { spoken } from './spoken.ts'

interface Server {
  readonly port: number
  readonly run: number
  /** Has the CA in `ca.pem`; the secret may be put there. */
  readonly folder: string
  readonly secret: string
}

/** Returns the arguments and variables that start a tail as the plan says. */
export function tailCommand(
  { dialect, prefetch, heartbeat, verbosity, secretBy }: Plan,
  { port, run, folder, secret }: Server,
): { args: string[]; env: Record<string, string> } {
  const { login, secretVariable, secretFile } = spoken[dialect]
  const args = [
    '--json',
    '--host',
    '127.0.0.1',
    '--port',
    `${port}`,
    '--ca',
    join(folder, 'ca.pem'),
    ...login(run),
  ]
  // Faults may end several connections before the first login, and the tail must not give up.
  args.push('--prefetch', `${prefetch}`, '--connect-timeout', '2s', '--max-retries', '1000')
  args.push('--ping-interval', `${heartbeat.pingInterval}ms`, '--pong-timeout', `${heartbeat.pongTimeout}ms`)
  if (verbosity !== '') args.push(verbosity)
  if (secretBy === 'environment') return { args, env: { [secretVariable]: secret } }
  if (secretBy === 'flag') return { args: [...args, '--secret', secret], env: {} }
  const file = join(folder, 'secret')
  writeFileSync(file, secretFile(secret), { mode: 0o600 })
  return { args: [...args, '--secret-file', file], env: {} }
}
