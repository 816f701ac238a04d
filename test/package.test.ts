import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gunzipSync } from 'node:zlib'
import { unzipSync } from 'fflate'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { gzipOf, tarOf, zipOf } from '../scripts/package/archive.mjs'
import { checkExecutable } from '../scripts/package/check-executable.mjs'
import { checkIntegrity } from '../scripts/package/integrity.mjs'
import { npm } from '../scripts/package/npm.mjs'
import { publish } from '../scripts/package/publish.mjs'
import { runnerOf } from '../scripts/package/runner.mjs'
import { smokeRun, wrongEvents } from '../scripts/package/smoke.mjs'
import { stripElf } from '../scripts/package/strip-elf.mjs'
import { stripSignature } from '../scripts/package/strip-signature.mjs'
import { chosenTargets, hostName, targetsOn } from '../scripts/package/targets.mjs'
import { inWorkFolder } from '../scripts/package/work-folder.mjs'
import { notesOf } from '../scripts/release/changelog.mjs'
import { checkTag } from '../scripts/release/check-tag.mjs'
import { tryArchives } from '../scripts/release/try-archives.mjs'

const read = (name: string) => readFileSync(new URL(`../${name}`, import.meta.url))
const bin = fileURLToPath(new URL('../bin/gizwits-tail.cjs', import.meta.url))
const { version } = JSON.parse(read('package.json').toString())
const linux = { platform: 'linux', arch: 'x64' }

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'gizwits-tail-test-'))
})
afterEach(() => {
  vi.unstubAllEnvs()
  rmSync(folder, { recursive: true })
})

describe('the command line', () => {
  const packager = (...words: string[]) =>
    spawnSync(process.execPath, ['scripts/package.mjs', ...words], { encoding: 'utf8' })

  test('--help names the targets', () => {
    const { status, stdout } = packager('--help')
    expect(stdout).toContain('linux-x64, linux-arm64, win-x64')
    expect(status).toBe(0)
  })

  test('an unknown target: the targets there are, exit code 2, and nothing is made', () => {
    const out = join(folder, 'out')
    const { status, stderr } = packager('--target', 'linux-x64', '--target', 'amiga-m68k', '--out', out)
    expect(stderr).toMatch(
      /^error: --target: there is no amiga-m68k; here it can be linux-x64, linux-arm64, win-x64/,
    )
    expect(status).toBe(2)
    expect(existsSync(out)).toBe(false)
  })

  test('an unknown option: exit code 2', () => {
    const { status, stderr } = packager('--tragets', 'linux-x64')
    expect(stderr).toContain('--tragets')
    expect(status).toBe(2)
  })
})

describe('targets', () => {
  const names = (targets: { name: string }[]) => targets.map(its => its.name)

  test('are all that the machine can make; a Mac makes its own as well', () => {
    expect(names(chosenTargets([], linux))).toEqual(['linux-x64', 'linux-arm64', 'win-x64'])
    const mac = { platform: 'darwin', arch: 'arm64' }
    expect(names(chosenTargets([], mac))).toEqual(['linux-x64', 'linux-arm64', 'win-x64', 'macos-arm64'])
    expect(names(chosenTargets(['host'], mac))).toEqual(['macos-arm64'])
  })

  test('host is the machine itself, and nothing is made twice', () => {
    expect(names(chosenTargets(['host', 'win-x64', 'linux-x64'], linux))).toEqual(['linux-x64', 'win-x64'])
    expect(() => chosenTargets(['host'], { platform: 'sunos', arch: 'x64' })).toThrow('there is no sunos-x64')
  })

  test('a Mac’s cannot be made elsewhere', () => {
    expect(() => chosenTargets(['macos-arm64'], linux)).toThrow('macos-arm64 is made on such a Mac only')
  })
})

