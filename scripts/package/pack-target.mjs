import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipOf, tarOf, zipOf } from './archive.mjs'
import { isInstalled, outputOf } from './child.mjs'
import { contentsOf } from './contents.mjs'
import { archiveName } from './publish.mjs'

/** @import { Target } from './targets.mjs' */

/**
 * Writes the archives of a target's executable.
 *
 * @param {object} options
 * @param {string} options.folder where they go
 * @param {string} options.version
 * @param {Target} options.target
 * @param {string} options.executable a path
 * @param {AbortSignal} options.signal
 * @param {(text: string) => void} options.log
 * @returns {Promise<string[]>} their file names
 */
export async function packTarget({ folder, version, target, executable, signal, log }) {
  const name = archiveName(version, target.name)
  const files = await contentsOf(name, target, executable, signal)
  if (target.os === 'win') {
    await writeFile(join(folder, `${name}.zip`), await zipOf(files, signal))
    return [`${name}.zip`]
  }
  const tar = await tarOf(files)
  await writeFile(join(folder, `${name}.tar`), tar)
  const hasXz = await isInstalled('xz')
  if (!hasXz) log(`${target.name}: no .tar.xz, for xz is not installed`)
  const [zipped] = await Promise.all([gzipOf(tar, signal), hasXz && xz(folder, `${name}.tar`, signal)])
  await writeFile(join(folder, `${name}.tar.gz`), zipped)
  return hasXz ? [`${name}.tar.gz`, `${name}.tar.xz`] : [`${name}.tar.gz`]
}

/**
 * @param {string} folder
 * @param {string} file
 * @param {AbortSignal} signal
 */
async function xz(folder, file, signal) {
  // One thread: with several, the bytes would depend on their number.
  await outputOf('xz', ['--keep', '--threads=1', '-6', file], { cwd: folder, signal, timeout: 600_000 })
}
