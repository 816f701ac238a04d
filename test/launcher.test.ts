import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { tempFolder } from './support/temp-folder.ts'

const launcher = fileURLToPath(new URL('../bin/gizwits-tail.cjs', import.meta.url))
const folder = tempFolder()

/** Runs the launcher from a package with this `dist/gizwits-tail.cjs`, or without one. */
function launch(name: string, program: string | undefined, nodeOptions: string[] = []) {
  const copy = join(folder, name, 'bin', 'gizwits-tail.cjs')
  mkdirSync(join(folder, name, 'bin'), { recursive: true })
  mkdirSync(join(folder, name, 'dist'), { recursive: true })
  copyFileSync(launcher, copy)
  if (program !== undefined) writeFileSync(join(folder, name, 'dist', 'gizwits-tail.cjs'), program)
  const { status, stdout, stderr } = spawnSync(process.execPath, [...nodeOptions, copy, '--demo'], {
    encoding: 'utf8',
  })
  return { status, stdout, stderr }
}

test('before a build it says in one line what to run', () => {
  expect(launch('unbuilt', undefined)).toEqual({
    status: 1,
    stdout: '',
    stderr: 'gizwits-tail is not built: dist/gizwits-tail.cjs is missing; run npm ci && npm run build\n',
  })
})

test('a Node that is too old is named in one line, and the program is not read', () => {
  const old = join(folder, 'old.cjs')
  writeFileSync(old, 'Object.defineProperty(process.versions, "node", { value: "18.20.4" })')
  expect(launch('old', 'console.log("run")', ['--require', old])).toEqual({
    status: 1,
    stdout: '',
    stderr: 'gizwits-tail needs Node 20 or newer; this is Node 18.20.4\n',
  })
})

test('it runs the program, and an error of the program is not taken for a missing build', () => {
  expect(launch('built', 'console.log(process.argv[2])')).toEqual({
    status: 0,
    stdout: '--demo\n',
    stderr: '',
  })
  const broken = launch('broken', 'throw new TypeError("broken")')
  expect(broken.status).not.toBe(0)
  expect(broken.stderr).toContain('TypeError: broken')
})

test('it is written in the syntax of the oldest Nodes', () => {
  expect(readFileSync(launcher, 'utf8')).not.toMatch(
    /=>|`|\b(const|let|class|async|await|import)\b|catch \{|\?\.|\?\?/,
  )
})

test('the program is ASCII alone: V8 would hold all of it in two bytes per character otherwise', () => {
  const program = readFileSync(new URL('../dist/gizwits-tail.cjs', import.meta.url), 'latin1')
  expect(/[^\0-\x7f]/.exec(program)?.[0]).toBeUndefined()
})