describe('what is fetched', () => {
  const packages: Record<string, { version?: string; integrity?: string; resolved?: string }> = JSON.parse(
    read('scripts/package/tools/package-lock.json').toString(),
  ).packages

  test('is pinned by hash, to the last package, and by no address', () => {
    const all = Object.entries(packages).filter(([name]) => name !== '')
    expect(all.length).toBeGreaterThan(100)
    for (const [name, { integrity, resolved }] of all) {
      expect(integrity, name).toMatch(/^sha512-[\w+/]{86}==$/)
      expect(resolved, name).toBeUndefined()
    }
  })

  test('has one version of Node for every target', () => {
    const versions = targetsOn(linux).map(target => packages[`node_modules/${target.base?.package}`]?.version)
    expect(versions).toEqual(['24.21.0', '24.21.0', '24.21.0'])
  })

  test('is refused where its hash is another', () => {
    const pin = `sha512-${createHash('sha512').update('as pinned').digest('base64')}`
    checkIntegrity('a', Buffer.from('as pinned'), pin)
    expect(() => checkIntegrity('a@1', Buffer.from('as pinneD'), pin)).toThrow(
      'a@1 is not what the lockfile pins',
    )
  })

  test('needs npm and a registry, and the error says so', async () => {
    const options = { cwd: folder, signal: new AbortController().signal }
    vi.stubEnv('npm_execpath', undefined)
    await expect(npm(['ci'], options)).rejects.toThrow('npm run package')
    const broken = join(folder, 'npm-cli.cjs')
    writeFileSync(broken, 'console.error("ENOTFOUND"); process.exitCode = 1')
    vi.stubEnv('npm_execpath', broken)
    await expect(npm(['ci'], options)).rejects.toThrow(/^npm ci failed; .*registry[\s\S]*ENOTFOUND/)
  })
})

describe('an ELF file without its symbols', () => {
  test.runIf(process.platform === 'linux')('runs, is no longer, and has nothing left to lose', () => {
    const node = readFileSync(process.execPath)
    const cut: Buffer = stripElf(node)
    expect(cut.length).toBeLessThanOrEqual(node.length)
    expect(stripElf(cut).equals(cut)).toBe(true)
    const file = join(folder, 'node')
    writeFileSync(file, cut, { mode: 0o755 })
    expect(execFileSync(file, ['-p', '6*7'], { encoding: 'utf8' })).toBe('42\n')
  })

  test('keeps what is loaded, and drops what lies behind it', () => {
    const cut: Buffer = stripElf(elf(['loaded', 'symbols', 'names']))
    expect(cut.includes('CODE')).toBe(true)
    expect(cut.includes('SYMS')).toBe(false)
    expect(cut.includes('.text')).toBe(true)
  })

  test('is refused where it is none, or laid out otherwise', () => {
    expect(() => stripElf(Buffer.from('MZ and so on, as on Windows'))).toThrow('ELF')
    expect(() => stripElf(elf(['symbols', 'loaded', 'names']))).toThrow('lie mixed')
  })
})

describe('a Windows executable without its signature', () => {
  test('ends where its signature began, and says that it has none', () => {
    const cut: Buffer = stripSignature(windowsProgram('SIGNATURE'))
    expect(cut.includes('SIGNATURE')).toBe(false)
    expect(cut.subarray(-4).toString()).toBe('CODE')
    expect(cut.equals(windowsProgram(''))).toBe(true)
    expect(stripSignature(cut)).toBe(cut)
  })

  test('is refused where it is none, or the signature is not its end', () => {
    for (const other of [elf(['loaded', 'symbols', 'names']), Buffer.from('MZ'), Buffer.alloc(0)])
      expect(() => stripSignature(other)).toThrow('no 64-bit Windows executable')
    expect(() => stripSignature(Buffer.concat([windowsProgram('SIGNATURE'), Buffer.from('more')]))).toThrow(
      'not the end',
    )
  })
})

/** A small 64-bit Windows executable: its headers, CODE, and a signature where there is one. */
function windowsProgram(signature: string): Buffer {
  const pe = 0x80
  const optional = pe + 24
  const file = Buffer.alloc(optional + 240)
  file.write('MZ', 0, 'latin1')
  file.writeUInt32LE(pe, 0x3c)
  file.write('PE\0\0', pe, 'latin1')
  file.writeUInt16LE(0x20b, optional)
  if (signature !== '') {
    file.writeUInt32LE(0xc0ffee, optional + 64)
    file.writeUInt32LE(file.length + 4, optional + 144)
    file.writeUInt32LE(signature.length, optional + 148)
  }
  return Buffer.concat([file, Buffer.from(`CODE${signature}`)])
}

