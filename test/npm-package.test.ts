import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core'
import { publint } from 'publint'
import { afterAll, beforeAll, expect, test } from 'vitest'

// What a user of npm gets: packed from the sources as from a fresh clone, installed without a registry in reach.

const root = fileURLToPath(new URL('..', import.meta.url))
const run = promisify(execFile)

let place: string
let tarball: string
/** A project with nothing in it but the package. */
let project: string

/** npm as from a shell, for `npm test` hands its own settings down; on Windows only a shell can start it. */
function npm(args: string[], cwd: string) {
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^npm_/i.test(name)))
  const alone = ['--offline', '--no-audit', '--no-fund', '--cache', join(place, 'cache')]
  return run('npm', [...alone, ...args], { cwd, env, shell: process.platform === 'win32' })
}

const node = (...args: string[]) => run(process.execPath, args, { cwd: project })

/** What TypeScript finds wrong, which it says on stdout. */
const tsc = (...args: string[]) =>
  node(join(root, 'node_modules/typescript/bin/tsc'), ...args).then(
    () => '',
    failed => failed.stdout || String(failed),
  )

beforeAll(async () => {
  place = await mkdtemp(join(tmpdir(), 'gizwits-tail-npm-'))
  const clone = join(place, 'clone')
  const left = ['.git', 'dist', 'node_modules'].map(name => join(root, name))
  await cp(root, clone, { recursive: true, filter: file => !left.includes(file) })
  await symlink(join(root, 'node_modules'), join(clone, 'node_modules'), 'junction')
  // What other work has left where the build puts its own.
  await mkdir(join(clone, 'dist/bin'), { recursive: true })
  await writeFile(join(clone, 'dist/bin/gizwits-tail'), 'a program of 100 MB')
  await npm(['pack', '--pack-destination', place], clone)
  tarball = join(place, (await readdir(place)).find(name => name.endsWith('.tgz'))!)

  project = join(place, 'project')
  await mkdir(project)
  await writeFile(join(project, 'package.json'), '{ "private": true }')
  await npm(['install', tarball], project)
}, 120_000)

afterAll(() => rm(place, { recursive: true, force: true }))

const modules = [
  'app/open-tail',
  'base/clock',
  'base/failure',
  'base/number-setting',
  'event/device-event',
  'event/event-map',
  'index',
  'session/policy',
  'session/session-deps',
  'session/settings',
  'session/status',
  'transport/certificate-facts',
  'transport/connection',
  'transport/proxy-server',
  'transport/tls-options',
  'transport/untrusted-certificate',
  'wire/dialect',
  'wire/message',
  'wire/push',
  'wire/request',
  'wire/snoti2/login',
  'wire/words',
]

test('installed globally, it brings its manual', async () => {
  const prefix = join(place, 'global')
  await npm(['install', '-g', '--prefix', prefix, tarball], place)
  // Windows has no place for manuals.
  const manual = process.platform === 'win32' ? 'node_modules/gizwits-tail/man' : 'share/man/man1'
  expect(await readFile(join(prefix, manual, 'gizwits-tail.1'), 'utf8')).toBe(
    await readFile(join(root, 'man/gizwits-tail.1'), 'utf8'),
  )
})

