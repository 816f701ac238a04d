import { createHash } from 'node:crypto'

/**
 * Makes sure that bytes are those of which a lockfile has the hash, such as `sha512-BASE64`.
 *
 * @throws where they are others
 */
export function demandIntegrity(name, bytes, integrity) {
  const [algorithm] = integrity.split('-', 1)
  const is = `${algorithm}-${createHash(algorithm).update(bytes).digest('base64')}`
  if (is === integrity) return
  throw new Error(`${name} is not what the lockfile pins: its hash is ${is}, it must be ${integrity}`)
}
