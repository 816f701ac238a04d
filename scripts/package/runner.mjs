import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { has, output } from './child.mjs'
import { hostName } from './targets.mjs'

/** Debian's libc6-arm64-cross and libstdc++6-arm64-cross put it there. */
const armLibraries = '/usr/aarch64-linux-gnu'

/** By target: how another machine can run it. */
const strangers = {
  async 'linux-arm64'(env) {
    const command = await firstOf('qemu-aarch64', 'qemu-aarch64-static')
    if (!command) return { why: 'there is no qemu-aarch64' }
    const libraries = env.QEMU_LD_PREFIX ?? armLibraries
    return existsSync(`${libraries}/lib/ld-linux-aarch64.so.1`)
      ? { before: [command, '-L', libraries] }
      : {
          why: `there is ${command} but no libc for it in ${libraries} (Debian: libc6-arm64-cross libstdc++6-arm64-cross; or set QEMU_LD_PREFIX)`,
        }
  },
  async 'win-x64'(_, folder) {
    const command = await firstOf('wine64', 'wine')
    if (!command) return { why: 'there is no wine' }
    const version = /\d+\.\d+/.exec(await output(command, ['--version']))?.[0]
    if (Number.parseInt(version, 10) < oldestWine)
      return { why: `wine ${version} is too old for this Node; wine ${oldestWine} runs it` }
    // Its own folder, and not the user's ~/.wine, which it would make.
    return { before: [command], env: { WINEDEBUG: '-all', WINEPREFIX: resolve(folder, 'wine') } }
  },
}

/** wine 8 does not load Node 24, wine 10 does. */
const oldestWine = 10

/**
 * How this machine runs the executables of a target: what comes before one on the command line, and variables;
 * or `why` it cannot.
 *
 * @param folder where what runs it may keep its own files
 */
export async function runnerOf(name, folder, { host = hostName(), env = process.env } = {}) {
  if (name === host) return { before: [] }
  return (await strangers[name]?.(env, folder)) ?? { why: `${host} cannot run it` }
}

async function firstOf(...commands) {
  for (const command of commands) if (await has(command)) return command
  return undefined
}
