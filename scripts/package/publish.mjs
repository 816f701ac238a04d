import { readdirSync, renameSync, rmSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { checksums } from './checksums.mjs'

const sums = 'SHA256SUMS'
const endings = ['.tar.gz', '.tar.xz', '.zip']

/** The name of a target's archive and of the folder in it, without what tells its kind. */
export function archiveName(version, target) {
  return `gizwits-tail-${version}-${target}`
}

/**
 * Gives finished archives their place in `out`, instead of those that were there for the same targets, and writes
 * SHA256SUMS of all that are there then, of this version. Either all of this is done or nothing.
 *
 * @param folder where `archives`, file names, lie: on the same disk as `out`
 * @returns {Promise<string>} what SHA256SUMS says
 */
export async function publish({ out, folder, archives, version, targets }) {
  const replaced = new Set(targets.flatMap(its => endings.map(end => archiveName(version, its) + end)))
  const there = readdirSync(out).filter(
    its => its.startsWith(archiveName(version, '')) && endings.some(end => its.endsWith(end)),
  )
  const stay = there.filter(its => !replaced.has(its))
  const text = await checksums([
    ...stay.map(its => join(out, its)),
    ...archives.map(its => join(folder, its)),
  ])
  await writeFile(join(folder, sums), text)
  // In one go, so that no signal comes in between. The sums last: they then speak of what is there.
  for (const name of there) if (replaced.has(name) && !archives.includes(name)) rmSync(join(out, name))
  for (const name of [...archives, sums]) renameSync(join(folder, name), join(out, name))
  return text
}
