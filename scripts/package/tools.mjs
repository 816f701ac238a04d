import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { cp, mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { checkIntegrity } from './integrity.mjs'
import { npm } from './npm.mjs'

const pinned = 'scripts/package/tools'

/** Where fetched packages stay, for the next time. */
const cache = resolve('node_modules/.cache/gizwits-tail-package')

/**
 * Reads what the lockfile of the packaging tools pins.
 *
 * @param {string} name of a package
 * @returns {Promise<{ version: string, integrity: string }>}
 */
export async function lockedPackage(name) {
  const { packages } = JSON.parse(await readFile(join(pinned, 'package-lock.json'), 'utf8'))
  return packages[`node_modules/${name}`]
}

/**
 * Returns the folder of pkg, installed with its dependencies as the lockfile has them.
 *
 * They are not devDependencies: pkg refuses Node 20, with which we build and test, and nobody who only runs the tests
 * should wait for 36 MB.
 *
 * @param {AbortSignal} signal
 */
export async function pkgFolder(signal) {
  const lock = await readFile(join(pinned, 'package-lock.json'))
  const folder = join(cache, `tools-${createHash('sha256').update(lock).digest('hex').slice(0, 12)}`)
  if (!existsSync(folder))
    await createFolder(folder, async made => {
      await cp(pinned, made, { recursive: true })
      await npm(['ci', '--omit=optional'], { cwd: made, signal })
    })
  return join(folder, 'node_modules', '@yao-pkg', 'pkg')
}

/**
 * Returns a package's archive, a .tgz with the hash that the lockfile has.
 *
 * @param {string} name
 * @param {AbortSignal} signal
 */
export async function packageArchive(name, signal) {
  const { version, integrity } = await lockedPackage(name)
  const folder = join(cache, `${name}-${version}`)
  if (!existsSync(folder))
    await createFolder(folder, made => npm(['pack', `${name}@${version}`], { cwd: made, signal }))
  const archive = await readFile(join(folder, `${name}-${version}.tgz`))
  try {
    checkIntegrity(`${name}@${version}`, archive, integrity)
  } catch (error) {
    await rm(folder, { recursive: true })
    throw error
  }
  return archive
}

/**
 * Fills a folder under a temporary name, so that it has its name only once it is complete.
 *
 * @param {string} folder
 * @param {(made: string) => Promise<void>} fill
 */
async function createFolder(folder, fill) {
  await mkdir(cache, { recursive: true })
  const made = await mkdtemp(join(cache, 'unfinished-'))
  try {
    await fill(made)
    await rename(made, folder)
  } finally {
    await rm(made, { recursive: true, force: true })
  }
}
