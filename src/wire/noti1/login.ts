import { Failure } from '../../base/failure.ts'
import { say } from '../../language/say.ts'
import type { Sent } from '../dialect.ts'
import type { Credentials, QueueRequest, Request } from '../request.ts'
import { badLogin, readPrefetch } from '../request-reader.ts'
import { words } from './words.ts'

/** `prefetch_count`: its bounds, and the default of a server, since the vendor's own client sends none. */
export const prefetch = { whole: true, default: 50, min: 1, max: 32767 } as const

/**
 * Returns the login, with the secret masked in what is shown.
 *
 * @throws Failure `usage` if the id or the secret is empty
 */
export function login(credentials: Credentials, prefetchCount: number): Sent {
  if (!credentials.id || !credentials.secret)
    throw new Failure('usage', say('id and secret must both be given'))
  return {
    bytes: loginLine(credentials, prefetchCount),
    shown: loginLine({ ...credentials, secret: '***' }, prefetchCount),
  }
}

function loginLine({ id, secret }: Credentials, prefetchCount: number): Buffer {
  const data = { enterprise_id: id, enterprise_secret: secret, prefetch_count: prefetchCount }
  return Buffer.from(`${JSON.stringify({ cmd: words.loginRequest, data })}\n`)
}

/** An enterprise has one queue, with the events of all its products. */
export const queues: readonly QueueRequest[] = [{ key: '', productKey: undefined, eventTypes: undefined }]

/** Reads a login request, a parsed JSON object. */
export function readLogin({ data }: { readonly data?: unknown }): Request {
  if (typeof data !== 'object' || data === null) return badLogin('data must be an object')
  const { enterprise_id: id, enterprise_secret: secret, prefetch_count } = data as Record<string, unknown>
  if (typeof id !== 'string') return badLogin('enterprise_id must be a string')
  if (typeof secret !== 'string') return badLogin('enterprise_secret must be a string')
  const asked = readPrefetch(prefetch_count, prefetch)
  if ('reason' in asked) return asked
  return { kind: 'login', who: id, credentials: [{ id, secret }], queues, ...asked }
}
