import { readdirSync, renameSync, rmSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { checksums } from './checksums.mjs'

const sums = 'SHA256SUMS'
const endings = ['.tar.gz', '.tar.xz', '.zip']

/**
 * Returns the name of a target's archives, and of the folder in them, without an extension.
 *
 * @param {string} version
 * @param {string} target
 */
export function archiveName(version, target) {
  return `gizwits-tail-${version}-${target}`
}

/**
 * Moves finished archives to `out`, where they replace those of the same targets, and writes SHA256SUMS of all archives
 * of this version that are then there. It does all of this or nothing.
 *
 * @param {object} options
 * @param {string} options.out
 * @param {string} options.folder where the archives are: on the same disk as `out`
 * @param {readonly string[]} options.archives file names
 * @param {string} options.version
 * @param {readonly string[]} options.targets names
 * @returns {Promise<string>} the text of SHA256SUMS
 */
export async function publish({ out, folder, archives, version, targets }) {
  const replaced = new Set(targets.flatMap(target => endings.map(end => archiveName(version, target) + end)))
  const existing = readdirSync(out).filter(
    file => file.startsWith(archiveName(version, '')) && endings.some(end => file.endsWith(end)),
  )
  const kept = existing.filter(file => !replaced.has(file))
  const text = await checksums([
    ...kept.map(file => join(out, file)),
    ...archives.map(file => join(folder, file)),
  ])
  await writeFile(join(folder, sums), text)
  // Synchronously, so that no signal interrupts it, and the sums last, so that they describe what is there.
  for (const file of existing) if (replaced.has(file) && !archives.includes(file)) rmSync(join(out, file))
  for (const file of [...archives, sums]) renameSync(join(folder, file), join(out, file))
  return text
}
