import { chmod, copyFile, mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { baseNode, hostNode, nodeVersion } from './base-node.mjs'
import { output } from './child.mjs'
import { checkSealed } from './sealed.mjs'
import { executableOf } from './targets.mjs'
import { pkgFolder } from './tools.mjs'

const seal = fileURLToPath(new URL('seal.cjs', import.meta.url))
const program = 'gizwits-tail.cjs'

/**
 * Makes the executables of `targets` in a folder that is ours to fill.
 *
 * @param folder where they go, each in a folder called like its target
 * @param source the program, one CommonJS file
 * @returns {Promise<Map<string, string>>} by the target's name: where its executable is
 */
export async function makeExecutables({ folder: at, source, targets, signal }) {
  const folder = resolve(at)
  const pkg = await pkgFolder(signal)
  const version = await nodeVersion()
  await mkdir(folder, { recursive: true })
  await copyFile(source, join(folder, program))
  const host = join(folder, process.platform === 'win32' ? 'host-node.exe' : 'host-node')
  await writeFile(host, await hostNode(signal), { mode: 0o755 })
  for (const target of targets) await layInCache(folder, target, version, await baseNode(target, signal))

  const made = new Map(targets.map(its => [its.name, join(folder, its.name, executableOf(its))]))
  const asked = targets.map(({ name, os, arch }) => ({
    platform: os,
    arch,
    nodeRange: `node${version}`,
    output: made.get(name),
  }))
  await output(host, [seal, JSON.stringify({ pkg, program, targets: asked })], {
    cwd: folder,
    // What pkg keeps for later and what it needs meanwhile goes where we clean up.
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
  for (const [name, file] of made) {
    checkSealed(name, await readFile(file), bytes)
    await chmod(file, 0o755)
    if (name.startsWith('macos')) await signAdHoc(file, signal)
  }
  return made
}

/** Puts a Node where pkg looks for what it has fetched and checked before. The archive it would have been in may be empty. */
async function layInCache(folder, { os, arch }, version, node) {
  const cache = join(folder, '.pkg-cache', 'sea')
  const name = `node-v${version}-${os === 'macos' ? 'darwin' : os}-${arch}`
  const archive = join(cache, `${name}.${os === 'win' ? 'zip' : 'tar.gz'}`)
  const file = os === 'win' ? join(cache, `${name}.exe`) : join(cache, name, 'bin', 'node')
  await mkdir(dirname(file), { recursive: true })
  await writeFile(file, node, { mode: 0o755 })
  for (const empty of [archive, `${archive}.ok`, `${file}.ok`]) await writeFile(empty, '')
}

async function signAdHoc(file, signal) {
  await output('codesign', ['--force', '--sign', '-', file], { signal })
  await output('codesign', ['--verify', '--strict', file], { signal })
}