/** A small ELF file: its header, the sections' bytes in this order, and the table of sections. */
function elf(order: ('loaded' | 'symbols' | 'names')[]): Buffer {
  const bodies = { loaded: 'CODE', symbols: 'SYMS', names: '\0.text\0' }
  const table = 64 + order.reduce((size, its) => size + bodies[its].length, 0)
  const file = Buffer.alloc(table + 64 * (order.length + 1))
  file.write('\x7fELF\x02\x01', 'latin1')
  file.writeBigUInt64LE(BigInt(table), 0x28)
  for (const [at, value] of [
    [0x3a, 64],
    [0x3c, order.length + 1],
    [0x3e, order.indexOf('names') + 1],
  ] as const)
    file.writeUInt16LE(value, at)
  let offset = 64
  for (const [i, its] of order.entries()) {
    const entry = table + 64 * (i + 1)
    file.write(bodies[its], offset, 'latin1')
    file.writeUInt32LE(1, entry + 4)
    file.writeBigUInt64LE(its === 'loaded' ? 2n : 0n, entry + 8)
    file.writeBigUInt64LE(BigInt(offset), entry + 0x18)
    file.writeBigUInt64LE(BigInt(bodies[its].length), entry + 0x20)
    offset += bodies[its].length
  }
  return file
}

describe('archives', () => {
  const files = [
    { name: 'it/LICENSE', bytes: Buffer.from('MIT'), mode: 0o644 },
    { name: 'it/gizwits-tail', bytes: Buffer.alloc(400_000, 'abcdefg'), mode: 0o755 },
  ]

  test('of the same files are the same, whatever the time and the place', async () => {
    vi.stubEnv('TZ', 'Asia/Shanghai')
    const before = [await gzipOf(await tarOf(files)), await zipOf(files)]
    vi.stubEnv('TZ', 'America/Caracas')
    vi.useFakeTimers({ now: Date.UTC(2031, 0, 1), toFake: ['Date'] })
    const after = [await gzipOf(await tarOf(files)), await zipOf(files)]
    vi.useRealTimers()
    expect(after.map(its => its.toString('base64'))).toEqual(before.map(its => its.toString('base64')))
  })

  test.runIf(process.platform !== 'win32')('a .tar.gz is what tar says it is, and nobody’s', async () => {
    const file = join(folder, 'it.tar.gz')
    writeFileSync(file, await gzipOf(await tarOf(files)))
    const list = execFileSync('tar', ['-tvzf', file], {
      encoding: 'utf8',
      env: { ...process.env, TZ: 'UTC' },
    })
    expect(list).toMatch(
      /^-rw-r--r-- .*\b0[ /]+0 .* it\/LICENSE\n-rwxr-xr-x .* 400000 .*1985.* it\/gizwits-tail\n$/,
    )
    execFileSync('tar', ['-xzf', file, '-C', folder])
    expect(readFileSync(join(folder, 'it', 'gizwits-tail')).equals(files[1]!.bytes)).toBe(true)
  })

  test('a .zip has the files, and their modes for those who ask', async () => {
    const zip: Buffer = await zipOf(files)
    const back = unzipSync(zip)
    expect(Object.keys(back)).toEqual(files.map(its => its.name))
    expect(Buffer.from(back['it/gizwits-tail']!).equals(files[1]!.bytes)).toBe(true)
    const entry = zip.lastIndexOf(Buffer.from('PK\x01\x02', 'latin1'))
    expect((zip.readUInt32LE(entry + 38) >>> 16) & 0o777).toBe(0o755)
  })

  test('stop when they are told to', async () => {
    const stop = new AbortController()
    const made = gzipOf(Buffer.alloc(50_000_000, 'x1y2'), stop.signal)
    stop.abort(new Error('enough'))
    await expect(made).rejects.toThrow('enough')
  })
})

