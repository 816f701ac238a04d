import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { Run, run, signals } from './support/bin.ts'
import { HandServer } from './support/hand-server.ts'
import { eventLine } from './support/lines.ts'
import { tempFolder } from './support/temp-folder.ts'
import { whereIs } from './support/tool-path.ts'

const folder = tempFolder()
const program = [process.execPath, resolve('bin/gizwits-tail.cjs')]
const linux = process.platform === 'linux'
let server: HandServer

/** A server with one event, and with a second one once `release` is called; answers the words of a tail that ends with both. */
async function twoEvents(): Promise<{ words: string[]; release: () => void }> {
  let release = () => {}
  const released = new Promise<void>(settle => {
    release = settle
  })
  server = await HandServer.start(async visitor => {
    await visitor.login()
    visitor.socket.write(`${eventLine(1)}\n`)
    await released
    visitor.socket.write(`${eventLine(2)}\n`)
  })
  return { words: [...program, ...server.options, '-q', '--json', '-n', '2'], release }
}

/**
 * Runs a script of a shell, which says the process id of what it started in a line `pid N` on stderr, sends it
 * signals once its first event is out, lets the second event come, and answers the exit code, which the script
 * says in a line `code N`.
 */
async function signalled(
  shell: string,
  script: string,
  names: readonly NodeJS.Signals[],
  env = {},
): Promise<number> {
  const { words, release } = await twoEvents()
  const { PATH = '', HOME = '' } = process.env
  const cwd = mkdtempSync(join(folder, 'run-'))
  const child = spawn(shell, ['-c', script, 'sh', ...words], {
    cwd,
    env: { PATH, HOME, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const said = await heard(child)
  await until(child, () => server.visitors[0]?.acks.length === 1 && said.text.includes('pid '))
  const pid = Number(/pid (\d+)/.exec(said.text)![1])
  for (const name of names) process.kill(pid, name)
  release()
  await until(child, () => said.text.includes('code '))
  return Number(/code (\d+)/.exec(said.text)![1])
}

function heard(child: ChildProcess): { text: string } {
  const said = { text: '' }
  for (const stream of [child.stdout!, child.stderr!])
    stream.setEncoding('utf8').on('data', text => {
      said.text += text
    })
  return said
}

/** Settles once `seen` holds, which is looked at whenever the event loop comes round. */
async function until(child: ChildProcess, seen: () => boolean): Promise<void> {
  while (!seen()) {
    if (child.exitCode !== null && !seen()) throw new Error(`it ended with ${child.exitCode} before`)
    await new Promise(resolve => setImmediate(resolve))
  }
}

/** Starts the words after `setUp` as a child of the shell, and waits for it. */
const started = (setUp: string, redirect = '') =>
  `${setUp} "$@" ${redirect} & echo "pid $!" >&2; while :; do wait $!; code=$?; [ $code -gt 128 ] && kill -0 $! 2>/dev/null || break; done; echo "code $code" >&2`

const script = whereIs('script')

describe.runIf(linux)('a signal that was ignored when it was started', () => {
  const shells = ['bash', 'dash', 'zsh'].flatMap(name => whereIs(name) ?? [])

  describe.each(shells)('by a script of %s', shell => {
    test.each(['SIGHUP', 'SIGINT', 'SIGTERM'] as const)('with trap, %s: it goes on', async name => {
      expect(await signalled(shell, started(`trap '' ${name.slice(3)};`), [name, name])).toBe(0)
    })

    test('with trap, and no other: that one ends it', async () => {
      expect(await signalled(shell, started("trap '' HUP INT;"), ['SIGHUP', 'SIGTERM'])).toBe(143)
    })
  })

  test.runIf(existsSync('/bin/bash'))('by nohup, in bash', async () => {
    expect(await signalled('/bin/bash', started('nohup'), ['SIGHUP'])).toBe(0)
    expect(await signalled('/bin/bash', started('nohup'), ['SIGTERM'])).toBe(143)
  })

  test('by nohup, which has taken a terminal away from stdin', async () => {
    expect(await signalled('sh', started('', '0>/dev/null'), ['SIGHUP'])).toBe(0)
    expect(await signalled('sh', started('', '0</dev/null'), ['SIGHUP'])).toBe(129)
  })

  test('by nohup, which has taken a terminal away from stdout', async () => {
    expect(await signalled('sh', started('', '>>nohup.out'), ['SIGHUP'])).toBe(0)
    expect(await signalled('sh', started(': >nohup.out;', '>>other.out'), ['SIGHUP'])).toBe(129)
    const home = join(folder, 'home')
    mkdirSync(home)
    expect(await signalled('sh', started('', '>>~/nohup.out'), ['SIGHUP'], { HOME: home })).toBe(0)
  })

  test.runIf(existsSync('/bin/bash') && script)(
    'is not SIGTERM because an interactive shell ignores it for itself',
    async () => {
      const { words } = await twoEvents()
      const typed = `${words.join(' ')} & echo "pid $!"; wait $!; echo "code $?"`
      writeFileSync(join(folder, 'typed'), typed)
      const child = spawn(script!, ['-qefc', `bash --norc -ic '. ${join(folder, 'typed')}'`, '/dev/null'])
      const said = heard(child)
      await until(child, () => server.visitors[0]?.acks.length === 1)
      process.kill(Number(/pid (\d+)/.exec(said.text)![1]), 'SIGTERM')
      await until(child, () => /code \d/.test(said.text))
      expect(said.text).toContain('code 143')
    },
  )

  test('stays ignored in simulate', async () => {
    const child = spawn('sh', [
      '-c',
      started("trap '' HUP;"),
      'sh',
      ...program,
      'simulate',
      '--port',
      '0',
      '-q',
    ])
    const said = heard(child)
    await until(child, () => said.text.includes('gizwits-tail --host') && said.text.includes('pid '))
    const pid = Number(/pid (\d+)/.exec(said.text)![1])
    process.kill(pid, 'SIGHUP')
    const words = /gizwits-tail (--host .*)/.exec(said.text)![1]!.split(' ')
    expect((await run([...words, '--json', '-n', '2'])).code).toBe(0)
    process.kill(pid, 'SIGTERM')
    await until(child, () => said.text.includes('code '))
    expect(said.text).toContain('code 143')
  })
})

describe.runIf(signals)('SIGUSR1', () => {
  test('opens no inspector, and the stream goes on', async () => {
    const events = 50
    server = await HandServer.start(async visitor => {
      await visitor.login()
      for (let id = 1; id <= events; id++) {
        visitor.socket.write(`${eventLine(id)}\n`)
        await visitor.until(({ acks }) => acks.length === id)
      }
    })
    const tail = new Run([...server.options, '--json', '-n', String(events)])
    await tail.until(({ stdout }) => stdout !== '')
    tail.child.kill('SIGUSR1')
    const { code, stderr } = await tail.end()
    expect(code).toBe(0)
    expect(stderr).not.toMatch(/debugger/i)
  })
})

describe.runIf(signals)('simulate leaves no temporary folder', () => {
  async function simulate(env: Record<string, string> = {}): Promise<{ broker: Run; left: () => string[] }> {
    const temporary = mkdtempSync(join(folder, 'tmp-'))
    const broker = new Run(['simulate', '--port', '0'], { env: { TMPDIR: temporary, ...env } })
    await broker.until(({ stdout }) => stdout.endsWith('\n'))
    expect(readdirSync(temporary)).toHaveLength(1)
    return { broker, left: () => readdirSync(temporary) }
  }

  test.each([
    ['SIGHUP', 129],
    ['SIGINT', 130],
    ['SIGQUIT', 131],
    ['SIGTERM', 143],
  ] as const)('after %s, which gives %d', async (name, expected) => {
    const { broker, left } = await simulate()
    broker.child.kill(name)
    const { code } = await broker.end()
    expect([code, left()]).toEqual([expected, []])
  })

  test('after a crash', async () => {
    const bug = join(folder, 'bug.cjs')
    writeFileSync(bug, "process.on('SIGUSR2', () => { throw new Error('thrown from nowhere') })")
    const { broker, left } = await simulate({ NODE_OPTIONS: `--require "${bug}"` })
    broker.child.kill('SIGUSR2')
    const { code, stderr } = await broker.end()
    expect([code, left()]).toEqual([1, []])
    expect(stderr).toContain('bug: Error: thrown from nowhere')
  })

  test('where it cannot make one, and says so', async () => {
    const { code, stderr } = await run(['simulate', '--port', '0'], { env: { TMPDIR: join(folder, 'none') } })
    expect(code).toBe(1)
    expect(stderr).toMatch(
      /^error: cannot write a temporary file: no such file or folder \(ENOENT\)\n {2}TMPDIR must name/m,
    )
  })
})

/** Runs words on a terminal of their own, closes it as the window of a terminal emulator does once `sign` is on it. */
const onTerminalThatCloses = `
import os, pty, sys
pid, terminal = pty.fork()
if pid == 0: os.execv(sys.argv[2], sys.argv[2:])
seen = b''
while sys.argv[1].encode() not in seen: seen += os.read(terminal, 4096)
os.close(terminal)
print(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
`

describe.runIf(linux && whereIs('python3'))('a terminal that is closed', () => {
  const closed = (sign: string, words: readonly string[]) =>
    execFileSync('python3', ['-c', onTerminalThatCloses, sign, ...program, ...words], {
      encoding: 'utf8',
    }).trim()

  test.each([
    ['--demo', '"cmd"', ['--demo', '--json']],
    ['a fast stream', '"cmd"', ['--demo', '--json', '--prefetch', '500', '--trace']],
    ['simulate', 'gizwits-tail --host', ['simulate', '--port', '0']],
  ])('ends %s with 129, and not by a core file', (_, sign, words) => {
    expect(closed(sign, words)).toBe('129')
  })
})
