import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { systemClock } from '../src/base/clock.ts'
import { checkCommand } from '../src/output/check-command.ts'
import { type CommandEnd, CommandRun } from '../src/output/command-run.ts'
import { shellStarter } from '../src/output/shell-child.ts'
import { signals } from './support/bin.ts'
import { processEnd } from './support/processes.ts'
import { tempFolder } from './support/temp-folder.ts'

const folder = tempFolder()
const { PATH = '' } = process.env
const env = { PATH, AT: folder }

/** Runs a command by the real shell; answers how it ended and what it printed. */
async function runReal(
  command: string,
  input: string,
  { timeout = 20_000, during = (_: CommandRun) => {} } = {},
) {
  const printed: string[] = []
  const run = new CommandRun(shellStarter(env)(command), Buffer.from(input), {
    clock: systemClock,
    timeout,
    print: lines => {
      printed.push(...lines)
      during(run)
    },
  })
  const end: CommandEnd = await run.ended
  return { ...end, printed }
}

const unread = 'exited with 0 without reading all events'

describe.runIf(signals)('a command that sh runs', () => {
  test.each([1, 1000, 100_000])('gets all of %i lines on stdin', async count => {
    const input = Array.from({ length: count }, (_, i) => `{"n":${i}}\n`).join('')
    const { failure, printed } = await runReal('cat > "$AT/got"; echo done', input)
    expect({ failure, printed }).toEqual({ failure: undefined, printed: ['done'] })
    expect(readFileSync(join(folder, 'got'), 'utf8')).toBe(input)
  })

  test.each([
    ['exit 3', 'failed with exit code 3'],
    ['cat >/dev/null; no-such-command-here', 'failed with exit code 127'],
    ['kill -9 $$', 'was killed by SIGKILL'],
    ['cat > /dev/null; false', 'failed with exit code 1'],
  ])('%s: it %s', async (command, failure) => {
    expect(await runReal(command, 'x\n')).toMatchObject({ failure })
  })

  test('says why on stderr, of which the last line is kept', async () => {
    const { lastLine, printed } = await runReal('echo out; echo one >&2; echo two >&2; exit 1', 'x\n')
    expect(lastLine).toBe('two')
    expect(printed.sort()).toEqual(['one', 'out', 'two'])
  })

  test('may print megabytes', async () => {
    const { failure, printed } = await runReal('cat', 'x'.repeat(99).concat('\n').repeat(50_000))
    expect(failure).toBeUndefined()
    expect(printed).toHaveLength(50_000)
  })

  // Elsewhere the system may not tell.
  test.runIf(process.platform === 'linux').each([
    ['true', 'x\n'],
    ['true', 'x\n'.repeat(1_000_000)],
    ['head -n 1 > /dev/null', 'xxxxxxxxxxxxxxxxxx\n'.repeat(1000)],
    ['read line', 'x\ny\n'],
    ['exec <&-', 'x\n'],
  ])('%s, which exits with 0 and leaves input unread, has failed', async (command, input) => {
    expect((await runReal(command, input)).failure).toMatch(unread)
  })

  test('may leave input unread on purpose', async () => {
    const input = 'x\n'.repeat(1_000_000)
    expect((await runReal('read line && cat > /dev/null', input)).failure).toBeUndefined()
  })

  test('need not wait for the end of its input', async () => {
    expect((await runReal('read one; read two', 'x\ny\n')).failure).toBeUndefined()
  })

  test('is ended with all that it has started when it takes too long', async () => {
    const { failure, printed } = await runReal('cat >/dev/null; sleep 600 & echo $! $$; wait', 'x\n', {
      timeout: 200,
    })
    expect(failure).toBe('took longer than 200ms (--exec-timeout)')
    for (const pid of printed[0]!.split(' ')) await processEnd(Number(pid))
  })

  test('is killed with all that it has started if it ignores SIGTERM', async () => {
    const stubborn = `trap '' TERM; (trap '' TERM; while :; do sleep 1; done) & echo $! $$; wait`
    const { failure, printed } = await runReal(stubborn, 'x\n', { during: run => run.stop('was stopped') })
    expect(failure).toBe('was stopped')
    for (const pid of printed[0]!.split(' ')) await processEnd(Number(pid))
  })

  test('leaves nothing running if it fails, so that the next run is alone', async () => {
    const { failure, printed } = await runReal('cat >/dev/null; sleep 600 & echo $!; exit 1', 'x\n')
    expect(failure).toBe('failed with exit code 1')
    await processEnd(Number(printed[0]))
  })

  test('is in a process group of its own, which Ctrl-C does not reach', async () => {
    const { printed } = await runReal('cat >/dev/null; ps -o pgid= -p $$; echo $$', 'x\n')
    expect(printed[0]!.trim()).toBe(printed[1])
  })

  test('has no descriptor but its standard streams', async () => {
    const { printed } = await runReal(
      'cat >/dev/null; for fd in 3 4 5 6 7 8 9; do (: <&$fd) 2>/dev/null && echo $fd; done; :',
      'x\n',
    )
    expect(printed).toEqual([])
  })
})

describe.runIf(signals)('before anything is dialed, a command', () => {
  const file = (name: string, mode: number) => {
    writeFileSync(join(folder, name), '#!/bin/sh\ncat\n', { mode })
    return join(folder, name)
  }
  const program = file('program', 0o755)
  const text = file('text', 0o644)

  test.each([
    'cat',
    '  cat > /dev/null',
    'A=1 B=x,y cat',
    `PATH=${folder} program`,
    program,
    'while read line; do :; done',
    'if true; then cat; fi',
    '{ cat; }',
    '(cat)',
    '! cat',
    ': ; no-such-command',
    'cat | no-such-command',
    '"no such command"',
    '$COMMAND',
    '# nothing',
    '[ -f x ] && cat',
    'cat; # 温度',
    'cat\nno-such-command',
    'cat;',
    'PGOPTIONS="-c x=1" no-such-command-after-quotes',
  ])('%j can be run, as far as can be told', command => checkCommand(command, env))

  test.each([
    ['no-such-command', 'the command no-such-command is not found in PATH'],
    ['no-such-command | cat', 'the command no-such-command is not found in PATH'],
    ['A=1 no-such-command -x', 'the command no-such-command is not found in PATH'],
    ['PATH=/nowhere cat', 'the command cat is not found in PATH'],
    [`${folder}/nothing`, 'nothing does not exist or is not executable'],
    [folder, 'does not exist or is not executable'],
    [text, 'text does not exist or is not executable'],
    ['if', "'if' is no shell command"],
    ["echo 'it", 'is no shell command'],
    ['cat; )', 'is no shell command'],
  ])('%j is wrong', (command, message) => {
    expect(() => checkCommand(command, env)).toThrow(expect.objectContaining({ code: 'usage' }))
    expect(() => checkCommand(command, env)).toThrow(message)
  })

  test('is not run', () => {
    checkCommand(`touch ${join(folder, 'ran')}`, env)
    checkCommand(`cat; touch ${join(folder, 'ran')}`, env)
    expect(() => readFileSync(join(folder, 'ran'))).toThrow('ENOENT')
  })
})

test('on Windows no command is checked', () => checkCommand('no-such-command', env, 'win32'))
