import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { isInstalled, outputOf } from './child.mjs'
import { hostName } from './targets.mjs'

/**
 * How executables of a target run on this machine: what comes before one on the command line, and variables; or the
 * reason why they cannot.
 *
 * @typedef {{ before: string[], env?: Record<string, string> } | { reason: string }} Runner
 */

/** Where Debian's libc6-arm64-cross and libstdc++6-arm64-cross are installed. */
const armLibraries = '/usr/aarch64-linux-gnu'

/** wine 8 does not load Node 24, wine 10 does. */
const oldestWine = 10

/**
 * By target: how another machine can run it.
 *
 * @type {Readonly<Record<string, (env: NodeJS.ProcessEnv, folder: string) => Promise<Runner>>>}
 */
const emulators = {
  async 'linux-arm64'(env) {
    const command = await firstInstalled('qemu-aarch64', 'qemu-aarch64-static')
    if (!command) return { reason: 'qemu-aarch64 is not installed' }
    const libraries = env.QEMU_LD_PREFIX ?? armLibraries
    if (existsSync(`${libraries}/lib/ld-linux-aarch64.so.1`)) return { before: [command, '-L', libraries] }
    const packages = 'Debian: libc6-arm64-cross libstdc++6-arm64-cross; or set QEMU_LD_PREFIX'
    return { reason: `there is ${command} but no libc for it in ${libraries} (${packages})` }
  },
  async 'win-x64'(_env, folder) {
    const command = await firstInstalled('wine64', 'wine')
    if (!command) return { reason: 'wine is not installed' }
    const version = /\d+\.\d+/.exec((await outputOf(command, ['--version'])).toString())?.[0] ?? 'unknown'
    if (Number.parseInt(version, 10) < oldestWine)
      return { reason: `wine ${version} is too old for this Node; wine ${oldestWine} runs it` }
    // In a folder of ours rather than in the user's ~/.wine, which it would create.
    return { before: [command], env: { WINEDEBUG: '-all', WINEPREFIX: resolve(folder, 'wine') } }
  },
}

/**
 * Returns how this machine runs the executables of a target.
 *
 * @param {string} name of the target
 * @param {string} folder where an emulator may keep its own files
 * @param {{ host?: string, env?: NodeJS.ProcessEnv }} [machine]
 * @returns {Promise<Runner>}
 */
export async function runnerOf(name, folder, { host = hostName(), env = process.env } = {}) {
  if (name === host) return { before: [] }
  return (await emulators[name]?.(env, folder)) ?? { reason: `${host} cannot run it` }
}

/** @param {string[]} commands */
async function firstInstalled(...commands) {
  for (const command of commands) if (await isInstalled(command)) return command
  return undefined
}
