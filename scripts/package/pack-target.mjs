import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipOf, tarOf, zipOf } from './archive.mjs'
import { has, output } from './child.mjs'
import { contentsOf } from './contents.mjs'
import { archiveName } from './publish.mjs'

/**
 * Writes the archives of a target's executable into `folder`.
 *
 * @returns {Promise<string[]>} their names
 */
export async function packTarget({ folder, version, target, executable, signal, say }) {
  const name = archiveName(version, target.name)
  const files = await contentsOf(name, target, executable, signal)
  if (target.os === 'win') {
    await writeFile(join(folder, `${name}.zip`), await zipOf(files, signal))
    return [`${name}.zip`]
  }
  const tar = await tarOf(files)
  await writeFile(join(folder, `${name}.tar`), tar)
  const made = [`${name}.tar.gz`]
  const [zipped] = await Promise.all([gzipOf(tar, signal), xz(folder, name)])
  await writeFile(join(folder, `${name}.tar.gz`), zipped)
  return made

  async function xz() {
    if (!(await has('xz'))) return say(`${target.name}: no .tar.xz, for there is no xz here`)
    // One thread: with more of them, their number would show in the bytes.
    await output('xz', ['--keep', '--threads=1', '-6', `${name}.tar`], {
      cwd: folder,
      signal,
      timeout: 600_000,
    })
    made.push(`${name}.tar.xz`)
  }
}
