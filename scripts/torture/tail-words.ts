import { writeFileSync } from 'node:fs'
import type { Plan } from './plan.ts'

interface Peer {
  readonly port: number
  /** A file. */
  readonly ca: string
  readonly id: string
  readonly secret: string
  /** Where the secret may be put. */
  readonly secretFile: string
}

/** The words and variables that start a tail as the plan wants it. */
export function tailCommand(
  { prefetch, limits, verbosity, secretBy }: Plan,
  { port, ca, id, secret, secretFile }: Peer,
): { words: string[]; env: Record<string, string> } {
  const words = ['--json', '--host', '127.0.0.1', '--port', `${port}`, '--ca', ca, '--id', id]
  // Faults may hit one connection after the other before the first login, and the tail is not to give up.
  words.push('--prefetch', `${prefetch}`, '--connect-timeout', '2s', '--max-retries', '1000')
  words.push('--ping-interval', `${limits.pingInterval}ms`, '--pong-timeout', `${limits.pongTimeout}ms`)
  if (verbosity !== '') words.push(verbosity)
  if (secretBy === 'environment') return { words, env: { GIZWITS_ENTERPRISE_SECRET: secret } }
  if (secretBy === 'flag') return { words: [...words, '--secret', secret], env: {} }
  writeFileSync(secretFile, secret, { mode: 0o600 })
  return { words: [...words, '--secret-file', secretFile], env: {} }
}
