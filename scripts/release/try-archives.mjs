import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { output } from '../package/child.mjs'
import { archiveName } from '../package/publish.mjs'
import { smokeRun } from '../package/smoke.mjs'
import { executableOf, hostName } from '../package/targets.mjs'

/** Windows' own tar reads zip files; one that Git brings along does not. */
const tar = process.platform === 'win32' ? join(process.env.SystemRoot, 'System32', 'tar.exe') : 'tar'

/**
 * Unpacks this machine's archives, as their users do, and runs what was in them.
 *
 * @throws where there is none, or one is not the program of that version
 */
export async function tryArchives(folder, version) {
  const name = archiveName(version, hostName())
  const archives = (await readdir(folder)).filter(its => its.startsWith(`${name}.`))
  if (archives.length === 0) throw new Error(`there is no archive of ${name} in ${folder}`)
  const os = hostName().split('-')[0]
  for (const archive of archives) {
    const place = await mkdtemp(join(tmpdir(), 'gizwits-tail-'))
    try {
      await output(tar, ['-xf', resolve(folder, archive), '-C', place])
      await smokeRun([join(place, name, executableOf({ os }))], { version })
    } finally {
      await rm(place, { recursive: true, force: true, maxRetries: 5 })
    }
  }
  return archives
}