describe('an executable', () => {
  test('that is a plain Node is caught when it runs', async () => {
    await expect(smokeRun([process.execPath], { version })).rejects.toThrow(`a plain Node, not ${version}`)
  })

  test('of another version is caught', async () => {
    await expect(smokeRun([process.execPath, bin], { version: '0.0.1' })).rejects.toThrow('not 0.0.1')
  })

  test('that heeds NODE_OPTIONS is caught, when all else is well', async () => {
    await expect(smokeRun([process.execPath, bin], { version })).rejects.toThrow(
      'it does not ignore NODE_OPTIONS',
    )
  })

  test('must write events, and as many as it was asked for', () => {
    const event = '{"cmd":"enterprise_event_push"}\n'
    expect(wrongEvents(event.repeat(20), 20)).toBeUndefined()
    expect(wrongEvents(event.repeat(19), 20)).toContain('19 lines')
    expect(wrongEvents(event.repeat(20).trimEnd(), 20)).toContain('no end')
    expect(wrongEvents(`${event}{"cmd":"pong"}\n`, 2)).toContain('pong')
    expect(wrongEvents(`${event}{"cmd"\n`, 2)).toContain('{"cmd"')
  })

  test('that cannot run here is looked into: it holds the program, and is set to run it', () => {
    const program = Buffer.from('"use strict";the("program")')
    const sealed = (fuse: string, inside: Buffer) => Buffer.concat([Buffer.from(`\x7fELF…${fuse}…`), inside])
    const fuse = 'NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2'
    checkExecutable('win-x64', sealed(`${fuse}:1`, program), program)
    expect(() => checkExecutable('win-x64', sealed(`${fuse}:0`, program), program)).toThrow(
      'win-x64: it is a plain Node',
    )
    expect(() => checkExecutable('win-x64', sealed(`${fuse}:1`, program.subarray(1)), program)).toThrow(
      'not in it',
    )
  })

  test('of another system runs under an emulator, or the reason why it cannot is reported', async () => {
    const host = { host: 'linux-x64' }
    expect(await runnerOf('linux-x64', folder, host)).toEqual({ before: [] })
    expect(await runnerOf('linux-arm64', folder, { ...host, env: { QEMU_LD_PREFIX: folder } })).toEqual({
      reason: expect.stringContaining('qemu-aarch64'),
    })
    expect(await runnerOf('macos-x64', folder, host)).toEqual({ reason: 'linux-x64 cannot run it' })
  })

  test.runIf(process.platform !== 'win32').each([
    ['wine-8.0 (Debian 8.0~repack-4)', { reason: 'wine 8.0 is too old for this Node; wine 10 runs it' }],
    ['wine-10.0', { before: ['wine64'] }],
    ['wine-11.2 (Staging)', { before: ['wine64'] }],
  ])(
    'of Windows runs under a wine that is new enough, in a folder of its own: %s',
    async (says, expected) => {
      writeFileSync(join(folder, 'wine64'), `#!/bin/sh\necho '${says}'\n`, { mode: 0o755 })
      vi.stubEnv('PATH', `${folder}:${process.env.PATH}`)
      const runner = await runnerOf('win-x64', 'out', { host: 'linux-x64' })
      expect(runner).toMatchObject(expected)
      if ('before' in runner) expect(runner.env?.WINEPREFIX).toBe(join(process.cwd(), 'out/wine'))
    },
  )
})

