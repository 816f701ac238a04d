import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { cp, mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { demandIntegrity } from './integrity.mjs'
import { npm } from './npm.mjs'

const pinned = 'scripts/package/tools'

/** Where fetched things stay, for the next time. */
const cache = resolve('node_modules/.cache/gizwits-tail-package')

/** The lockfile of what packaging needs. */
export async function lockedTools() {
  return JSON.parse(await readFile(join(pinned, 'package-lock.json'), 'utf8')).packages
}

/**
 * The folder of pkg, with all it needs, as the lockfile has it.
 *
 * These are no devDependencies: pkg refuses Node 20, on which we are built and tested, and 36 MB are nothing
 * that who runs the tests should wait for.
 */
export async function pkgFolder(signal) {
  const lock = await readFile(join(pinned, 'package-lock.json'))
  const folder = join(cache, `tools-${createHash('sha256').update(lock).digest('hex').slice(0, 12)}`)
  if (!existsSync(folder))
    await makeWhole(folder, async made => {
      await cp(pinned, made, { recursive: true })
      await npm(['ci', '--omit=optional'], { cwd: made, signal })
    })
  return join(folder, 'node_modules', '@yao-pkg', 'pkg')
}

/**
 * A package's archive, the one that the lockfile has the hash of, and no other.
 *
 * @returns {Promise<Buffer>} a .tgz
 */
export async function packageArchive(name, signal) {
  const { version, integrity } = (await lockedTools())[`node_modules/${name}`]
  const folder = join(cache, `${name}-${version}`)
  if (!existsSync(folder))
    await makeWhole(folder, made => npm(['pack', `${name}@${version}`], { cwd: made, signal }))
  const archive = await readFile(join(folder, `${name}-${version}.tgz`))
  try {
    demandIntegrity(`${name}@${version}`, archive, integrity)
  } catch (error) {
    await rm(folder, { recursive: true })
    throw error
  }
  return archive
}

/** Makes a folder under another name, so that the name stands for a whole one. */
async function makeWhole(folder, make) {
  await mkdir(cache, { recursive: true })
  const made = await mkdtemp(join(cache, 'unfinished-'))
  try {
    await make(made)
    await rename(made, folder)
  } finally {
    await rm(made, { recursive: true, force: true })
  }
}
