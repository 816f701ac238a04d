import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { ConfigFile } from '../src/cli/config/config-file.ts'
import { flagWords } from '../src/cli/flag-words.ts'
import { tailOptions } from '../src/cli/tail-options.ts'
import { signals } from './support/bin.ts'
import { tempFolder } from './support/temp-folder.ts'
import { whereIs } from './support/tool-path.ts'

const folder = tempFolder()
const root = fileURLToPath(new URL('..', import.meta.url))
const pathOf = (name: string) => join(root, 'examples', name)
const read = (name: string) => readFileSync(pathOf(name), 'utf8')
const optionsOf = (line: string) => line.match(/(?<= )--[a-z][\w-]*/g) ?? []
const known = Object.values(tailOptions).flatMap(({ flags }) => flagWords(flags).names)

describe('the unit of systemd', () => {
  const unit = read('gizwits-tail.service')
  const command = /^ExecStart=(.*)$/m.exec(unit)![1]!

  test('starts the program with options that exist and a profile that the example has', async () => {
    expect(optionsOf(command).filter(option => !known.includes(option))).toEqual([])
    const name = /--profile (\S+)/.exec(command)![1]!
    const file = await ConfigFile.read({ path: pathOf('config.toml'), given: true })
    expect(file!.failures).toEqual([])
    expect(file!.profile(name, '').flags).toMatchObject({ batch: 500, keep: 72, rotate: { ms: 3_600_000 } })
  })

  test.runIf(whereIs('systemd-analyze'))('has no fault that systemd finds', () => {
    const path = join(folder, 'gizwits-tail.service')
    // The program is not installed here.
    writeFileSync(path, unit.replaceAll('/usr/local/bin/gizwits-tail', process.execPath))
    const { status, stdout, stderr } = spawnSync('systemd-analyze', ['verify', '--man=no', path], {
      encoding: 'utf8',
    })
    expect([status, stdout, stderr]).toEqual([0, '', ''])
  })
})

describe('the Dockerfile', () => {
  const instructions = read('Dockerfile')
    .replace(/\\\n\s*/g, ' ')
    .split('\n')
    .filter(line => /^[A-Z]+ /.test(line))
  const runtime = instructions.slice(instructions.findLastIndex(line => line.startsWith('FROM ')))
  const copies = runtime.flatMap(line => {
    const [, words] = /^COPY --from=build (.*)$/.exec(line) ?? []
    return words === undefined ? [] : [words.split(' ')]
  })

  test('builds in one stage, and runs in another as a user who is not root', () => {
    expect(instructions.filter(line => line.startsWith('FROM '))).toHaveLength(2)
    const user = runtime.indexOf('USER node')
    expect(user).toBeGreaterThan(runtime.findLastIndex(line => line.startsWith('RUN ')))
    expect(runtime.at(-2)).toBe('ENTRYPOINT ["tini", "--", "gizwits-tail"]')
    expect(copies.length).toBe(2)
  })

  test.runIf(signals)('copies all that the program needs', () => {
    const image = join(folder, 'image')
    for (const words of copies) {
      const target = join(image, words.at(-1)!)
      mkdirSync(target, { recursive: true })
      for (const source of words.slice(0, -1)) {
        const built = source.replace('/src', root)
        expect([source, existsSync(built)]).toEqual([source, true])
        cpSync(built, join(target, basename(source)))
      }
    }
    const [, program, link] = /ln -s (\S+) (\S+)/.exec(runtime.join('\n'))!
    const name = join(folder, basename(link!))
    symlinkSync(join(image, program!), name)
    expect(statSync(name).mode & 0o111).toBe(0o111)
    const env = {
      PATH: process.env.PATH,
      XDG_CONFIG_HOME: /XDG_CONFIG_HOME=(\S+)/.exec(runtime.join('\n'))![1],
    }
    const runs = (...args: string[]) => execFileSync(name, args, { encoding: 'utf8', env })
    expect(runs('--version')).toMatch(/^\d+\.\d+\.\d+\n$/)
    const [, mounted] = /config\.toml:(\S+):ro/.exec(read('Dockerfile'))!
    if (process.platform === 'linux') expect(runs('config', 'path')).toBe(`${mounted}\n`)
  })

  test('shows commands with options that exist', () => {
    const shown = read('Dockerfile').match(/^#.* gizwits-tail --.*$/gm)!
    const options = shown.flatMap(line => optionsOf(line.slice(line.indexOf(' gizwits-tail --'))))
    expect(options.filter(option => !known.includes(option))).toEqual([])
    expect(options).toContain('--metrics-file')
  })
})