describe('the last step', () => {
  const name = `gizwits-tail-${version}-linux-x64.tar.gz`

  test('gives archives their names, and SHA256SUMS of all there are of the version', async () => {
    const making = join(folder, '.unfinished')
    mkdirSync(making)
    const old = ['linux-x64.tar.xz', 'linux-x64.tar.gz', 'win-x64.zip'].map(
      its => `gizwits-tail-${version}-${its}`,
    )
    for (const its of [...old, 'gizwits-tail-0.0.1-win-x64.zip']) writeFileSync(join(folder, its), 'old')
    writeFileSync(join(making, name), 'new')
    await publish({ out: folder, folder: making, archives: [name], version, targets: ['linux-x64'] })
    expect(readFileSync(join(folder, name), 'utf8')).toBe('new')
    // The .tar.xz was of another build.
    const zip = `gizwits-tail-${version}-win-x64.zip`
    expect(readdirSync(folder).sort()).toEqual(
      ['.unfinished', 'SHA256SUMS', 'gizwits-tail-0.0.1-win-x64.zip', name, zip].sort(),
    )
    const hash = (text: string) => createHash('sha256').update(text).digest('hex')
    expect(readFileSync(join(folder, 'SHA256SUMS'), 'utf8')).toBe(
      `${hash('new')}  ${name}\n${hash('old')}  ${zip}\n`,
    )
  })

  test('after a failure nothing of it is left', async () => {
    const failing = inWorkFolder(folder, async (made: string) => {
      writeFileSync(join(made, name), 'half')
      throw new Error('no space')
    })
    await expect(failing).rejects.toThrow('no space')
    expect(readdirSync(folder)).toEqual([])
    expect(process.listenerCount('SIGHUP')).toBe(0)
  })

  test.runIf(process.platform !== 'win32').each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)(
    'after %s nothing is left either: neither files nor children, and the code is %i',
    async (signal, code) => {
      const script = `
      import { writeFileSync } from 'node:fs'
      import { inWorkFolder } from './scripts/package/work-folder.mjs'
      import { outputOf } from './scripts/package/child.mjs'
      await inWorkFolder(${JSON.stringify(folder)}, async (made, signal) => {
        writeFileSync(made + '/half', 'half')
        const never = 'console.error(process.pid); setInterval(() => {}, 1e6)'
        const child = outputOf(process.execPath, ['-e', never], { signal })
        console.log('begun')
        await child
      }).catch(error => console.log(error.message))`
      const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
        stdio: ['ignore', 'pipe', 'inherit'],
      })
      let said = ''
      child.stdout.setEncoding('utf8').on('data', text => {
        said += text
        if (text.includes('begun')) child.kill(signal)
      })
      expect(await once(child, 'close')).toEqual([code, null])
      expect(said).toBe(`begun\nstopped by ${signal}; ${folder} is as it was\n`)
      expect(readdirSync(folder)).toEqual([])
    },
  )
})

describe('a release', () => {
  const changelog =
    '# Changelog\n\n## [Unreleased]\n\n## [1.2.3] - 2026-01-02\n\n### Added\n\n- It.\n\n## [1.2.2]\n\n- That.\n'

  test('has the tag of its version, of which the changelog tells', () => {
    const all = { version: '1.2.3', changelog, installer: '#!/bin/sh\nreleased=yes\n' }
    checkTag('v1.2.3', all)
    expect(() => checkTag('v1.2.4', all)).toThrow('it must be v1.2.3')
    expect(() => checkTag('v1.3.0', { ...all, version: '1.3.0' })).toThrow('no heading "## [1.3.0]"')
    expect(() => checkTag('v1.2.3', { ...all, installer: 'released=no\n' })).toThrow('must be released=yes')
  })

  test('has the changelog’s words for notes', () => {
    expect(notesOf(changelog, '1.2.3')).toBe('### Added\n\n- It.\n')
    expect(notesOf(changelog, '1.2.2')).toBe('- That.\n')
    expect(() => notesOf('## [1.0.0]\n\n## [0.9.0]\n', '1.0.0')).toThrow('says nothing')
  })

  test.runIf(process.platform !== 'win32')(
    'is tried from its archives, and none for this machine is an error',
    async () => {
      await expect(tryArchives(folder, version)).rejects.toThrow('there is no archive of')
      const inside = `gizwits-tail-${version}-${hostName()}`
      const script = `#!/bin/sh\nexec '${process.execPath}' "$@"\n`
      const tar = await tarOf([{ name: `${inside}/gizwits-tail`, bytes: Buffer.from(script), mode: 0o755 }])
      writeFileSync(join(folder, `${inside}.tar.gz`), await gzipOf(tar))
      expect(gunzipSync(readFileSync(join(folder, `${inside}.tar.gz`))).equals(tar)).toBe(true)
      await expect(tryArchives(folder, version)).rejects.toThrow('a plain Node')
    },
  )
})
