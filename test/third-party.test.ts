import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { bundledFiles } from '../scripts/build/bundled-files.mjs'
import { oneFile } from '../scripts/build/one-file.mjs'
import { thirdPartyLicences } from '../scripts/build/third-party.mjs'

let place: string

/** A package in the temporary node_modules, and the file that it is used by. */
async function pack(
  name: string,
  license: unknown,
  papers: Record<string, string>,
  code = '',
): Promise<string> {
  const folder = join(place, 'node_modules', name)
  await mkdir(folder, { recursive: true })
  const manifest = { name, version: '1.2.3', license, main: 'index.js' }
  const files = { ...papers, 'package.json': JSON.stringify(manifest), 'index.js': code }
  for (const [file, text] of Object.entries(files)) await writeFile(join(folder, file), text)
  return `${folder.replaceAll('\\', '/')}/index.js`
}

beforeAll(async () => {
  place = await mkdtemp(join(tmpdir(), 'gizwits-tail-licences-'))
})
afterAll(() => rm(place, { recursive: true, force: true }))

test('packages with the same words share them, notices come along, and order does not matter', async () => {
  const files = [
    await pack('b', 'MIT', { license: 'Do as you like.\r\n' }),
    await pack('@s/a', 'MIT', { 'LICENSE.md': 'Do as you like.  \n' }),
    await pack('c', 'Apache-2.0', { LICENSE: 'Pass this on.', NOTICE: 'Made by c.' }),
    'src/index.ts',
  ]
  const text = thirdPartyLicences(files)
  expect(text).toContain('\n@s/a 1.2.3 (MIT)\nb 1.2.3 (MIT)\n\nDo as you like.\n')
  expect(text).toContain('\nc 1.2.3 (Apache-2.0)\n\nPass this on.\n\nMade by c.\n')
  expect(thirdPartyLicences([...files, ...files].reverse())).toBe(text)
})

test('a package without the text of its licence, or with one that is not allowed, ends the build', async () => {
  const bare = await pack('bare', 'MIT', { 'readme.md': 'MIT' })
  expect(() => thirdPartyLicences([bare])).toThrow(
    /node_modules\/bare: what is bundled must bring the text of its licence; there is index\.js, package\.json, readme\.md/,
  )
  for (const license of ['GPL-3.0', undefined, { type: 'MIT' }]) {
    const strict = await pack('strict', license, { LICENSE: 'You may not.' })
    expect(() => thirdPartyLicences([strict])).toThrow(
      /node_modules\/strict: its licence is .*must be under one of/,
    )
  }
})

test('a file counts where its code is in what is built, also if it is imported dynamically', async () => {
  await pack('used', 'MIT', {}, 'export const used = globalThis.a')
  await pack('unused', 'MIT', {}, 'export const unused = 1')
  await pack('innermost', 'MIT', {}, 'export const innermost = globalThis.b')
  const entry = join(place, 'entry.mjs')
  await writeFile(
    entry,
    "import { used } from 'used'; import { unused } from 'unused'; used(); import('./part.mjs')",
  )
  await writeFile(join(place, 'part.mjs'), "export const load = () => import('./deep.mjs')")
  await writeFile(join(place, 'deep.mjs'), "export { innermost } from 'innermost'")

  const files = new Set<string>()
  await oneFile(entry, [], {
    bundle: true,
    platform: 'node',
    target: 'node20',
    plugins: [bundledFiles(files)],
  })
  const packages = [...files].flatMap(file => /node_modules\/([^/]+)/.exec(file)?.[1] ?? [])
  expect(packages.sort()).toEqual(['innermost', 'used'])
})
