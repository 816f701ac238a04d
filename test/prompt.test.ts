import { describe, expect, test } from 'vitest'
import { HandServer } from './support/hand-server.ts'
import { eventLine } from './support/lines.ts'
import { onTerminal, type Step, terminals } from './support/terminal.ts'

let server: HandServer

const id = 'Enterprise id:'
const secret = 'Enterprise secret:'

/** Prints the terminal's modes before and after the command. */
const withModes = (command: string) => `stty -g; ${command}; code=$?; stty -g; exit $code`
/** The command as a job, with its process id; after it was stopped, and the shell has put its own modes back, it goes on. */
const asJob = (command: string) =>
  `set -m; stty -g; sh -c 'echo pid $$; exec "$@"' sh ${command}; stty -g; echo stopped; stty echo icanon icrnl isig; fg >/dev/null; code=$?; stty -g; exit $code`

function modesOf(screen: string): string[] {
  return screen.match(/^(?:[0-9a-f]+:){8,}[0-9a-f]+/gm) ?? []
}

/** Tails one event with the credentials that are typed; what was sent to the server. */
async function typed(steps: readonly Step[], { args = [] as string[], shell = withModes, count = 1 } = {}) {
  server = await HandServer.start(async visitor => {
    await visitor.login()
    visitor.socket.write(`${eventLine(1)}\n`)
  })
  const { screen, code } = await onTerminal(
    [...server.options.slice(0, 6), '-n', String(count), '--json', ...args],
    steps,
    {
      shell,
    },
  )
  const line = server.visitors[0]?.lines[0]
  const login = line && JSON.parse(Buffer.from(line, 'latin1').toString()).data
  return { screen, code, id: login?.enterprise_id, secret: login?.enterprise_secret }
}

