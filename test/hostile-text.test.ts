import { execFileSync } from 'node:child_process'
import { describe, expect, test } from 'vitest'
import { Run, run, signals } from './support/bin.ts'
import { HandServer, type Visitor } from './support/hand-server.ts'
import { unseen } from './support/unseen.ts'

let server: HandServer

/** Every character of Unicode that a terminal obeys or draws as nothing, joiners and half a pair among them. */
const hostile = Array.from({ length: 0x11_0000 }, (_, code) => String.fromCodePoint(code)).filter(
  character => unseen.test(character) || /\p{Join_Control}/u.test(character),
)
const attacks = [
  '\u001b[2J',
  '\u001b]0;owned\u0007',
  '\u001b]8;;http://evil\u001b\\click\u001b]8;;\u001b\\',
  '\u009b31m',
  '\r\nfake line',
  '\u202egnp.exe',
]
const text = `a${hostile.join('b')}${attacks.join('c')}`

/** Pure ASCII JSON, as a server would send it: what is hostile is in escapes, and so the line is valid. */
const ascii = (value: unknown) =>
  JSON.stringify(value).replace(
    /[\u007f-\uffff]/g,
    c => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )

const members = {
  cmd: 'enterprise_event_push',
  created_at: 1499843747.5,
  did: text,
  mac: text,
  product_key: text,
  group_id: text,
}
const events: Record<string, unknown>[] = [
  {
    ...members,
    event_type: 'device_online',
    ip: text,
    country: text,
    region: text,
    city: text,
    [text]: text,
  },
  { ...members, event_type: 'device_offline', [text]: [text] },
  {
    ...members,
    event_type: 'device_status_kv',
    data: { [text]: text, list: [text], deep: { [text]: text } },
  },
  { ...members, event_type: 'device_status_raw', data: text },
  {
    ...members,
    event_type: 'attr_alert',
    event_id: text,
    data: { attr_name: text, attr_displayname: text, value: 1 },
  },
  {
    ...members,
    event_type: 'attr_fault',
    event_id: text,
    data: { attr_name: text, attr_displayname: text, value: text },
  },
  { ...members, event_type: text, [text]: text },
]

const lines = events.map((event, i) => ascii({ ...event, delivery_id: i }))

/** What must not be seen there but tabs and the ends of our own lines. */
const obeyed = new RegExp(`(?![\\t\\n])${unseen.source}`, 'u')

async function serve(visit: (visitor: Visitor) => unknown): Promise<string[]> {
  server = await HandServer.start(visit)
  return server.options
}

describe('hostile text reaches no eye unescaped', () => {
  test('in events, pretty, and in the trace and the summary of them', async () => {
    const options = await serve(async visitor => {
      await visitor.login()
      visitor.socket.write(`${lines.join('\n')}\n`)
    })
    const { code, stdout, stderr } = await run([
      ...options,
      '-n',
      String(events.length),
      '--utc',
      '--trace',
      '--summary',
      'always',
    ])
    expect(code).toBe(0)
    expect(stdout).not.toMatch(obeyed)
    expect(stderr).not.toMatch(obeyed)
    // A line with the date, and one an event: none was forged.
    expect(stdout.split('\n')).toHaveLength(1 + events.length + 1)
    expect(stdout).not.toMatch(/^fake line/m)
  })

  test('in what the server says that is no event', async () => {
    const raw = text.replaceAll('\n', '')
    const options = await serve(async visitor => {
      await visitor.until(({ lines }) => lines.length > 0)
      visitor.socket.write(`${raw}\n{"cmd":"invalid_msg","msg":${ascii(text)},"error_code":${ascii(text)}}\n`)
      visitor.socket.write(`{"cmd":${ascii(text)}}\n`)
      visitor.socket.end(`{"cmd":"enterprise_login_res","data":{"result":false,"msg":${ascii(text)}}}\n`)
    })
    const { code, stdout, stderr } = await run([...options, '--trace', '--summary', 'always'])
    expect([code, stdout]).toEqual([3, ''])
    expect(stderr).not.toMatch(obeyed)
  })

  test('in what was typed', async () => {
    const typed = attacks.join('').replaceAll('\0', '')
    for (const args of [
      ['-f', `data.${typed}>=x`],
      ['-f', `did=~(${typed}`],
      ['-e', typed, '--demo', '-n', '1', '--timeout', '100ms'],
      ['--prefetch', typed],
      ['--output', typed],
      [`--${typed}`],
      [typed],
      ['--ca', typed],
      ['--secret-file', typed, '--id', 'x'],
      ['--tz', typed],
      ['simulate', '--scenario', typed],
      ['simulate', '--events', typed],
      ['--host', typed, '--id', 'x', '--secret', 'yyyyyyyy', '--no-reconnect'],
      [
        '--servername',
        typed,
        '--id',
        'x',
        '--secret',
        'yyyyyyyy',
        '--no-reconnect',
        '--host',
        '127.0.0.1',
        '--port',
        '1',
      ],
    ]) {
      const { stdout, stderr } = await run(args)
      expect(stderr, args.join(' ')).not.toMatch(obeyed)
      expect(stdout).not.toMatch(obeyed)
    }
  })

  test.runIf(signals)('in the command that simulate prints, which means the same', async () => {
    const id = attacks.join('')
    const broker = new Run(['simulate', '--port', '0', '--id', id])
    await broker.until(({ stdout }) => stdout.endsWith('\n'))
    broker.child.kill('SIGTERM')
    const { stdout, stderr } = await broker.end()
    expect(stdout + stderr).not.toMatch(obeyed)
    const read = execFileSync('sh', ['-c', `set -- ${stdout.trim()}; printf '%s' "$9"`]).toString()
    expect(read).toBe(id)
  })
})

test('names of a prototype are names like any other', async () => {
  const line =
    '{"cmd":"enterprise_event_push","delivery_id":1,"event_type":"constructor","__proto__":{"polluted":1.0},"data":{"__proto__":{"x":1},"toString":1.50}}'
  const options = await serve(async visitor => {
    await visitor.login()
    visitor.socket.write(`${line}\n`)
  })
  const { code, stdout } = await run([
    ...options,
    '-n',
    '1',
    '-f',
    'data.toString=1.5',
    '-f',
    '!polluted',
    '-f',
    '!data.x',
    '-f',
    '!data.hasOwnProperty',
  ])
  expect(code).toBe(0)
  expect(stdout).toContain('constructor')
  expect(stdout).toContain('toString')
})
