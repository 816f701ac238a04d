import { execFileSync } from 'node:child_process'
import { chmodSync, writeFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { flawsOf, withoutPackaging } from '../src/cli/secret-flaws.ts'
import { Run, run } from './support/bin.ts'
import { HandServer } from './support/hand-server.ts'
import { eventLine } from './support/lines.ts'
import { tempFolder } from './support/temp-folder.ts'

const folder = tempFolder()

let server: HandServer

const secret = 'pässw0rd-中'
const utf16 = (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le')

interface Given {
  readonly args?: string[]
  readonly env?: Record<string, string>
  readonly input?: string
  readonly file?: string | Buffer
}

/** Logs in with what is given to a server that answers `result`. */
async function login({ args = [], env = {}, input, file }: Given, result = true) {
  server = await HandServer.start(async visitor => {
    await visitor.until(({ lines }) => lines.length > 0)
    visitor.socket.write(
      `{"cmd":"enterprise_login_res","data":{"result":${result},"msg":"so"}}\n${eventLine(1)}\n`,
    )
  })
  const path = join(folder, 'secret')
  if (file !== undefined) writeFileSync(path, file, { mode: 0o600 })
  const ran = await run(
    [
      ...server.options.slice(0, 6),
      ...(args.includes('--id') || env.GIZWITS_ENTERPRISE_ID ? [] : ['--id', 'the-id']),
      ...(file === undefined ? [] : ['--secret-file', path]),
      ...args,
      ...['-n', '1', '--json', '--no-reconnect'],
    ],
    { env, ...(input === undefined ? {} : { input }) },
  )
  const [line] = server.visitors[0]?.lines ?? []
  const data = line === undefined ? {} : JSON.parse(Buffer.from(line, 'latin1').toString()).data
  return { ...ran, id: data.enterprise_id, sent: data.enterprise_secret }
}

describe('what surely does not belong to a credential is taken off', () => {
  test.each<[string, Given]>([
    ['a variable that ends in CR LF', { env: { GIZWITS_ENTERPRISE_SECRET: `${secret}\r\n` } }],
    ['a variable that ends in CR', { env: { GIZWITS_ENTERPRISE_SECRET: `${secret}\r` } }],
    ['a variable that ends in LF', { env: { GIZWITS_ENTERPRISE_SECRET: `${secret}\n` } }],
    ['a byte order mark in a variable', { env: { GIZWITS_ENTERPRISE_SECRET: `\ufeff${secret}` } }],
    ['--secret that ends in CR', { args: ['--secret', `${secret}\r`] }],
    ['a file that ends in CR LF', { file: `${secret}\r\n` }],
    ['a byte order mark in a file', { file: `\ufeff${secret}\n` }],
    ['a byte order mark in stdin', { args: ['--secret-file', '-'], input: `\ufeff${secret}\r\n` }],
    ['a file in UTF-16, little end first', { file: utf16(`${secret}\r\n`) }],
    ['a file in UTF-16, big end first', { file: utf16(`${secret}\r\n`).swap16() }],
  ])('%s', async (_, given) => {
    const { code, sent, stderr } = await login(given)
    expect([code, sent]).toEqual([0, secret])
    expect(stderr).not.toContain('warning')
  })

  test('and of an id', async () => {
    const { id, stderr } = await login({ env: { GIZWITS_ENTERPRISE_ID: '\ufeffthe-id\r\n' }, file: secret })
    expect(id).toBe('the-id')
    expect(stderr).not.toContain('warning')
  })

  test('one end of a line, and no more', () => {
    expect(withoutPackaging('a\n\n')).toBe('a\n')
    expect(withoutPackaging('\ufeff\ufeffa \r\n')).toBe('\ufeffa ')
  })
})

describe('what can be no credential is a usage error that names the flaw, and nothing is sent', () => {
  test.each<[string, Given, string]>([
    ['an empty file', { file: '\ufeff\r\n' }, `${join(folder, 'secret')} is empty`],
    ['empty stdin', { args: ['--secret-file', '-'], input: '' }, '--secret-file: stdin is empty'],
    ['two lines', { file: `${secret}\n${secret}\n` }, 'has more than one line'],
    [
      'a variable of two lines',
      { env: { GIZWITS_ENTERPRISE_SECRET: 'p4ss\nword' } },
      'GIZWITS_ENTERPRISE_SECRET has more than one line',
    ],
    [
      'a variable of nothing but a line’s end',
      { env: { GIZWITS_ENTERPRISE_SECRET: '\r\n' } },
      'GIZWITS_ENTERPRISE_SECRET',
    ],
    ['UTF-16 without a mark', { file: utf16(secret).subarray(2) }, 'is not valid UTF-8'],
    [
      'ASCII in UTF-16 without a mark',
      { file: Buffer.from('passw0rd', 'utf16le') },
      'contains NUL characters, as UTF-16 text does',
    ],
    ['GBK', { file: Buffer.from([0xc3, 0xdc, 0xc2, 0xeb]) }, 'is not valid UTF-8'],
    ['a folder', { args: ['--secret-file', folder] }, 'EISDIR'],
    ['no file', { args: ['--secret-file', join(folder, 'none')] }, 'ENOENT'],
    ['an id of two lines', { args: ['--id', 'a\nb'], file: secret }, '--id has more than one line'],
  ])('%s', async (_, given, flaw) => {
    const { code, stderr } = await login(given)
    expect([code, server.visitors.length]).toEqual([2, 0])
    expect(stderr).toContain(flaw)
    expect(stderr).not.toMatch(/p[aä4]ss|w0rd/)
  })

  test('a file without end is read no further than it can matter', async () => {
    const { code, stderr } = await login({ args: ['--secret-file', '/dev/zero'] })
    expect(code).toBe(2)
    expect(stderr).toContain('/dev/zero is longer than 64 KB')
  })

  test('nor is stdin', async () => {
    const tail = new Run(['--id', 'x', '--secret-file', '-'], { input: 'y\n'.repeat(1_000_000) })
    const { code, stderr } = await tail.end()
    expect(code).toBe(2)
    expect(stderr).toContain('stdin is longer than 64 KB')
  })
})

describe('what is most likely not meant is sent as it is, with a warning, which a refusal repeats', () => {
  test.each<[string, string, string]>([
    ['a blank at the end', 'passw0rd ', 'ends with white space'],
    ['an ideographic space before it', '\u3000passw0rd', 'begins with white space'],
    ['a blank within', 'pass w0rd', 'contains white space'],
    ['quotes', '"passw0rd"', 'is in quotes, which count as part of it'],
    ['quotes of a word processor', '“passw0rd”', 'is in quotes'],
    ['a zero-width space', 'pass\u200bw0rd', 'contains an invisible character (U+200B)'],
    ['a tag character', 'pass\u{e0041}w0rd', 'contains an invisible character (U+E0041)'],
    ['an escape', 'pass\u001bw0rd', 'contains an invisible character (U+001B)'],
    ['full-width letters', 'passｗ0rd', 'contains full-width characters'],
    ['a variable of a shell', '\u0024{PASSW0RD}', 'looks like a placeholder that was not replaced'],
    ['a variable of cmd', '%PASSW0RD%', 'looks like a placeholder'],
    ['what a page says', '<passw0rd>', 'looks like a placeholder'],
  ])('%s', async (_, text, flaw) => {
    const { code, sent, stderr } = await login({ env: { GIZWITS_ENTERPRISE_SECRET: text } }, false)
    expect([code, sent]).toEqual([3, text])
    expect(stderr).toContain(`warning: GIZWITS_ENTERPRISE_SECRET ${flaw}`)
    expect(stderr.slice(stderr.indexOf('error:'))).toContain(`  GIZWITS_ENTERPRISE_SECRET ${flaw}`)
    expect(stderr).not.toMatch(/pass|w0rd/i)
  })

  test('the source is named: a flag, a file, stdin, the id', async () => {
    const cases: [Given, string][] = [
      [{ args: ['--secret', 'passw0rd '] }, '--secret ends with white space'],
      [{ file: 'passw0rd \r\n' }, `--secret-file: ${join(folder, 'secret')} ends with white space`],
      [{ args: ['--secret-file', '-'], input: 'passw0rd \n' }, '--secret-file: stdin ends with white space'],
      [{ args: ['--id', 'the-id '], file: secret }, '--id ends with white space'],
      [
        { env: { GIZWITS_ENTERPRISE_ID: ' the-id' }, file: secret },
        'GIZWITS_ENTERPRISE_ID begins with white space',
      ],
    ]
    for (const [given, said] of cases) {
      const { code, stderr } = await login(given, false)
      expect(code).toBe(3)
      expect(stderr.split(said)).toHaveLength(3)
      await server.close()
    }
  })

  test('ordinary credentials have no flaw', () => {
    for (const text of ['0f3c9b1e7d5a4826', 'a+b/c==', 'Zx9!@#$^&*()_-', '密码', "it's", 'a"b', 'x$', '100%'])
      expect(flawsOf(text)).toEqual({ fatal: undefined, doubtful: [] })
  })
})

test.runIf(process.platform !== 'win32')(
  'a file that others can read is warned of, a pipe is not',
  async () => {
    const path = join(folder, 'open')
    writeFileSync(path, secret)
    chmodSync(path, 0o644)
    const { stderr } = await login({ args: ['--secret-file', path] })
    expect(stderr).toContain(`others on this machine can read ${path}: chmod 600 it`)
    await server.close()
    const pipe = join(folder, 'pipe')
    execFileSync('mkfifo', ['-m', '644', pipe])
    const written = writeFile(pipe, secret)
    const piped = await login({ args: ['--secret-file', pipe] })
    await written
    expect(piped.sent).toBe(secret)
    expect(piped.stderr).not.toContain('chmod')
  },
)
