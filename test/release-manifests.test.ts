import { execFileSync, spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { manifests } from '../scripts/release/manifests.mjs'
import { tempFolder } from './support/temp-folder.ts'
import { whereIs } from './support/tool-path.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const project = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
const { version } = project
const folder = tempFolder()

const archives = ['linux-arm64', 'linux-x64', 'macos-arm64', 'macos-x64', 'win-x64'].flatMap(target =>
  (target === 'win-x64' ? ['.zip'] : ['.tar.gz', '.tar.xz']).map(
    end => `gizwits-tail-${version}-${target}${end}`,
  ),
)
const hashOf = (file: string) => Buffer.from(file).toString('hex').padEnd(64, '0').slice(-64)
const sums = archives.map(file => `${hashOf(file)}  ${file}\n`).join('')
const url = (file: string) =>
  `https://github.com/gizwits-tail/gizwits-tail/releases/download/v${version}/${file}`

describe('the manifests of a release', () => {
  writeFileSync(join(folder, 'SHA256SUMS'), sums)
  execFileSync(process.execPath, ['scripts/release.mjs', 'manifests', folder], { cwd: root })
  const read = (file: string) => readFileSync(join(folder, file), 'utf8')

  test('has one for Scoop, with the archive of Windows and where later ones will be', () => {
    const zip = `gizwits-tail-${version}-win-x64.zip`
    expect(JSON.parse(read('gizwits-tail.json'))).toEqual({
      version,
      description: project.description,
      homepage: project.homepage,
      license: 'MIT',
      architecture: {
        '64bit': { url: url(zip), hash: hashOf(zip), extract_dir: `gizwits-tail-${version}-win-x64` },
      },
      bin: 'gizwits-tail.exe',
      checkver: 'github',
      autoupdate: {
        architecture: {
          '64bit': {
            url: 'https://github.com/gizwits-tail/gizwits-tail/releases/download/v$version/gizwits-tail-$version-win-x64.zip',
            extract_dir: 'gizwits-tail-$version-win-x64',
          },
        },
        hash: { url: '$baseurl/SHA256SUMS' },
      },
    })
  })

  test('has a formula for Homebrew, with the archive of each system and processor', () => {
    const text = read('gizwits-tail.rb')
    const pairs = [...text.matchAll(/url "(.*)"\n +sha256 "(.*)"/g)].map(([, from, hash]) => [from, hash])
    const files = ['macos-arm64', 'macos-x64', 'linux-arm64', 'linux-x64'].map(
      target => `gizwits-tail-${version}-${target}.tar.gz`,
    )
    expect(pairs).toEqual(files.map(file => [url(file), hashOf(file)]))
    expect(text).toMatch(/^class GizwitsTail < Formula\n {2}desc "Tail and debug/)
    for (const line of [
      'bin.install "gizwits-tail"',
      'man1.install "man/gizwits-tail.1"',
      `version "${version}"`,
    ])
      expect(text).toContain(line)
    // Every block has its end.
    const opened = text.match(/^ *(?:class|def)\b|\bdo$/gm)!.length
    expect(text.match(/^ *end$/gm)).toHaveLength(opened)
  })

  test.runIf(whereIs('ruby'))('has a formula that Ruby can read', () => {
    const { status, stderr } = spawnSync('ruby', ['-wc', join(folder, 'gizwits-tail.rb')], {
      encoding: 'utf8',
    })
    expect([status, stderr]).toEqual([0, ''])
  })

  test('escapes what Ruby would interpret', () => {
    const { 'gizwits-tail.rb': text } = manifests({ ...project, description: 'a "b" \\ #{c}' }, sums)
    expect(text).toContain('desc "a \\"b\\" \\\\ \\#{c}"\n')
  })

  test('are not made without one of the archives', () => {
    const less = sums.replace(/^.*macos-x64\.tar\.gz\n/m, '')
    expect(() => manifests(project, less)).toThrow(
      `SHA256SUMS has no gizwits-tail-${version}-macos-x64.tar.gz`,
    )
  })
})
