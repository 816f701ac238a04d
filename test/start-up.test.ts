import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { bin, run } from './support/bin.ts'
import { tempFolder } from './support/temp-folder.ts'
import { onTerminal, terminals } from './support/terminal.ts'

/** What a run of the program loaded and made, of what takes long. */
interface Loaded {
  /** The parts of the program that were compiled, without their hashes: `main`, `ora`. */
  readonly parts: readonly string[]
  /** Their code, in bytes. */
  readonly compiled: number
  /** Modules of Node, beyond those that it loads for any program. */
  readonly modules: readonly string[]
  readonly segmenters: number
  /** Of each TLS context, whether it has CAs or none; `default` stands for all the root certificates of Node. */
  readonly authorities: readonly string[]
}

const folder = tempFolder()
const hook = join(folder, 'hook.cjs')
writeFileSync(
  hook,
  `const { writeFileSync } = require('node:fs')
  const parts = [], authorities = []
  let compiled = 0
  let segmenters = 0
  const before = new Set(process.moduleLoadList)
  const vm = require('node:vm')
  const { compileFunction } = vm
  vm.compileFunction = (code, parameters, options) => {
    compiled += code.length
    parts.push(options.filename.replace(/^gizwits-tail.|-\\w+\\.js$/g, ''))
    return compileFunction(code, parameters, options)
  }
  Intl.Segmenter = class extends Intl.Segmenter {
    constructor(...args) {
      super(...args)
      segmenters++
    }
  }
  process.on('exit', () => {
    const modules = process.moduleLoadList.filter(name => !before.has(name)).map(name => name.split(' ')[1])
    writeFileSync(process.env.LOADED, JSON.stringify({ parts, compiled, modules, segmenters, authorities }))
  })
  if (process.env.LOADED_TLS) {
    const tls = require('node:tls')
    for (const name of ['createSecureContext', 'createServer']) {
      const original = tls[name]
      tls[name] = (options, ...rest) => {
        authorities.push(options.ca === undefined ? 'default' : String(options.ca.length))
        return original(options, ...rest)
      }
    }
  }`,
)

async function loadedBy(args: readonly string[], env: Record<string, string> = {}): Promise<Loaded> {
  const file = join(folder, 'loaded.json')
  const program = [process.execPath, '--require', hook, bin]
  const { code, stderr } = await run(args, { env: { LOADED: file, ...env }, program })
  expect(code, stderr).toBe(0)
  expect(existsSync(file)).toBe(true)
  return JSON.parse(readFileSync(file, 'utf8'))
}

const networks = ['net', 'tls', 'crypto', 'dns', 'child_process', 'zlib', 'stream']

describe('what is not needed is not loaded', () => {
  test.each(['--version', '-V', '--help', '-h'])('for %s', async word => {
    const { parts, modules } = await loadedBy([word])
    expect(parts).toEqual(/^--?h/.test(word) ? ['help-pages'] : [])
    for (const name of networks) expect(modules).not.toContain(name)
  })

  test('for completion: its model is data, without the tables that it is derived from', async () => {
    const { parts, compiled, modules } = await loadedBy(['__complete', 'bash', 'gizwits-tail --f'])
    expect(parts).toContain('answer-shell')
    expect(parts).not.toContain('main')
    expect(compiled).toBeLessThan(60_000)
    for (const name of ['net', 'tls', 'crypto', 'zlib']) expect(modules).not.toContain(name)
  })

  test.each([{ options: [] }, { options: ['--json'] }])(
    'for the first event of --demo $options',
    async ({ options }) => {
      const { parts, modules, segmenters } = await loadedBy(['--demo', '-n', '1', ...options])
      expect(parts).toEqual(expect.arrayContaining(['main', 'tail-command', 'broker']))
      for (const name of ['chinese', 'ora', 'build', 'dist', 'create-watch', 'create-exec', 'summary-table'])
        expect(parts).not.toContain(name)
      expect(segmenters).toBe(0)
      expect(modules).toContain('tls')
    },
  )

  test('and the demo parses no root certificates, neither for its server nor for its client', async () => {
    const { authorities } = await loadedBy(['--demo', '-n', '1'], { LOADED_TLS: '1' })
    expect(new Set(authorities)).toEqual(new Set(['0']))
    expect(authorities.length).toBeGreaterThan(1)
  })
})

describe('help that is printed without the program', () => {
  test.each(['--help', '-h'])('%s is that of the program', async word => {
    const quick = await run([word])
    expect(quick).toEqual(await run([word, '--lang', 'en']))
    expect(quick.stdout.length).toBeGreaterThan(1000)
  })

  test.each([{ LANG: 'zh_CN.UTF-8' }, { LC_ALL: 'zh_CN.UTF-8', LANG: 'C' }])(
    'is Chinese with %j',
    async env => {
      expect(await run(['--help'], { env })).toEqual(await run(['--help', '--lang', 'zh']))
    },
  )

  test.skipIf(!terminals)('is as narrow as a terminal, and no wider than 80 cells', async () => {
    const widest = async (columns: number) => {
      const { screen } = await onTerminal(['--help'], [], { columns })
      const options = screen.slice(screen.indexOf('Login:')).split(/\r?\n/)
      return Math.max(...options.filter(line => /^ {2}-/.test(line)).map(line => line.length))
    }
    expect(await widest(200)).toBeLessThanOrEqual(80)
    expect(await widest(200)).toBeGreaterThan(70)
    expect(await widest(60)).toBeLessThanOrEqual(60)
  })
})
