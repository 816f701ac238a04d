import { spawn } from 'node:child_process'
import { describe, expect, test } from 'vitest'
import { HandServer, type Visitor } from './support/hand-server.ts'
import { eventLine } from './support/lines.ts'
import { onTerminal, terminals } from './support/terminal.ts'

let server: HandServer

function cursorHidden(screen: string): boolean {
  return screen.lastIndexOf('\u001b[?25l') > screen.lastIndexOf('\u001b[?25h')
}

async function serve(visit: (visitor: Visitor) => unknown): Promise<string[]> {
  server = await HandServer.start(visit)
  return server.options
}

describe.runIf(terminals)('on a terminal', () => {
  test('colours, a summary, and lines that fit', async () => {
    const long = eventLine(1, { data: { text: '长'.repeat(200) } })
    const options = await serve(async visitor => {
      await visitor.login()
      visitor.socket.write(`${long}\n`)
    })
    const { screen, code } = await onTerminal([...options, '-n', '1'])
    expect(code).toBe(0)
    expect(screen).toContain('\u001b[')
    expect(screen).toContain('…')
    expect(screen).toMatch(/received\S*\s+\S*shown/)
    expect(screen).toContain('tip: --secret shows in ps')
    expect(screen).not.toContain('长'.repeat(50))
  })

  test('--json escapes what the terminal would obey, and means the same', async () => {
    const line = eventLine(1, { note: 'a\u007f\u009b\u202e' })
    const options = await serve(async visitor => {
      await visitor.login()
      visitor.socket.write(`${line}\r\n`)
    })
    const { screen } = await onTerminal([...options, '-q', '--json', '-n', '1'])
    expect(screen.trim()).toBe(line.replace('\u007f\u009b\u202e', '\\u007f\\u009b\\u202e'))
    expect(JSON.parse(screen)).toEqual(JSON.parse(line))
  })

  test.each([70, 71, 72, 73, 100])(
    'no part of the secret is left where pretty cuts it, at %s columns',
    async columns => {
      const options = await serve(async visitor => {
        await visitor.login()
        visitor.socket.write(`${eventLine(1, { data: { copy: 'c4n4ry-secret'.repeat(20) } })}\n`)
      })
      const { screen } = await onTerminal([...options, '-n', '1', '--summary', 'never'], [], { columns })
      expect(screen).toContain('***')
      expect(screen).not.toContain('c4n')
    },
  )

  test('--json shows the secret where an event holds it, for it is verbatim', async () => {
    const line = eventLine(1, { note: 'c4n4ry-secret' })
    const options = await serve(async visitor => {
      await visitor.login()
      visitor.socket.write(`${line}\n`)
    })
    const { screen } = await onTerminal([...options, '-q', '--json', '-n', '1'])
    expect(screen.trim()).toBe(line)
  })

  test('a spinner while it connects, gone when it is connected', async () => {
    let seen = () => {}
    const spinnerSeen = new Promise<void>(resolve => {
      seen = resolve
    })
    const options = await serve(async visitor => {
      await visitor.until(({ lines }) => lines.length > 0)
      await spinnerSeen
      visitor.socket.write(
        `{"cmd":"enterprise_login_res","data":{"result":true,"msg":"ok"}}\n${eventLine(1)}\n`,
      )
    })
    const { screen, code } = await onTerminal(
      [...options, '--json', '-n', '1'],
      [['logging in to', () => seen()]],
    )
    expect(code).toBe(0)
    expect(screen).toContain('⠋')
    // The cursor is hidden while it spins, and shown again.
    expect(screen).toContain('\u001b[?25l')
    expect(cursorHidden(screen)).toBe(false)
  })

  describe('the line at the bottom', () => {
    /** Sends an event, and another one once the first is acked. */
    const twoEvents = () =>
      serve(async visitor => {
        await visitor.login()
        visitor.socket.write(`${eventLine(1)}\n`)
        await visitor.until(({ acks }) => acks.length > 0)
        visitor.socket.write(`${eventLine(2)}\n`)
      })

    test('says what goes on, and takes nothing from the lines above it', async () => {
      const { screen } = await onTerminal([...(await twoEvents()), '--json', '-n', '2'])
      expect(screen).toContain('● 127.0.0.1 0s')
      const bare = screen.replace(/\r\n\u001b\[\?7l.*?\r\u001b\[A|\u001b\[\?2026[hl]|\r\u001b\[J/gs, '')
      expect(bare).not.toContain('●')
      expect(bare.match(/^\{.*\}(?=\r?$)/gm)).toEqual([1, 2].map(id => eventLine(id)))
    })

    test.each([
      ['--status-line never', ['--status-line', 'never'], (command: string) => command],
      ['--quiet', ['-q'], (command: string) => command],
      ['a terminal that can do little', [], (command: string) => `TERM=dumb ${command}`],
      ['a pipe', [], (command: string) => `${command} | cat`],
      ['messages that go to a file', [], (command: string) => `${command} 2>/dev/null`],
    ])('is not there with %s', async (_, options, shell) => {
      const { screen } = await onTerminal([...(await twoEvents()), ...options, '-n', '2'], [], { shell })
      expect(screen).toContain('again')
      expect(screen).not.toContain('●')
    })
  })

  describe('--watch', () => {
    const taken = (screen: string) =>
      screen.lastIndexOf('\u001b[?1049h') > screen.lastIndexOf('\u001b[?1049l')

    test.each([
      ['q', 0],
      ['\u0003', 130],
      ['\u001c', 131],
    ])('has the terminal until %j', async (key, expected) => {
      const options = await serve(async visitor => {
        await visitor.login()
        visitor.socket.write(`${eventLine(1)}\n`)
      })
      const { screen, code } = await onTerminal([...options, '--watch'], [['1 device: ', key]], {
        shell: command => `ulimit -c 0; ${command}; code=$?; stty -a | grep -o -- '-*icanon'; exit $code`,
      })
      expect([code, taken(screen), cursorHidden(screen)]).toEqual([expected, false, false])
      const after = screen.slice(screen.lastIndexOf('\u001b[?1049l'))
      expect(after).toContain('connected to 127.0.0.1')
      expect(after).toMatch(/^icanon\r?$/m)
      if (key === 'q') expect(after).toMatch(/device_status_kv +1 +1 +1/)
    })

    test.each(['exception', 'rejection'])(
      'gives the terminal back before it reports a bug: %s',
      async kind => {
        const options = await serve(async visitor => {
          await visitor.login()
          visitor.socket.write(`${eventLine(1)}\n`)
        })
        const crash = new URL('support/crash.cjs', import.meta.url).pathname
        const preload = `NODE_OPTIONS='--require ${crash}' CRASH_AFTER='1 device: ' CRASH_BY=${kind}`
        const { screen, code } = await onTerminal([...options, '--watch'], [], {
          shell: command => `${preload} ${command}; code=$?; stty -a | grep -o -- '-*icanon'; exit $code`,
        })
        expect([code, taken(screen), cursorHidden(screen)]).toEqual([1, false, false])
        expect(screen.lastIndexOf('\u001b[?7h')).toBeGreaterThan(screen.lastIndexOf('\u001b[?7l'))
        const after = screen.slice(screen.lastIndexOf('\u001b[?1049l'))
        // The messages that waited come first.
        expect(after).toMatch(/^\S*acking [^\r]+\r\nconnected to [^\r]+\r\nbug: Error: made up\r\n {4}at /)
        expect(after).toMatch(/^icanon\r?$/m)
      },
    )

    test('plays a recording, and stays at its end', async () => {
      const { screen, code } = await onTerminal(
        ['replay', 'test/fixtures/events.ndjson', '--watch', '--speed', 'max', '--utc'],
        [['07:20:00 ended', 'q']],
      )
      expect([code, taken(screen)]).toEqual([0, false])
      expect(screen).toContain('events.ndjson 2017-07-12 07:20:00')
    })

    test.each([
      ['stdout is not one', (command: string) => `{ ${command}; echo code $? >&2; } | cat`],
      ['TERM is dumb', (command: string) => `TERM=dumb ${command}; echo code $?`],
    ])('is refused: %s', async (reason, shell) => {
      const { screen } = await onTerminal(['--demo', '--watch'], [], { shell })
      expect(screen).toContain('code 2')
      expect(screen).toContain(`--watch draws on a terminal, but ${reason}`)
      expect(taken(screen)).toBe(false)
    })
  })

  /** A server that takes the login and does not answer. */
  const silent = () => serve(visitor => visitor.until(({ closed }) => closed))

  test('a terminal that does not say its width hangs nothing, and gets no spinner', async () => {
    const options = await serve(async visitor => {
      await visitor.until(({ lines }) => lines.length > 0)
      visitor.socket.destroy()
    })
    // The wait before the third retry is long enough for a spinner.
    const { screen, code } = await onTerminal(
      options,
      [1, 2, 3].map((_, i) => ['trying again', i === 2 ? '\u0003' : ''] as const),
      { columns: 0 },
    )
    expect(code).toBe(130)
    expect(screen).not.toContain('waiting')
    expect(screen.length).toBeLessThan(5000)
  })

  test('nor does one whose width becomes 0 while the spinner turns', async () => {
    const { screen, code } = await onTerminal(
      await silent(),
      [
        ['/dev/', ''],
        [
          'logging in to',
          screen => spawn('stty', ['-F', /\/dev\/pts\/\d+/.exec(screen)![0], 'cols', '0', 'rows', '0']),
        ],
        ['\u001b[?25h', '\u0003'],
      ],
      { shell: command => `tty; ${command}` },
    )
    expect(code).toBe(130)
    expect(screen.length).toBeLessThan(50_000)
  })

  test('Ctrl-Z gives the terminal back with its cursor, and fg goes on', async () => {
    const { screen, code } = await onTerminal(
      await silent(),
      [
        ['logging in to', '\u001a'],
        ['stopped with 148', ''],
        ['logging in to', '\u0003'],
      ],
      { shell: command => `set -m; ${command}; echo stopped with $?; fg >/dev/null` },
    )
    const [before = '', after = ''] = screen.split('stopped with 148')
    expect([cursorHidden(before), code, cursorHidden(screen)]).toEqual([false, 130, false])
    for (const half of [before, after]) expect(half).toContain('\u001b[?25l')
  })

  test('Ctrl-\\ ends it at once, with its cursor', async () => {
    const { screen, code } = await onTerminal(await silent(), [['logging in to', '\u001c']], {
      shell: command => `ulimit -c 0; exec ${command}`,
    })
    expect([code, cursorHidden(screen)]).toEqual([131, false])
  })
})