describe.runIf(terminals)('what is missing is asked for on a terminal, the secret without echo', () => {
  test.each<[string, Step[]]>([
    [
      'typed',
      [
        [id, 'the-id\r'],
        [secret, 'the-s3cret\r'],
      ],
    ],
    ['pasted together', [[id, 'the-id\nthe-s3cret\n']]],
    ['pasted together, with line ends of Windows', [[id, 'the-id\r\nthe-s3cret\r\n']]],
    ['pasted together, with more behind them', [[id, 'the-id\nthe-s3cret\nanother-s3cret\n']]],
    [
      'the second line pasted without its end',
      [
        [id, 'the-id\nthe-s3'],
        [secret, 'cret\r'],
      ],
    ],
    [
      'corrected by backspace',
      [
        [id, 'the-iX\u007fd\r'],
        [secret, 'the-s3creX\u007ft\r'],
      ],
    ],
    [
      'begun anew by Ctrl-U',
      [
        [id, 'wrong\u0015the-id\r'],
        [secret, 'wr0ng\u0015the-s3cret\r'],
      ],
    ],
    [
      'in brackets of a paste',
      [
        [id, '\u001b[200~the-id\u001b[201~\r'],
        [secret, '\u001b[200~the-s3cret\u001b[201~\r'],
      ],
    ],
  ])('%s', async (_, steps) => {
    const seen = await typed(steps)
    expect(seen).toMatchObject({ code: 0, id: 'the-id', secret: 'the-s3cret' })
    expect(seen.screen).toContain('the-i')
    expect(seen.screen).not.toMatch(/s3c|cret\b(?!:)|wr0/)
    const modes = modesOf(seen.screen)
    expect(modes).toHaveLength(2)
    expect(modes[1]).toBe(modes[0])
  })

  test('in Chinese', async () => {
    const seen = await typed([
      [id, '企业\r'],
      [secret, '密码🔥中文\r'],
    ])
    expect(seen).toMatchObject({ code: 0, id: '企业', secret: '密码🔥中文' })
    expect(seen.screen).toContain('企业')
    expect(seen.screen).not.toMatch(/密|文|🔥/)
  })

  test.each<[string, Step[], number]>([
    ['Ctrl-C', [[id, 'x\u0003']], 130],
    ['Ctrl-D', [[id, '\u0004']], 2],
    [
      'Ctrl-C at the secret',
      [
        [id, 'x\r'],
        [secret, 's3cr\u0003'],
      ],
      130,
    ],
    [
      'Ctrl-D at the secret',
      [
        [id, 'x\r'],
        [secret, '\u0004'],
      ],
      2,
    ],
    [
      'an empty answer',
      [
        [id, 'x\r'],
        [secret, '\r'],
      ],
      2,
    ],
    ['an answer without end', [[id, 'x'.repeat(5000)]], 2],
  ])('%s ends it, and the terminal is as before', async (_, steps, code) => {
    const seen = await typed(steps)
    expect(seen.code).toBe(code)
    expect(seen.screen).not.toContain('s3cr')
    const modes = modesOf(seen.screen)
    expect(modes).toHaveLength(2)
    expect(modes[1]).toBe(modes[0])
  })

  test('SIGTERM ends it, and the terminal is as before', async () => {
    const seen = await typed(
      [[secret, screen => process.kill(Number(/pid (\d+)/.exec(screen)![1]), 'SIGTERM')]],
      { args: ['--id', 'x'], shell: command => withModes(`sh -c 'echo pid $$; exec "$@"' sh ${command}`) },
    )
    expect(seen.code).toBe(143)
    const [before, after] = modesOf(seen.screen)
    expect(after).toBe(before)
  })

  test('Ctrl-Z gives the shell its terminal back, and fg asks on', async () => {
    const seen = await typed(
      [
        [id, 'the-\u001a'],
        ['stopped', ''],
        [`${id} the-`, 'id\r'],
        [secret, 'the-s3cret\r'],
      ],
      { shell: asJob },
    )
    expect(seen).toMatchObject({ code: 0, id: 'the-id', secret: 'the-s3cret' })
    expect(seen.screen).not.toContain('s3cret')
    expect(new Set(modesOf(seen.screen)).size).toBe(1)
  })

  test.each(['Ctrl-Z', 'SIGTSTP', 'SIGSTOP'])('after %s at the secret it is still not echoed', async how => {
    const stop: Step[1] =
      how === 'Ctrl-Z'
        ? 'the-\u001a'
        : screen => process.kill(Number(/pid (\d+)/.exec(screen)![1]), how as NodeJS.Signals)
    const seen = await typed(
      [
        [secret, stop],
        ['stopped', ''],
        [secret, how === 'Ctrl-Z' ? 's3cret\r' : 'the-s3cret\r'],
      ],
      { args: ['--id', 'the-id'], shell: asJob },
    )
    expect(seen).toMatchObject({ code: 0, id: 'the-id', secret: 'the-s3cret' })
    expect(seen.screen).not.toMatch(/s3cret|the-s/)
  })

  test('Ctrl-Z stops whoever waits for the program as well, npx for one', async () => {
    const seen = await typed(
      [
        [secret, 'the-\u001a'],
        ['stopped', ''],
        [secret, 's3cret\r'],
      ],
      {
        args: ['--id', 'the-id'],
        shell: command => `set -m; sh -c '"$@"; exit $?' sh ${command}; echo stopped; fg >/dev/null`,
      },
    )
    expect(seen).toMatchObject({ code: 0, secret: 'the-s3cret' })
  })

  test('once all is answered, signals no longer concern the prompt', async () => {
    const pidIn = (screen: string) => Number(/pid (\d+)/.exec(screen)![1])
    const seen = await typed(
      [
        [secret, 'the-s3cret\r'],
        [
          '"delivery_id"',
          screen => {
            process.kill(pidIn(screen), 'SIGCONT')
            server.visitors[0]!.socket.write(`${eventLine(2)}\n`)
          },
        ],
        ['"delivery_id"', screen => process.kill(pidIn(screen), 'SIGTERM')],
      ],
      {
        args: ['--id', 'the-id'],
        count: 3,
        shell: command => withModes(`sh -c 'echo pid $$; exec "$@"' sh ${command}`),
      },
    )
    expect(seen.code).toBe(143)
    expect(seen.screen.split(secret)).toHaveLength(2)
    expect(seen.screen).not.toContain('bug')
  })

  test('Ctrl-Z where nothing can be stopped, as in a container, asks on', async () => {
    const seen = await typed(
      [
        [secret, 'the-\u001a'],
        [secret, 's3cret\r'],
      ],
      { args: ['--id', 'the-id'] },
    )
    expect(seen).toMatchObject({ code: 0, secret: 'the-s3cret' })
    expect(seen.screen).not.toMatch(/s3cret|the-s/)
  })

  test('nor does it ask again what was answered in the same moment', async () => {
    const seen = await typed([[secret, 'the-\u001as3cret\r']], {
      args: ['--id', 'the-id', '--duration', '300ms'],
      count: 2,
    })
    expect(seen).toMatchObject({ code: 0, secret: 'the-s3cret' })
    expect(seen.screen.split(secret)).toHaveLength(2)
  })

  test.each(['-', '/dev/stdin'])('--secret-file %s is the same question', async path => {
    const seen = await typed([[secret, 'the-s3cret\r']], { args: ['--id', 'the-id', '--secret-file', path] })
    expect(seen).toMatchObject({ code: 0, id: 'the-id', secret: 'the-s3cret' })
    expect(seen.screen).not.toContain('s3cret')
  })

  test('another terminal device is not read as a file, where it would echo', async () => {
    const seen = await typed([], { args: ['--id', 'the-id', '--secret-file', '/dev/tty'] })
    expect(seen.code).toBe(2)
    expect(seen.screen).toContain('it is a terminal; give - to be asked')
  })
})
