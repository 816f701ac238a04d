import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { outputOf } from '../package/child.mjs'
import { archiveName } from '../package/publish.mjs'
import { smokeRun } from '../package/smoke.mjs'
import { executableName, hostName } from '../package/targets.mjs'

/** Windows' own tar reads zip files; the one of Git for Windows does not. */
const tar =
  process.platform === 'win32' ? join(process.env.SystemRoot ?? 'C:\\Windows', 'System32', 'tar.exe') : 'tar'

/**
 * Unpacks this machine's archives, as their users do, and runs what is in them.
 *
 * @param {string} folder where the archives are
 * @param {string} version
 * @returns {Promise<string[]>} their file names
 * @throws {Error} where there is none, or one is not the program of that version
 */
export async function tryArchives(folder, version) {
  const name = archiveName(version, hostName())
  const archives = (await readdir(folder)).filter(file => file.startsWith(`${name}.`))
  if (archives.length === 0) throw new Error(`there is no archive of ${name} in ${folder}`)
  const [os = ''] = hostName().split('-')
  for (const archive of archives) {
    const unpacked = await mkdtemp(join(tmpdir(), 'gizwits-tail-'))
    try {
      await outputOf(tar, ['-xf', resolve(folder, archive), '-C', unpacked])
      await smokeRun([join(unpacked, name, executableName({ os }))], { version })
    } finally {
      await rm(unpacked, { recursive: true, force: true, maxRetries: 5 })
    }
  }
  return archives
}
