import { spawnSync } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { pathToFileURL } from 'node:url'
import { beforeAll, expect, test } from 'vitest'
import { oneFile } from '../scripts/build/one-file.mjs'
import { tempFolder } from './support/temp-folder.ts'

const folder = tempFolder()
const program = join(folder, 'program.cjs')

/** A program of parts that share a module with state. */
const files = {
  'entry.mjs': `
    import { all } from './state.mjs'
    all.push('entry')
    const uses = {
      none: () => console.log(all.join()),
      often: () => import('./often.mjs').then(({ add }) => add('often')).then(uses.none),
      twice: () => uses.often().then(uses.often),
      byDefault: () => import('./by-default.mjs').then(({ default: say }) => say()),
      rarely: () => import('./rarely.mjs').then(({ url }) => console.log(url)),
      fail: () => import('./rarely.mjs').then(({ fail }) => fail()).catch(error => console.log(error.stack)),
    }
    uses[process.argv[2]]()`,
  'state.mjs': 'export const all = []',
  'often.mjs': `
    import { all } from './state.mjs'
    import { cpus } from 'node:os'
    all.push(typeof cpus)
    export const add = one => all.push(one)`,
  'by-default.mjs': `
    export default () => console.log('by default')`,
  'rarely.mjs': `
    export const url = import.meta.url + ' 设备'.replace(/备/, '施')
    export const fail = () => { throw new Error('in part') }`,
}

let code: string
beforeAll(async () => {
  const source = join(folder, 'source')
  mkdirSync(source)
  for (const [name, text] of Object.entries(files)) writeFileSync(join(source, name), text)
  const options = { bundle: true, platform: 'node', target: 'node20' } as const
  const define = { 'import.meta.url': '__module.url' }
  const ready = [relative('.', join(source, 'often.mjs')).replaceAll('\\', '/')]
  code = await oneFile(join(source, 'entry.mjs'), ready, { ...options, define })
  writeFileSync(program, code)
})

/** @param hook what is run first */
function run(use: string, hook = ''): string {
  writeFileSync(join(folder, 'hook.cjs'), hook)
  const { stdout, stderr } = spawnSync(
    process.execPath,
    ['--require', join(folder, 'hook.cjs'), program, use],
    { encoding: 'utf8' },
  )
  expect(stderr).toBe('')
  return stdout.trimEnd()
}

test('a part may have a default export', () => {
  expect(run('byDefault')).toBe('by default')
})

test('parts share modules, and each is run once', () => {
  expect(run('none')).toBe('entry')
  expect(run('often')).toBe('entry,function,often')
  expect(run('twice')).toBe('entry,function,often\nentry,function,often,often')
})

test('a part is compiled when it is imported, and inflated if few runs import it', () => {
  const hook = `
    const log = (object, name) => {
      const original = object[name]
      object[name] = (...args) => { console.log(name); return original(...args) }
    }
    log(require('node:vm'), 'compileFunction')
    log(require('node:zlib'), 'inflateRawSync')`
  expect(run('none', hook)).toBe('entry')
  expect(run('often', hook)).toBe('compileFunction\nentry,function,often')
  expect(run('rarely', hook)).toMatch(/^inflateRawSync\ncompileFunction\nfile:/)
})

test('no module of the program exports a variable that changes, since importers keep its value', () => {
  for (const file of readdirSync('src', { recursive: true, encoding: 'utf8' }))
    if (file.endsWith('.ts'))
      expect(readFileSync(join('src', file), 'utf8'), file).not.toMatch(/^export (?:let|var) /m)
})

test('no use of an import is a call of a getter', () => {
  expect(code).not.toMatch(/get:\s*\(\) =>/)
})

test('what a part says of itself: the URL of the file, and its own name in stack traces', () => {
  expect(run('rarely')).toBe(`${pathToFileURL(program)} 设施`)
  expect(run('fail')).toMatch(/^Error: in part\n {4}at .*gizwits-tail\/rarely-\w+\.js:/)
})

test('the file is ASCII, whatever is in it', () => {
  expect(code).not.toMatch(/[^\0-\x7f]/)
})
