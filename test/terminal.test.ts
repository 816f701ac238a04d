import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { afterEach, describe, expect, test } from 'vitest'
import { HandServer, type Visitor } from './support/hand-server.ts'
import { eventLine } from './support/lines.ts'

const script = '/usr/bin/script'
const bin = new URL('../bin/gizwits-tail.cjs', import.meta.url).pathname

let server: HandServer
afterEach(() => server?.close().catch(() => {}))

/** The real program on a terminal of its own, 100 cells wide; what it shows, and keys to press once text is seen. */
function onTerminal(
  args: readonly string[],
  keys: [seen: string, then: string | (() => void)][] = [],
): Promise<{ screen: string; code: number | null }> {
  const words = [process.execPath, bin, ...args].map(word => `'${word}'`).join(' ')
  const { PATH = '', HOME = '' } = process.env
  const child = spawn(script, ['-qefc', `stty cols 100 rows 40; ${words}`, '/dev/null'], {
    env: { PATH, HOME, TERM: 'xterm-256color' },
  })
  let screen = ''
  child.stdout.setEncoding('utf8').on('data', text => {
    screen += text
    while (keys[0] && screen.includes(keys[0][0])) {
      const [, then] = keys.shift()!
      if (typeof then === 'string') child.stdin.write(then)
      else then()
    }
  })
  return new Promise(resolve => {
    child.on('close', code => resolve({ screen, code }))
  })
}

async function serve(visit: (visitor: Visitor) => unknown): Promise<string[]> {
  server = await HandServer.start(visit)
  return server.options
}

describe.runIf(existsSync(script) && process.platform === 'linux')('on a terminal', () => {
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
    expect(screen.lastIndexOf('\u001b[?25h')).toBeGreaterThan(screen.lastIndexOf('\u001b[?25l'))
  })

  test('asks for what is missing, the secret without echo', async () => {
    const options = await serve(async visitor => {
      await visitor.login()
      visitor.socket.write(`${eventLine(1)}\n`)
    })
    const { screen, code } = await onTerminal(
      [...options.slice(0, 6), '-n', '1', '--json'],
      [
        ['Enterprise id:', 'typed-id\r'],
        ['Enterprise secret:', 'typed-s3cret\r'],
      ],
    )
    expect(code).toBe(0)
    expect(JSON.parse(server.visitors[0]!.lines[0]!).data).toMatchObject({
      enterprise_id: 'typed-id',
      enterprise_secret: 'typed-s3cret',
    })
    expect(screen).toContain('typed-id')
    expect(screen).not.toContain('typed-s3cret')
  })

  test.each([
    ['Ctrl-C', '\u0003', 130],
    ['Ctrl-D', '\u0004', 2],
  ])('%s at a question ends it', async (_, key, expected) => {
    const { code } = await onTerminal([], [['Enterprise id:', key]])
    expect(code).toBe(expected)
  })
})
