import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { InstallBench, script, shells } from './support/install-run.ts'
import { hasXz } from './support/release-server.ts'
import { whereIs } from './support/tool-path.ts'

const text = readFileSync(script, 'utf8')
const manifest = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'))
const archive = (ending: string, version = '1.2.0') => `gizwits-tail-${version}-linux-x64.tar.${ending}`

describe.skipIf(process.platform === 'win32').each(shells)('install.sh by $name', ({ words }) => {
  let bench: InstallBench
  beforeEach(async () => {
    bench = await InstallBench.open(words)
  })
  afterEach(() => bench.close())

  test('the latest release goes to ~/.local, and nothing else is left', async () => {
    const { code, stdout, stderr } = await bench.run()
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(bench.left).toEqual(['.local/bin/gizwits-tail', '.local/share/man/man1/gizwits-tail.1'])
    const target = join(bench.home, '.local/bin/gizwits-tail')
    expect(stdout).toContain(`gizwits-tail 1.2.0 is installed: ${target}\n`)
    expect(stdout).toContain(`export PATH="${bench.home}/.local/bin:$PATH"`)
    expect(execFileSync(target, { encoding: 'utf8' })).toBe('1.2.0\n')
    expect(bench.server.asked).toEqual(['SHA256SUMS', archive(hasXz ? 'xz' : 'gz')])
  })

  test('through a pipe, with options, to a folder with a space, over an old version', async () => {
    const bin = join(bench.home, 'my tools/bin')
    mkdirSync(bin, { recursive: true })
    writeFileSync(join(bin, 'gizwits-tail'), 'old')
    writeFileSync(join(bin, 'other'), 'not ours')
    bench.server.release('1.3.0', { manual: false })
    const { code, stderr } = await bench.run(['--prefix', 'home/my tools/', '--version=v1.3.0'], {
      piped: text,
    })
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(bench.left).toEqual(['my tools/bin/gizwits-tail', 'my tools/bin/other'])
    expect(execFileSync(join(bin, 'gizwits-tail'), { encoding: 'utf8' })).toBe('1.3.0\n')
  })

  test('a tight umask or a loose one: who runs it may write, all may read', async () => {
    for (const umask of ['077', '000']) {
      const prefix = join(bench.home, umask)
      await bench.run(['--prefix', prefix], { piped: `umask ${umask}\n${text}` })
      const mode = (path: string) => (statSync(join(prefix, path)).mode & 0o7777).toString(8)
      expect(
        ['bin', 'bin/gizwits-tail', 'share/man/man1', 'share/man/man1/gizwits-tail.1'].map(mode),
      ).toEqual(['755', '755', '755', '644'])
    }
  })

  test('it tells whether PATH finds it, or another one first', async () => {
    const prefix = join(bench.home, 'a')
    const piped = `PATH=$PATH:${prefix}/bin\n${text}`
    const first = await bench.run(['--prefix', prefix], { piped })
    expect(first.stdout).not.toContain('PATH')
    const fakes = { 'gizwits-tail': 'echo 1.0.0' }
    const other = await bench.run(['--prefix', prefix], { piped, fakes })
    expect(other.stdout).toMatch(/PATH leads to another one first: \/.*\/gizwits-tail\n/)
  })

  test.runIf(hasXz)('without xz it takes the .tar.gz', async () => {
    await bench.run([], { tools: ['curl', 'sha256sum', 'shasum'] })
    expect(bench.server.asked.at(-1)).toBe(archive('gz'))
  })

  const sums = ['sha256sum', 'shasum', 'openssl'].filter(whereIs)
  test.runIf(whereIs('wget')).each(sums)('with wget and %s', async sum => {
    const { code, stderr } = await bench.run([], { tools: ['wget', sum] })
    expect(stderr).not.toContain('install.sh')
    expect(code).toBe(0)
    expect(bench.left).toContain('.local/bin/gizwits-tail')
  })

  test.each([
    ['Darwin', 'arm64', '', 'macos-arm64'],
    ['Darwin', 'x86_64', 'echo 0', 'macos-x64'],
    ['Darwin', 'x86_64', 'echo 1', 'macos-arm64'],
    ['Linux', 'aarch64', 'exit 1', 'linux-arm64'],
  ])('%s %s, with %j for sysctl: %s', async (system, machine, sysctl, platform) => {
    bench.server.release('1.2.0', { platforms: ['macos-arm64', 'macos-x64', 'linux-arm64'] })
    const uname = `case $1 in -s) echo ${system} ;; -m) echo ${machine} ;; esac`
    const { code } = await bench.run([], { fakes: { uname, sysctl } })
    expect(code).toBe(0)
    expect(bench.server.asked.at(-1)).toMatch(`gizwits-tail-1.2.0-${platform}.tar.`)
  })

  test.each([
    [[], 'releases/latest/download/SHA256SUMS'],
    [['--version', '1.2.0'], 'releases/download/v1.2.0/SHA256SUMS'],
  ])('with no mirror, releases are where package.json says: %j', async (args, sums) => {
    // Takes what the server has, and tells whether plain http would have been refused.
    const curl = `
      while [ $# -gt 0 ]; do
        case $1 in --proto) echo "$2" ;; -o) out=$2 ;; https:*) address=$1; echo "$1" ;; esac
        shift
      done >>"$HOME/asked"
      exec ${whereIs('curl')} -fsS -o "$out" "${bench.server.url}/\${address##*/}"`
    const { code, stderr } = await bench.run(args, {
      fakes: { curl },
      env: { GIZWITS_TAIL_INSTALL_FROM: '' },
      piped: text.replace(/^released=.*$/m, 'released=yes'),
    })
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    const repository = manifest.repository.url.replace(/^git\+(.*)\.git$/, '$1')
    const asked = readFileSync(join(bench.home, 'asked'), 'utf8').trim().split('\n')
    expect(asked.filter(line => line.startsWith('https:')).sort()).toEqual(
      [
        `${repository}/${sums}`,
        `${repository}/releases/download/v1.2.0/${archive(hasXz ? 'xz' : 'gz')}`,
      ].sort(),
    )
    expect(asked.filter(line => line.startsWith('='))).toEqual(['=https', '=https'])
  })

  test('--help', async () => {
    const { code, stdout } = await bench.run(['--help'])
    expect(code).toBe(0)
    for (const word of ['--version', '--prefix', '--from', 'macos-arm64']) expect(stdout).toContain(word)
    expect(Math.max(...stdout.split('\n').map(line => line.length))).toBeLessThanOrEqual(80)
  })
})

test('the addresses in package.json and in the script are of one repository', () => {
  const [, repository] = /^repository=(.*)$/m.exec(text)!
  expect(manifest.repository.url).toBe(`git+${repository}.git`)
  expect(manifest.homepage).toBe(`${repository}#readme`)
  expect(manifest.bugs).toBe(`${repository}/issues`)
  for (const [address] of text.matchAll(/https:\/\/github\.com\/\S+/g)) expect(address).toMatch(repository!)
})

test.runIf(whereIs('shellcheck'))('shellcheck has nothing to say', () => {
  execFileSync('shellcheck', ['-s', 'sh', script], { stdio: 'pipe' })
})
