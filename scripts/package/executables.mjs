import { chmod, copyFile, mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { baseNode, hostNode, nodeVersion } from './base-node.mjs'
import { checkExecutable } from './check-executable.mjs'
import { outputOf } from './child.mjs'
import { executableName } from './targets.mjs'
import { pkgFolder } from './tools.mjs'

/** @import { Target } from './targets.mjs' */

const runPkg = fileURLToPath(new URL('run-pkg.cjs', import.meta.url))
const program = 'gizwits-tail.cjs'

/**
 * Makes the executables of targets.
 *
 * @param {object} options
 * @param {string} options.folder where they go, each in a folder with the name of its target; it is created
 * @param {string} options.source the program, one CommonJS file
 * @param {readonly Target[]} options.targets
 * @param {AbortSignal} options.signal
 * @returns {Promise<Map<Target, string>>} where the executable of each is
 */
export async function makeExecutables({ folder: at, source, targets, signal }) {
  const folder = resolve(at)
  const pkg = await pkgFolder(signal)
  const version = await nodeVersion()
  await mkdir(folder, { recursive: true })
  await copyFile(source, join(folder, program))
  const host = join(folder, process.platform === 'win32' ? 'host-node.exe' : 'host-node')
  await writeFile(host, await hostNode(signal), { mode: 0o755 })
  for (const target of targets) await fillCache(folder, target, version, await baseNode(target, signal))

  const made = new Map(targets.map(target => [target, join(folder, target.name, executableName(target))]))
  const pkgTargets = [...made].map(([{ os, arch }, output]) => {
    return { platform: os, arch, nodeRange: `node${version}`, output }
  })
  await outputOf(host, [runPkg, JSON.stringify({ pkg, program, targets: pkgTargets })], {
    cwd: folder,
    // What pkg caches, and its temporary files, go into the folder that is removed at the end.
    env: {
      HOME: folder,
      USERPROFILE: folder,
      TMPDIR: folder,
      TEMP: folder,
      TMP: folder,
      NODE_OPTIONS: undefined,
    },
    signal,
  })

  const bytes = await readFile(source)
  for (const [{ name, os }, file] of made) {
    checkExecutable(name, await readFile(file), bytes)
    await chmod(file, 0o755)
    if (os === 'macos') await signAdHoc(file, signal)
  }
  return made
}

/**
 * Puts a Node where pkg looks for what it has fetched and checked before. The archive that it came in may be empty.
 *
 * @param {string} folder the home of pkg
 * @param {Target} target
 * @param {string} version of Node
 * @param {Buffer} node
 */
async function fillCache(folder, { os, arch }, version, node) {
  const cache = join(folder, '.pkg-cache', 'sea')
  const name = `node-v${version}-${os === 'macos' ? 'darwin' : os}-${arch}`
  const archive = join(cache, `${name}.${os === 'win' ? 'zip' : 'tar.gz'}`)
  const file = os === 'win' ? join(cache, `${name}.exe`) : join(cache, name, 'bin', 'node')
  await mkdir(dirname(file), { recursive: true })
  await writeFile(file, node, { mode: 0o755 })
  for (const empty of [archive, `${archive}.ok`, `${file}.ok`]) await writeFile(empty, '')
}

/**
 * @param {string} file
 * @param {AbortSignal} signal
 */
async function signAdHoc(file, signal) {
  await outputOf('codesign', ['--force', '--sign', '-', file], { signal })
  await outputOf('codesign', ['--verify', '--strict', file], { signal })
}