test('it holds the program, the library, its types, the papers, and nothing else', async () => {
  const folder = join(project, 'node_modules/gizwits-tail')
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = entries
    .filter(entry => !entry.isDirectory())
    .map(entry => relative(folder, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
  expect(files.sort()).toEqual(
    [
      'CHANGELOG.md',
      'LICENSE',
      'README.md',
      'README.zh-CN.md',
      'bin/gizwits-tail.cjs',
      'dist/THIRD-PARTY-LICENSES.txt',
      'dist/gizwits-tail.cjs',
      'dist/index.cjs',
      'dist/index.js',
      ...modules.flatMap(name => [`dist/types/${name}.d.cts`, `dist/types/${name}.d.ts`]),
      'man/gizwits-tail.1',
      'package.json',
    ].sort(),
  )
})

test('it brings no other package along', async () => {
  const { stdout } = await npm(['ls', '--all', '--parseable'], project)
  expect(stdout.trim().split(/\r?\n/)).toHaveLength(2)
})

test('npx runs it', async () => {
  const { stdout } = await npm(['exec', '--no', '--', 'gizwits-tail', '--demo', '--json', '-n', '3'], project)
  const events = stdout.trim().split('\n')
  expect(events.map(line => JSON.parse(line).cmd)).toEqual(Array(3).fill('enterprise_event_push'))
})

test.each([
  ['import', 'mjs', "import * as library from 'gizwits-tail'"],
  ['require', 'cjs', "const library = require('gizwits-tail')"],
])('%s gives the library', async (_, ending, line) => {
  const file = `use.${ending}`
  const use = `
    console.log(Object.keys(library).sort().join())
    try { library.tail({ id: 'i', secret: '' }) } catch (e) { console.log(e instanceof library.Failure, e.code) }`
  await writeFile(join(project, file), line + use)
  expect((await node(file)).stdout.split('\n')).toEqual(['Failure,isKnownEvent,tail', 'true usage', ''])
})

const typescript = `
  import { type Delivery, Failure, isKnownEvent, type Status, tail } from 'gizwits-tail'

  export async function store(put: (byte: number) => void, told: (status: Status) => void): Promise<void> {
    for await (const delivery of tail({ id: 'i', secret: 's', onStatus: told })) {
      const { event }: Delivery = delivery
      if (isKnownEvent(event) && event.event_type === 'attr_alert') event.data.attr_name satisfies string
      put(delivery.push.bytes.readUInt8(0))
    }
  }
  export const isUsage = (e: unknown) => e instanceof Failure && e.code === 'usage'
  // @ts-expect-error a secret is needed: the types are there, not any
  tail({ id: 'i' })
`

test.each([
  ['node16', ['--module', 'node16'], ['use.mts', 'use.cts']],
  ['bundler', ['--module', 'esnext', '--moduleResolution', 'bundler'], ['use.ts']],
])('TypeScript takes its types: %s', async (_, options, files) => {
  // The one thing that the types ask for, which a project in TypeScript for Node has.
  await mkdir(join(project, 'node_modules/@types'), { recursive: true })
  const types = join(project, 'node_modules/@types/node')
  if (!existsSync(types)) await symlink(join(root, 'node_modules/@types/node'), types, 'junction')
  for (const file of files) await writeFile(join(project, file), typescript)
  const strict = ['--noEmit', '--strict', '--skipLibCheck', 'false', '--target', 'es2022']
  expect(await tsc(...strict, ...options, ...files)).toBe('')
})

test('publint and attw have nothing to say', async () => {
  const bytes = new Uint8Array(await readFile(tarball))
  const { messages } = await publint({ pack: { tarball: bytes.buffer }, strict: true })
  expect(messages).toEqual([])
  const found = await checkPackage(createPackageFromTarballData(bytes))
  expect(found).toMatchObject({ types: { kind: 'included' }, problems: [] })
})

test('the licences of what is bundled come along', async () => {
  const text = await readFile(
    join(project, 'node_modules/gizwits-tail/dist/THIRD-PARTY-LICENSES.txt'),
    'utf8',
  )
  const named = [...text.matchAll(/^(\S+) \d\S+ \(.+\)$/gm)].map(([, name]) => name)
  // Some of the program, of a part that is folded into it, and of a part of that part.
  expect(named).toEqual(expect.arrayContaining(['chalk', 'commander', 're2js', 'ora', 'cli-spinners']))
  expect(named).not.toContain('esbuild')
  // The texts of the three licences that there are.
  for (const words of ['Permission is hereby granted', 'Permission to use, copy', 'Redistribution and use'])
    expect(text).toContain(words)
})
