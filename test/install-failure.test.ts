import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Certificate, makeCertificate } from '../src/simulator/certificate.ts'
import { ended, InstallBench, script, shells } from './support/install-run.ts'
import { hasXz, ReleaseServer } from './support/release-server.ts'
import { whereIs } from './support/tool-path.ts'

const text = readFileSync(script, 'utf8')
const archive = `gizwits-tail-1.2.0-linux-x64.tar.${hasXz ? 'xz' : 'gz'}`

let certificate: Certificate
beforeAll(async () => {
  certificate = makeCertificate()
})

describe.skipIf(process.platform === 'win32').each(shells)('install.sh by $name', ({ words }) => {
  let bench: InstallBench
  beforeEach(async () => {
    bench = await InstallBench.open(words)
  })
  afterEach(() => bench.close())

  /** What can go wrong with a release, by how it is brought about, and what is said. */
  const broken: Record<string, [() => unknown, ...(string | RegExp)[]]> = {
    'a corrupt archive': [
      () => bench.server.files.set(archive, Buffer.from('corrupt')),
      `${archive} is broken, or not what was released; nothing is installed`,
      /its SHA256 is {2}[0-9a-f]{64}\n {2}it must be {5}[0-9a-f]{64}\n/,
    ],
    'a missing archive': [
      () => bench.server.files.delete(archive),
      '404',
      `cannot download http`,
      `/${archive};`,
    ],
    'a missing SHA256SUMS': [
      () => bench.server.files.delete('SHA256SUMS'),
      '404',
      '/SHA256SUMS; the releases are at',
    ],
    'a page instead of SHA256SUMS': [
      () => bench.server.files.set('SHA256SUMS', Buffer.from('<html>\x1b[31m  gizwits-tail-\x1b]0;x\n')),
      /has no archive for linux-x64; it has:\n\n$/,
    ],
    'another platform’s archives only': [
      () => {
        bench.server.files.clear()
        bench.server.release('1.2.0', { platforms: ['linux-arm64'] })
      },
      'has no archive for linux-x64; it has:\n  gizwits-tail-1.2.0-linux-arm64.tar.gz\n',
    ],
    'two versions': [
      () => bench.server.release('1.3.0'),
      'has gizwits-tail-1.2.0',
      '--version must say which',
    ],
    'a name that leads elsewhere': [
      () =>
        bench.server.files.set(
          'SHA256SUMS',
          Buffer.from(`${'0'.repeat(64)}  gizwits-tail-../../x-linux-x64.tar.gz`),
        ),
      'has no archive',
    ],
    'a download that is cut': [() => bench.server.half.set(archive, 'cut'), 'cannot download http', archive],
    'a program that does not run here': [
      () => bench.server.release('1.2.0', { program: 'echo GLIBC_9 not found >&2; exit 1' }),
      'GLIBC_9 not found\n',
      'must tell version 1.2.0 when it is run here; it says: nothing',
    ],
    'a program of another version': [
      () => bench.server.release('1.2.0', { program: 'echo v24.21.0' }),
      'it says: v24.21.0',
    ],
    'an archive that is none': [
      () => {
        bench.server.files.set(archive, Buffer.from('no archive'))
        bench.server.list()
      },
      `cannot unpack ${archive}`,
    ],
  }

  test.each(Object.keys(broken))('%s: it says so, takes all back, and an old version stays', async name => {
    const [happens, ...says] = broken[name]!
    happens()
    const { code, stdout, stderr } = await bench.run()
    for (const words of says) expect(stderr).toMatch(words)
    expect(stdout).not.toContain('is installed')
    expect(code).toBe(1)
    expect(bench.left).toEqual([])

    const old = join(bench.home, '.local/bin/gizwits-tail')
    mkdirSync(dirname(old), { recursive: true })
    writeFileSync(old, 'old')
    expect((await bench.run()).code).toBe(1)
    expect(bench.left).toEqual(['.local/bin/gizwits-tail'])
    expect(readFileSync(old, 'utf8')).toBe('old')
  })

  test.each([
    ['SIGHUP', 129],
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('%s in the middle of a download ends it and leaves nothing', async (signal, code) => {
    bench.server.half.set(archive, 'hold')
    const holding = bench.server.holds()
    const child = bench.start()
    const end = ended(child)
    const { closed } = await holding
    child.kill(signal)
    expect((await end).code).toBe(code)
    await closed
    expect(bench.left).toEqual([])
  })

  const downloaders = ['curl', 'wget'].filter(whereIs)

  test.each(downloaders)('%s follows a redirect', async tool => {
    bench.server.redirects.set('SHA256SUMS', '/moved')
    bench.server.files.set('moved', bench.server.files.get('SHA256SUMS')!)
    bench.server.redirects.set(archive, `${bench.server.url}/elsewhere`)
    bench.server.files.set('elsewhere', bench.server.files.get(archive)!)
    const { code, stderr } = await bench.run([], { tools: [tool, 'sha256sum', 'xz'] })
    expect(code, stderr).toBe(0)
    expect(bench.server.asked).toEqual(['SHA256SUMS', 'moved', archive, 'elsewhere'])
  })

  test.each(downloaders)('%s is not led away from https', async tool => {
    const secure = await ReleaseServer.start(certificate)
    secure.redirects.set('SHA256SUMS', `${bench.server.url}/SHA256SUMS`)
    try {
      const trusted = join(bench.place, 'ca.pem')
      writeFileSync(trusted, certificate.cert)
      writeFileSync(join(bench.place, 'wgetrc'), `ca_certificate = ${trusted}\n`)
      const env = { CURL_CA_BUNDLE: trusted, WGETRC: join(bench.place, 'wgetrc') }
      const { code, stderr } = await bench.run(['--from', secure.url], {
        tools: [tool, 'sha256sum', 'xz'],
        env,
      })
      expect(code).toBe(1)
      expect(stderr).toContain(`cannot download ${secure.url}/SHA256SUMS`)
      expect(stderr).toMatch(/which is not https|[Pp]rotocol .?http.? /)
      expect(secure.asked).toContain('SHA256SUMS')
      expect(bench.server.asked).toEqual([])
      expect(bench.left).toEqual([])
    } finally {
      await secure.close()
    }
  })

  test.each(downloaders)('%s does not follow redirects in a circle', async tool => {
    bench.server.redirects.set('SHA256SUMS', '/SHA256SUMS')
    const { code } = await bench.run([], { tools: [tool, 'sha256sum', 'xz'] })
    expect(code).toBe(1)
    expect(bench.left).toEqual([])
  })

  test.each(downloaders)('%s gives a server up that stalls', async tool => {
    bench.server.half.set('SHA256SUMS', 'hold')
    // With one second instead of thirty, and no second try.
    const hasty = text
      .replace(/^stall_timeout=\d+$/m, 'stall_timeout=1')
      .replace('--retry 2', '--retry 0')
      .replace(' -t 3', ' -t 1')
    const { code, stderr } = await bench.run([], { tools: [tool, 'sha256sum', 'xz'], piped: hasty })
    expect(code).toBe(1)
    expect(stderr).toContain('cannot download')
    expect(bench.left).toEqual([])
  })

  test('BusyBox’s wget, which verifies nothing, is not used', async () => {
    const { code, stderr } = await bench.run([], {
      tools: ['sha256sum', 'xz'],
      fakes: { wget: 'echo "BusyBox v1.35.0 multi-call binary" >&2; exit 1' },
    })
    expect(code).toBe(1)
    expect(stderr).toContain('curl or GNU wget must be there; neither is')
  })

  test.each([
    ['curl or wget', ['sha256sum', 'shasum', 'xz'], 'curl or GNU wget must be there; neither is'],
    ['a tool for SHA256', ['curl', 'xz'], 'sha256sum, shasum or openssl must be there; none is'],
  ])('without %s nothing is asked for', async (_, tools, says) => {
    const { code, stderr } = await bench.run([], { tools })
    expect(code).toBe(1)
    expect(stderr).toContain(says)
    expect(bench.server.asked).toEqual([])
  })

  test.each([
    ['FreeBSD', 'amd64', {}, 'no program for FreeBSD amd64'],
    ['MINGW64_NT-10.0', 'x86_64', {}, 'for Windows there is a .zip'],
    ['Linux', 'riscv64', {}, 'no program for Linux riscv64'],
    ['Linux', 'aarch64', { getconf: 'echo 32' }, 'with a system of 32 bits'],
    [
      'Linux',
      'x86_64',
      { getconf: 'exit 1', ldd: 'echo "musl libc (x86_64)" >&2; exit 1' },
      'with musl libc, as on Alpine',
    ],
  ])('%s %s %j: it says what there is', async (system, machine, fakes, says) => {
    const uname = `case $1 in -s) echo ${system} ;; -m) echo ${machine} ;; esac`
    const { code, stderr } = await bench.run([], { fakes: { uname, ...fakes } })
    expect(code).toBe(1)
    expect(stderr).toContain(says)
    expect(stderr).toContain('There are programs for linux-x64, linux-arm64, macos-x64, macos-arm64')
    expect(bench.server.asked).toEqual([])
    expect(bench.left).toEqual([])
  })

  test.each([
    [['--nope'], '--nope was given; it must be --version, --prefix or --from'],
    [['1.2.0'], '1.2.0 was given'],
    [['--prefix'], '--prefix must be followed by a value'],
    [['--prefix='], '--prefix was given nothing'],
    [['--version', '../1'], '--version: ../1 was given; it must be one like 0.1.0'],
    [
      ['--from', 'ftp://x'],
      '--from: ftp://x was given; it must be an address that begins with https:// or http://',
    ],
  ])('%j is wrong usage', async (args, says) => {
    const { code, stderr } = await bench.run(args)
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining(`install.sh: ${says}`) })
    expect(bench.server.asked).toEqual([])
  })

  test('while there is no release, nothing is asked for at its address', async () => {
    const piped = text.replace(/^released=.*$/m, 'released=no')
    const { code, stderr } = await bench.run([], {
      env: { GIZWITS_TAIL_INSTALL_FROM: '' },
      fakes: { curl: 'echo "$@" >>"$HOME/asked"; exit 1' },
      piped,
    })
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: expect.stringContaining('there is no release yet; --from must say where the archives are'),
    })
    expect(bench.left).toEqual([])
  })

  test('no HOME and no --prefix is wrong usage', async () => {
    const { code, stderr } = await bench.run([], { env: { HOME: '' } })
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining('--prefix must say where') })
  })

  test('a link or a folder in its place is left alone', async () => {
    const target = join(bench.home, '.local/bin/gizwits-tail')
    mkdirSync(join(bench.home, '.local/bin'), { recursive: true })
    symlinkSync('../lib/node_modules/gizwits-tail/bin/gizwits-tail.cjs', target)
    const link = await bench.run()
    expect(link).toMatchObject({ code: 1, stderr: expect.stringContaining(`${target} is a link`) })
    mkdirSync(join(bench.home, 'b/bin/gizwits-tail'), { recursive: true })
    const folder = await bench.run(['--prefix', join(bench.home, 'b')])
    expect(folder).toMatchObject({ code: 1, stderr: expect.stringContaining('is no file') })
    expect(bench.left).toEqual(['.local/bin/gizwits-tail', 'b/bin/gizwits-tail'])
  })

  test('a folder that cannot be made is told, and what was made on the way to it is taken back', async () => {
    writeFileSync(join(bench.home, 'file'), '')
    const { code, stderr } = await bench.run(['--prefix', join(bench.home, 'file/a')])
    expect(code).toBe(1)
    expect(stderr).toContain(`cannot write to ${bench.home}/file/a/bin`)
    expect(bench.left).toEqual(['file'])
  })

  test('a script that was cut on its way does nothing', async () => {
    // Where a function is whole, somewhere in most of them, and anywhere in the line that runs it all.
    const whole = [...text.matchAll(/(?<=\n}\n)/g)].map(({ index }) => index)
    const lastLine = text.lastIndexOf('\n{')
    const inLastLine = Array.from({ length: text.trimEnd().length - lastLine }, (_, n) => lastLine + n)
    const cuts = [...whole, ...whole.map(end => end + 60), ...inLastLine]
    for (const cut of cuts) await bench.run([], { piped: text.slice(0, cut) })
    expect(bench.server.asked).toEqual([])
    expect(bench.left).toEqual([])
    await bench.run([], { piped: text.trimEnd() })
    expect(bench.left).toContain('.local/bin/gizwits-tail')
  })
})
