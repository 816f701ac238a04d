// Makes the single-file executables: `npm run package -- --help`.
import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { messageOf } from './error-message.mjs'
import { makeExecutables } from './package/executables.mjs'
import { readOptions } from './package/options.mjs'
import { packTarget } from './package/pack-target.mjs'
import { publish } from './package/publish.mjs'
import { runnerOf } from './package/runner.mjs'
import { smokeRun } from './package/smoke.mjs'
import { UsageError } from './package/usage-error.mjs'
import { inWorkFolder } from './package/work-folder.mjs'

/** @import { Target } from './package/targets.mjs' */

try {
  const options = readOptions(process.argv.slice(2))
  if (options) await inWorkFolder(options.out, (folder, signal) => makeAll(options, folder, signal))
} catch (error) {
  console.error(`error: ${messageOf(error)}`)
  process.exit(error instanceof UsageError ? 2 : process.exitCode || 1)
}

/**
 * @param {{ targets: readonly Target[], out: string }} options
 * @param {string} folder for all that is made on the way
 * @param {AbortSignal} signal
 */
async function makeAll({ targets, out }, folder, signal) {
  const { version } = JSON.parse(await readFile('package.json', 'utf8'))
  const source = 'dist/gizwits-tail.cjs'
  const executables = await makeExecutables({ folder: join(folder, 'making'), source, targets, signal })
  const archives = []
  for (const [target, executable] of executables) {
    await tryOut(target.name, executable, { version, folder, signal })
    archives.push(...(await packTarget({ folder, version, target, executable, signal, log: console.log })))
  }
  const names = targets.map(({ name }) => name)
  console.log(`\n${await publish({ out, folder, archives, version, targets: names })}`.trimEnd())
  for (const name of archives) console.log(`${join(out, name)}: ${await megabytes(join(out, name))}`)
}

/**
 * Runs an executable where this machine can, and reports it.
 *
 * @param {string} name of the target
 * @param {string} executable
 * @param {{ version: string, folder: string, signal: AbortSignal }} options
 */
async function tryOut(name, executable, { version, folder, signal }) {
  const runner = await runnerOf(name, folder)
  const size = await megabytes(executable)
  if ('reason' in runner) {
    console.log(`${name}: ${size}; not run: ${runner.reason}`)
    return
  }
  await smokeRun([...runner.before, executable], { version, env: runner.env, signal })
  console.log(`${name}: ${size}; runs${runner.before.length > 0 ? `, under ${runner.before[0]}` : ''}`)
}

/** @param {string} file */
async function megabytes(file) {
  return `${((await stat(file)).size / 1e6).toFixed(1)} MB`
}
