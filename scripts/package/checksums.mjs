import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { basename } from 'node:path'
import { pipeline } from 'node:stream/promises'

/**
 * Returns what `sha256sum -c` reads: a line for each file, sorted by name.
 *
 * @param {readonly string[]} files
 */
export async function checksums(files) {
  const lines = await Promise.all(
    files.map(async file => ({ name: basename(file), hash: await sha256(file) })),
  )
  return lines
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ name, hash }) => `${hash}  ${name}\n`)
    .join('')
}

/** @param {string} file */
async function sha256(file) {
  const hash = createHash('sha256')
  await pipeline(createReadStream(file), hash)
  return hash.digest('hex')
}
