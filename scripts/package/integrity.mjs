import { createHash } from 'node:crypto'

/**
 * Checks bytes against the hash that a lockfile has.
 *
 * @param {string} name of what the bytes are
 * @param {Buffer} bytes
 * @param {string} integrity such as `sha512-BASE64`
 * @throws {Error} where the hash is another
 */
export function checkIntegrity(name, bytes, integrity) {
  const algorithm = integrity.slice(0, integrity.indexOf('-'))
  const actual = `${algorithm}-${createHash(algorithm).update(bytes).digest('base64')}`
  if (actual === integrity) return
  throw new Error(`${name} is not what the lockfile pins: its hash is ${actual}, it must be ${integrity}`)
}
