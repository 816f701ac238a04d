// Makes the single-file executables: `npm run package -- --help`.
import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { makeExecutables } from './package/executables.mjs'
import { readOptions } from './package/options.mjs'
import { packTarget } from './package/pack-target.mjs'
import { publish } from './package/publish.mjs'
import { runnerOf } from './package/runner.mjs'
import { smokeRun } from './package/smoke.mjs'
import { UsageError } from './package/usage-error.mjs'
import { inWorkshop } from './package/workshop.mjs'

const say = text => console.log(text)

try {
  const options = readOptions(process.argv.slice(2))
  if (options) await inWorkshop(options.out, (folder, signal) => makeAll(options, folder, signal))
} catch (error) {
  console.error(`error: ${error.message}`)
  process.exit(error instanceof UsageError ? 2 : process.exitCode || 1)
}

async function makeAll({ targets, out }, folder, signal) {
  const { version } = JSON.parse(await readFile('package.json', 'utf8'))
  const making = join(folder, 'making')
  const source = 'dist/gizwits-tail.cjs'
  const executables = await makeExecutables({ folder: making, source, targets, signal })
  const archives = []
  for (const target of targets) {
    const executable = executables.get(target.name)
    await tryOut(target.name, executable, { version, folder, signal })
    archives.push(...(await packTarget({ folder, version, target, executable, signal, say })))
  }
  const names = targets.map(its => its.name)
  say(`\n${await publish({ out, folder, archives, version, targets: names })}`.trimEnd())
  for (const name of archives) say(`${join(out, name)}: ${await megabytes(join(out, name))}`)
}

async function tryOut(name, executable, { version, folder, signal }) {
  const runner = await runnerOf(name, folder)
  const size = await megabytes(executable)
  if (runner.why) return say(`${name}: ${size}; not run: ${runner.why}`)
  await smokeRun([...runner.before, executable], { version, env: runner.env, signal })
  say(`${name}: ${size}; runs${runner.before.length > 0 ? `, under ${runner.before[0]}` : ''}`)
}

async function megabytes(file) {
  return `${((await stat(file)).size / 1e6).toFixed(1)} MB`
}
