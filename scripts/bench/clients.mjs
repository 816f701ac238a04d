import { fileURLToPath } from 'node:url'
import { rareType } from './lines.mjs'

const bareClient = fileURLToPath(new URL('./bare-client.mjs', import.meta.url))

/**
 * Credentials by environment: on a command line the tail warns of them. The secret is like no part of a line, as real
 * ones are: where a line may hold it, pretty looks at every byte to hide it.
 */
export const credentials = { GIZWITS_ENTERPRISE_ID: 'bench', GIZWITS_ENTERPRISE_SECRET: 'q7Vd2mXw9Ktz4Rfh' }

/** What the tail is asked for, by a short name. */
export const ways = {
  '--json': ['--json'],
  '--filter': ['--json', '--filter', `event_type=${rareType}`],
  pretty: ['--color', 'always'],
}

/** The command line of a tail. @param way one of `ways` */
export function tail({ broker, program, caFile }, way, prefetch) {
  const where = ['--host', '127.0.0.1', '--port', String(broker.port), '--ca', caFile]
  return [process.execPath, program, ...where, '--prefetch', String(prefetch), ...ways[way]]
}

/** The command line of the bare client. @param mode `through`, `acks` or `drain` */
export function bare({ broker, caFile }, prefetch, mode) {
  return [process.execPath, bareClient, String(broker.port), caFile, String(prefetch), mode]
}
