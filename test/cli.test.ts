import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import stringWidth from 'string-width'
import { describe, expect, test } from 'vitest'
import { commands } from '../src/cli/commands.ts'
import { briefExamples } from '../src/cli/help-text.ts'
import { version } from '../src/cli/version.ts'
import { bin, Run, run, runProgram, signals } from './support/bin.ts'
import { HandServer, type Visitor } from './support/hand-server.ts'
import { eventLine } from './support/lines.ts'
import { tempFolder } from './support/temp-folder.ts'

const folder = tempFolder()

let server: HandServer

async function serve(visit: (visitor: Visitor, number: number) => unknown): Promise<string[]> {
  server = await HandServer.start(visit)
  return server.options
}

/** Accepts the login, then writes these bytes. */
function say(text: string) {
  return async (visitor: Visitor) => {
    await visitor.login()
    visitor.socket.write(text)
  }
}

describe('help and version', () => {
  test('the version is package.json’s', async () => {
    const manifest = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'))
    expect(version).toBe(manifest.version)
    expect(await run(['--version'])).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' })
    expect((await run(['-V'])).stdout).toBe(`${version}\n`)
  })

  const named = [[], ...Object.keys(commands).map(name => [name])]

  test.each(named.map(words => [words]))('help %j goes to stdout and fits 80 columns', async command => {
    const { code, stdout, stderr } = await run([...command, '--help'])
    expect([code, stderr]).toEqual([0, ''])
    for (const line of stdout.split('\n')) expect(stringWidth(line), line).toBeLessThanOrEqual(80)
  })

  test('help COMMAND is the help of the command', async () => {
    for (const [name] of named.slice(1)) {
      expect(await run(['help', name!])).toEqual(await run([name!, '--help']))
    }
    expect(await run(['help'])).toEqual(await run(['--help']))
  })

  test.each(['--help', 'help simulate', 'completion bash'])(
    '%s ends quietly where nobody reads',
    async words => {
      // What is written before it fails once the reader has gone.
      const script = `trap '' PIPE; while echo; do :; done 2>/dev/null; "$@"; echo "$?" >&2`
      const reader = execFileSync(
        'sh',
        [
          '-c',
          `{ { ${script}; } | :; } 2>&1`,
          'sh',
          process.execPath,
          'bin/gizwits-tail.cjs',
          ...words.split(' '),
        ],
        { encoding: 'utf8' },
      )
      expect(reader).toBe('0\n')
    },
  )

  test('--help shows examples first', async () => {
    expect((await run(['--help'])).stdout).toMatch(/^Examples:\n {2}gizwits-tail --demo/)
  })

  test.each(named.map(words => [words]))('%j -h is one screen', async command => {
    const { code, stdout, stderr } = await run([...command, '-h'])
    expect([code, stderr]).toEqual([0, ''])
    const lines = stdout.split('\n').slice(0, -1)
    expect(lines.length).toBeLessThanOrEqual(24)
    for (const line of lines) expect(stringWidth(line), line).toBeLessThanOrEqual(80)
    expect(stdout).toMatch(/^Usage: gizwits-tail/)
    expect(stdout).toContain('--help')
  })

  test('-h has examples, the options used most, and where the rest is', async () => {
    const { stdout } = await run(['-h'])
    for (const example of briefExamples.map(([command]) => command)) expect(stdout).toContain(example)
    expect(stdout.match(/^ {2}-/gm)).toHaveLength(10)
    expect(stdout).toContain(`\nCommands: ${Object.keys(commands).join(', ')}\nAll options: --help\n`)
    const { stdout: ofSimulate } = await run(['simulate', '-h'])
    expect(ofSimulate.match(/^ {2}-/gm)).toHaveLength(10)
  })

  test('-h, --help and --version are answered whatever else is given, and as options alone', async () => {
    const brief = await run(['-h'])
    expect(await run(['--port', 'x', '--what', '-h', 'stray'])).toEqual(brief)
    expect(await run(['-qh'])).toEqual(brief)
    expect(await run(['-h', 'simulate'])).toEqual(await run(['simulate', '-h']))
    expect(await run(['--did', '--help'])).toMatchObject({ code: 2 })
    expect(await run(['--did=-h', '--prefetch', '0'])).toMatchObject({ code: 2, stdout: '' })
    expect(await run(['-q', '--version'])).toEqual(await run(['-V']))
    expect(await run(['simulate', '--version'])).toMatchObject({ code: 2 })
  })

  test('help says how far at-least-once goes', async () => {
    const { stdout } = await run(['--help'])
    expect(stdout.replace(/\s+/g, ' ')).toContain(
      'Into a pipe, written means that the pipe has taken it: what the reader of the pipe then loses does not come again',
    )
  })
})

describe('wrong usage ends with 2, says what was given and what it must be, and connects nowhere', () => {
  test.each<[args: string[], says: RegExp]>([
    [[], /no enterprise id: give --id ID, or set GIZWITS_ENTERPRISE_ID/],
    [
      ['--id', 'x'],
      /no enterprise secret: give --secret-file PATH or --secret SECRET, or set GIZWITS_ENTERPRISE_SECRET/,
    ],
    [['--prefetch', '0'], /--prefetch.*'0'.*whole number from 1 to 32767/],
    [['--prefetch', '32768'], /'32768'/],
    [['--prefetch', '1e3'], /'1e3'/],
    [['--port', 'http'], /--port.*'http'.*from 1 to 65535/],
    [['-n', '0'], /--count.*'0'.*1 or more/],
    [['--timeout', '60'], /--timeout.*'60'.*500ms, 30s, 5m, 1h/],
    [['--timeout', '0s'], /--timeout.*more than 0/],
    [['--ping-interval', '5m'], /--ping-interval.*more than 0 and under 5m/],
    [['--max-line', '12X'], /--max-line.*16M/],
    [['-o', 'xml'], /--output.*'xml'.*pretty, json/],
    [['--ack', 'some'], /--ack.*all, matched, none/],
    [['--color', 'yes'], /--color.*auto, always, never/],
    [['--tz', 'Mars/Base'], /--tz.*Mars\/Base.*Asia\/Shanghai/],
    [['--ca', '/does/not/exist'], /--ca: cannot read \/does\/not\/exist.*ENOENT/],
    [['--json', '-o', 'pretty'], /--output and --json contradict/],
    [['--peek', '--ack', 'all'], /--ack and --peek contradict/],
    [['--utc', '--tz', 'UTC'], /--tz and --utc contradict/],
    [['--demo', '--host', 'x'], /--demo and --host contradict/],
    [['--secret', 'x', '--secret-file', 'y'], /--secret and --secret-file contradict/],
    [['--pretch', '5'], /unknown option '--pretch'\n {2}Did you mean --prefetch\?/],
    [['--host', 'localhost:2015'], /--host.*'localhost:2015'.*--port takes the port/],
    [['--host', 'https://localhost'], /--host.*a host name or an address without a port/],
    [
      ['--port', '3999', 'simulate'],
      /--port is given before simulate; options of simulate must come after it/,
    ],
    [['simulate', '--rate', '1e9'], /--rate.*from 0 to 1000000/],
    [['--did', 'a&&b'], /--did: /],
    [['simulat'], /unknown command 'simulat'\n {2}Did you mean simulate\?/],
    [['help', 'simulat'], /unknown command 'simulat'\n {2}Did you mean simulate\?/],
    [['help', 'nothing-like-it'], /unknown command 'nothing-like-it'\n {2}All commands: --help/],
    [['simulate', '--scenario', 'dorp'], /'dorp'.*Did you mean drop\?/],
    [['simulate', '--events', '/does/not/exist'], /--events: cannot read/],
    [['--id', 'x', '--secret-file', '/does/not/exist'], /--secret-file: cannot read \/does\/not\/exist/],
    [['-f', 'data.temp>=warm'], /--filter: a number must follow >=\n {2}data\.temp>=warm\n {13}\^/],
    [['-f', 'did=~('], /--filter: .*\n {2}did=~\(\n {7}\^/],
    [
      ['-f', 'did=a and (data.x>1'],
      /--filter: this parenthesis is not closed\n {2}did=a and \(data\.x>1\n {12}\^\n/,
    ],
    [['--did', 'a or did=b'], /--did: only values may follow\n {2}did=a or did=b\n {8}\^\^\n/],
    [['-f', 'data=~(?:a.{0,900}[x-y]|b.{0,900}[p-q])[m-n]'], /--filter: the regular expression is too large/],
  ])('%j', async (args, says) => {
    const { code, stdout, stderr } = await run(args)
    expect(stderr).toMatch(says)
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr).not.toMatch(/\n {4}at /)
  })

  test.each([
    ['GIZWITS_PORT', 'x', /GIZWITS_PORT: 'x' is not valid\. It must be a whole number from 1 to 65535/],
    ['GIZWITS_HOST', 'a:b', /GIZWITS_HOST: 'a:b' is not valid\. .*--port takes the port/],
    ['GIZWITS_ENTERPRISE_ID', ' ', /GIZWITS_ENTERPRISE_ID: ' ' is not valid\. It must not be empty/],
    ['GIZWITS_CA', '/does/not/exist', /GIZWITS_CA: cannot read \/does\/not\/exist/],
  ])('a wrong %s is named', async (name, value, says) => {
    const { code, stdout, stderr } = await run(['--secret', 'x'], { env: { [name]: value } })
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr).toMatch(says)
  })

  test('a wrong variable stands in the way of nothing but a tail, nor of the option itself', async () => {
    const wrong = { GIZWITS_PORT: 'x', GIZWITS_HOST: 'a:b', GIZWITS_CA: '/no', GIZWITS_ENTERPRISE_ID: ' ' }
    for (const words of [
      ['--help'],
      ['-h'],
      ['--version'],
      ['help'],
      ['help', 'simulate'],
      ['completion', 'bash'],
      ['simulate', '--help'],
      ['--demo', '-n', '1'],
    ])
      expect(await run(words, { env: wrong }), words.join(' ')).toMatchObject({ code: 0 })
    const options = await serve(say(`${eventLine(1)}\n`))
    expect((await run([...options, '-n', '1'], { env: wrong })).code).toBe(0)
    // What looks like the name of a command is a value here: the variables count.
    expect((await run(['--did', 'simulate'], { env: wrong })).stderr).toContain('GIZWITS_')
    const broker = new Run(['simulate', '--port', '0', '-q'], { env: wrong })
    await broker.until(({ stdout }) => stdout.endsWith('\n'))
    broker.child.kill('SIGTERM')
  })

  test('a variable set to nothing is not set', async () => {
    const empty = {
      GIZWITS_ENTERPRISE_ID: '',
      GIZWITS_ENTERPRISE_SECRET: '',
      GIZWITS_HOST: '',
      GIZWITS_PORT: '',
      GIZWITS_CA: '',
    }
    expect(await run([], { env: empty })).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('no enterprise id'),
    })
  })

  test('a filter that cannot be read: nothing was connected', async () => {
    const options = await serve(() => {})
    expect((await run([...options, '-f', 'a~~'])).code).toBe(2)
    expect(server.visitors).toHaveLength(0)
  })
})

const odd = [
  eventLine(1),
  eventLine('9007199254740993', { energy: '…' }),
  '{"event_type":"attr_fault","delivery_id":"d-\\u4e2d\\"7","data":{"delivery_id":3},"cmd":"enterprise_event_push"}',
  '{ "cmd" : "enterprise_event_push" , "note" : "\\"delivery_id\\":99" , "delivery_id" : 18446744073709551615 }',
  `${eventLine('1.0', { name: '空气 🔥' })}\r`,
  eventLine('"中"'),
]
const oddIds = ['1', '9007199254740993', '"d-\\u4e2d\\"7"', '18446744073709551615', '1.0', '"中"'].map(id =>
  Buffer.from(id).toString('latin1'),
)

describe('--json', () => {
  test('is each line byte for byte, and the acks are the raw tokens', async () => {
    const options = await serve(say(`${odd.join('\n')}\n`))
    const { code, stdout } = await run([...options, '--json', '-n', String(odd.length)])
    expect(stdout).toBe(`${odd.join('\n')}\n`)
    expect(code).toBe(0)
    await server.visitors[0]!.until(visitor => visitor.closed)
    expect(server.visitors[0]!.acks).toEqual(oddIds)
  })

  test('is the same when the bytes come one by one', async () => {
    const bytes = Buffer.from(`${odd.join('\n')}\n`)
    const options = await serve(async visitor => {
      await visitor.login()
      for (const byte of bytes) {
        visitor.socket.write(Buffer.of(byte))
        await new Promise(resolve => setImmediate(resolve))
      }
    })
    const { stdout } = await run([...options, '--json', '-n', String(odd.length)])
    expect(stdout).toBe(bytes.toString())
  })

  test('has nothing else on stdout, whatever the server says and the options are', async () => {
    const events = [eventLine(1), eventLine(2), eventLine(3)]
    const noise = [
      'hello',
      '[]',
      '',
      '\r',
      '{"cmd":"x"}',
      '{"cmd":"invalid_msg","msg":"?"}',
      '\u001b[2J',
      '{"cmd":"enterprise_login_res","data":{"result":true}}',
      '{"cmd":"enterprise_pong"}',
      `{"cmd":"enterprise_event_push","x":"${'y'.repeat(3000)}"}`,
    ]
    const options = await serve(say(`${noise.join('\n')}\n${events.join(`\n${noise.join('\n')}\n`)}\n`))
    const { code, stdout, stderr } = await run([
      ...options,
      '--json',
      '-n',
      '3',
      '--trace',
      '-v',
      '--summary',
      'always',
      '--max-line',
      '2K',
      '--color',
      'always',
    ])
    expect(stdout).toBe(`${events.join('\n')}\n`)
    expect(code).toBe(0)
    expect(stderr).toContain('lines that are not JSON')
    expect(stderr).not.toContain('\u001b[2J')
  })

  test('is lines as real servers write them, byte for byte', async () => {
    const lines = readFileSync('test/fixtures/events.ndjson', 'utf8')
    const options = await serve(say(lines))
    const { stdout } = await run([...options, '--json', '-n', String(lines.split('\n').length - 1)])
    expect(stdout).toBe(lines)
  })
})

describe('what is told', () => {
  test('at the start, once, what the ack policy means for others', async () => {
    for (const [flags, says] of [
      [[], 'no other consumer'],
      [['--ack', 'matched'], 'acking only what matches'],
      [['--peek'], 'at most 5 events are shown'],
    ] as const) {
      const options = await serve(say(`${eventLine(1)}\n`))
      const { stderr } = await run([...options, ...flags, '-n', '1', '--prefetch', '5'])
      expect(stderr.split('\n')[0]).toContain(says)
      await server.close()
    }
  })

  test('each protocol warning once, with a short safe excerpt, and all are counted', async () => {
    const options = await serve(say(`\u001b]0;title\u0007${'long'.repeat(100)}\nno\nno\n${eventLine(1)}\n`))
    const { stderr } = await run([...options, '-n', '1', '--summary', 'always'])
    expect(stderr.match(/not one JSON object/g)).toHaveLength(1)
    expect(stderr).toContain('\\u001b]0;title\\u0007longlong')
    expect(stderr).toMatch(/3\s+lines that are not JSON/)
    expect(stderr).not.toContain('\u001b]')
  })

  test('why a filter matches nothing', async () => {
    const options = await serve(
      say(`${Array.from({ length: 51 }, (_, i) => eventLine(i, { data: { Mode: 'hot' } })).join('\n')}\n`),
    )
    const tail = new Run([...options, '-f', 'Mode=hot', '-e', 'alert,attr_alrt'])
    await tail.until(({ stderr }) => stderr.includes('is there'))
    tail.child.kill('SIGTERM')
    const { stdout, stderr } = await tail.end()
    expect(stdout).toBe('')
    expect(stderr).toContain('--filter: no event has Mode; data.Mode is there\n')
    expect(stderr).toContain(
      '--event: attr_alrt is not a type of message proxy 1.0; did you mean attr_alert?\n',
    )
  })

  test('with -q nothing but errors', async () => {
    const options = await serve(say(`no\n${eventLine(1)}\n`))
    expect((await run([...options, '-q', '-n', '1'])).stderr).toBe('')
  })

  test('the steps with -v, each line with --trace, and never the secret', async () => {
    const options = await serve(say(`${eventLine(1)}\n`))
    const { stderr, stdout } = await run([...options, '--trace', '-n', '1', '--summary', 'always'])
    expect(stderr).toMatch(/secure: 127\.0\.0\.1:\d+, TLSv1\.3/)
    expect(stderr).toContain(
      '> {"cmd":"enterprise_login_req","data":{"enterprise_id":"the-id","enterprise_secret":"***","prefetch_count":50}}',
    )
    expect(stderr).toContain(`< ${eventLine(1)}`)
    expect(stderr).toContain('> {"cmd":"enterprise_event_ack","delivery_id":1}')
    expect(stderr + stdout).not.toContain('c4n4ry')
  })

  test('why a peek goes quiet', async () => {
    const options = await serve(say(`${eventLine(1)}\n${eventLine(2)}\n`))
    const { code, stderr } = await run([...options, '--peek', '--prefetch', '2', '--timeout', '300ms'])
    expect(stderr).toContain(
      'peek: 2 events are un-acked and fill the window (--prefetch): the server sends no more',
    )
    expect(code).toBe(124)
    await server.visitors[0]!.until(visitor => visitor.closed)
    expect(server.visitors[0]!.acks).toEqual([])
  })
})

describe('a server that is not as it must be', () => {
  const accepted = '{"cmd":"enterprise_login_res","data":{"result":true,"msg":"ok"}}\n'
  /** Says this, and closes, instead of answering the login. */
  const answer = (text: string) => async (visitor: Visitor) => {
    await visitor.until(({ lines }) => lines.length > 0)
    visitor.socket.end(text)
  }

  test('events before the answer to the login are shown and acked, as many as the window holds', async () => {
    const early = [1, 2, 3, 4, 5].map(id => eventLine(id))
    const options = await serve(async visitor => {
      await visitor.until(({ lines }) => lines.length > 0)
      visitor.socket.write(`${early.join('\n')}\n`)
      visitor.socket.write(accepted)
      await visitor.until(({ acks }) => acks.length === 5)
      visitor.socket.write(`${eventLine(6)}\n`)
    })
    const { code, stdout, stderr } = await run([...options, '--json', '--prefetch', '5', '-n', '6'])
    expect([code, stdout]).toEqual([0, `${[...early, eventLine(6)].join('\n')}\n`])
    expect(stderr.match(/sent an event before the login reply; held/g)).toHaveLength(1)
  })

  test('events that cannot be read fill the window wherever their cmd stands, and that is told', async () => {
    const late = `{"data":"${'x'.repeat(500)}","cmd" : "enterprise_event_push","delivery_id":1,}`
    const lines = [late, '{"delivery_id":2,"cmd":"enterprise_event_pu', eventLine('null')]
    const options = await serve(say(`${lines.join('\n')}\n`))
    const { code, stderr } = await run([...options, '--json', '--prefetch', '3', '--timeout', '300ms'])
    expect(code).toBe(124)
    expect(stderr).toContain('3 events could not be acked')
    await server.visitors[0]!.until(visitor => visitor.closed)
    expect(server.visitors[0]!.acks).toEqual([])
  })

  test.each([
    ['login_res', '{"cmd":"login_res","data":{"result":false,"msg":"no"}}\n'],
    ['an error_code', '{"cmd":"invalid_msg","error_code":4001,"msg":"not login"}\n'],
    ['event_push', '{"cmd":"event_push","delivery_id":1,"event_type":"device_online"}\n'],
  ])('SNoti 2.x is told by name, 4, and tried once: %s', async (_, text) => {
    const options = await serve(answer(text))
    const { code, stdout, stderr } = await run(options)
    expect([code, stdout]).toEqual([4, ''])
    expect(stderr).toMatch(/^error: 127\.0\.0\.1:\d+: this is a SNoti 2\.x server/m)
    expect(stderr).toContain('--product PRODUCT_KEY:AUTH_ID')
    expect(stderr).toContain('If you meant message proxy 1.0: it is at noti.gizwitsapi.com:2015')
    expect(server.visitors).toHaveLength(1)
  })

  test('a connection closed before the answer to the login names the IP whitelist', async () => {
    const options = await serve(answer(''))
    const { code, stderr } = await run([...options, '--no-reconnect'])
    expect(code).toBe(4)
    expect(stderr).toContain('closed the connection before it answered the login')
    expect(stderr.match(/IP whitelist/g)).toHaveLength(1)
  })

  test('a login that is not answered in time names the IP whitelist', async () => {
    const options = await serve(() => {})
    const { code, stderr } = await run([...options, '--no-reconnect', '--connect-timeout', '300ms'])
    expect(code).toBe(4)
    expect(stderr).toMatch(
      /error: 127\.0\.0\.1:\d+: the answer to the login took longer than 0\.3s\n.*IP whitelist/,
    )
  })

  test.each([
    [
      '"ok"',
      'login not accepted: the server’s reply has result:"ok", but result must be true or false; msg: ok',
    ],
    ['false', 'login refused by the server: ok'],
  ])('a login that is not accepted says why, and shows no line end: result %s', async (result, said) => {
    const options = await serve(
      answer(`{"cmd":"enterprise_login_res","data":{"result":${result},"msg":"ok\\n"}}\n`),
    )
    const { code, stderr } = await run(options)
    expect(code).toBe(3)
    expect(stderr).toContain(`error: ${said}\n`)
  })
})

describe('an end without a login', () => {
  test('--duration: 4, with the last failure and its hint, once', async () => {
    const options = await serve(() => {})
    await server.leave()
    const { code, stderr } = await run([...options, '--duration', '300ms'])
    expect(code).toBe(4)
    expect(stderr).toMatch(
      /error: never connected within 300ms \(--duration\): 127\.0\.0\.1:\d+ refused the connection \(ECONNREFUSED\)\n/,
    )
    expect(stderr.match(/Check --host/g)).toHaveLength(1)
  })

  test('--timeout does not run before it, so the retries decide: 4', async () => {
    const options = await serve(() => {})
    await server.leave()
    const { code, stderr } = await run([...options, '--timeout', '1ms', '--max-retries', '1'])
    expect(code).toBe(4)
    expect(stderr).toMatch(/error: .*ECONNREFUSED\); gave up after 1 retry\n/)
    expect(stderr).not.toContain('--timeout')
  })

  test('--timeout while a later login is refused: 3', async () => {
    const options = await serve(async (visitor, number) => {
      if (number === 1) {
        await visitor.login()
        visitor.socket.end()
        return
      }
      await visitor.until(({ lines }) => lines.length > 0)
      visitor.socket.end('{"cmd":"enterprise_login_res","data":{"result":false,"msg":"busy"}}\n')
    })
    const { code, stderr } = await run([...options, '--timeout', '2s'])
    expect(code).toBe(3)
    expect(stderr).toContain(
      'error: not logged in after 2.0s (--timeout): login refused by the server: busy\n',
    )
  })
})

describe('the end', () => {
  test('-n: 0, and exactly its own are acked', async () => {
    const options = await serve(say(`${[1, 2, 3, 4, 5].map(id => eventLine(id)).join('\n')}\n`))
    const { code, stdout } = await run([...options, '--json', '-n', '3'])
    expect([code, stdout.split('\n').length - 1]).toEqual([0, 3])
    await server.visitors[0]!.until(visitor => visitor.closed)
    expect(server.visitors[0]!.acks).toEqual(['1', '2', '3'])
  })

  test('--duration: 0', async () => {
    const options = await serve(say(''))
    expect(await run([...options, '--duration', '200ms'])).toMatchObject({ code: 0, stdout: '' })
  })

  test('--timeout: 124', async () => {
    const options = await serve(say(`${eventLine(1)}\n`))
    const { code, stdout, stderr } = await run([...options, '--json', '--timeout', '200ms'])
    expect([code, stdout]).toEqual([124, `${eventLine(1)}\n`])
    expect(stderr).toContain('no event was shown for 200ms (--timeout)')
  })

  test('--timeout counts what is shown, not what comes', async () => {
    const options = await serve(say(`${eventLine(1)}\n`))
    expect((await run([...options, '--json', '--timeout', '200ms', '-f', 'did=other'])).code).toBe(124)
  })

  test('a refused login: 3, with the server’s own words', async () => {
    const options = await serve(async visitor => {
      await visitor.until(({ lines }) => lines.length > 0)
      visitor.socket.end(
        '{"cmd":"enterprise_login_res","data":{"result":false,"msg":"错误的密钥\\u001b[31m"}}\n',
      )
    })
    const { code, stdout, stderr } = await run(options)
    expect([code, stdout]).toEqual([3, ''])
    expect(stderr).toContain('error: login refused by the server: 错误的密钥\\u001b[31m\n')
    expect(stderr).toContain('whitelist')
    expect(server.visitors).toHaveLength(1)
  })

  test('a certificate that is not trusted: 4, not retried, and nothing was sent', async () => {
    const options = await serve(() => {})
    const { code, stderr } = await run(
      options.filter((_, i) => options[i] !== '--ca' && options[i - 1] !== '--ca'),
    )
    expect(code).toBe(4)
    expect(stderr).toMatch(
      /error: 127\.0\.0\.1:\d+: the certificate is self-signed and not trusted here\n(.*\n){4}.*--ca FILE/,
    )
    expect(server.visitors.map(visitor => visitor.said).join('')).toBe('')
  })

  test('the command that is shown with it trusts this very key, and has no secret in it', async () => {
    const options = await serve(say(`${eventLine(1)}\n`))
    const words = options.filter((_, i) => options[i] !== '--ca' && options[i - 1] !== '--ca')
    const secret = words[words.indexOf('--secret') + 1]!
    const { stderr } = await run([...words, '-n', '1', '--json'])
    const [, command] = /^ +gizwits-tail (-k --pin .*)$/m.exec(stderr)!
    const again = await run(command!.split(' '), { input: `${secret}\n` })
    expect(again).toMatchObject({ code: 0, stdout: `${eventLine(1)}\n` })
    expect(again.stderr).not.toContain('--insecure')
  })

  test('no connection and no retries: 4', async () => {
    const options = await serve(() => {})
    await server.leave()
    const { code, stderr } = await run([...options, '--no-reconnect'])
    expect(code).toBe(4)
    expect(stderr).toMatch(/error: 127\.0\.0\.1:\d+ refused the connection \(ECONNREFUSED\)/)
  })

  test('a loss with --max-retries 0: 4, and what came is on stdout', async () => {
    const options = await serve(async visitor => {
      await visitor.login()
      visitor.socket.end(`${eventLine(1)}\n${eventLine(2)}\n{"cmd":"enterprise_event_push","delivery_id":3`)
    })
    const { code, stdout } = await run([...options, '--json', '--max-retries', '0'])
    expect([code, stdout]).toEqual([4, `${eventLine(1)}\n${eventLine(2)}\n`])
  })

  test('a loss: it comes back by itself, and says how long the gap was', async () => {
    const options = await serve(async (visitor, number) => {
      await visitor.login()
      visitor.socket.write(`${eventLine(number)}\n`)
      if (number === 1) visitor.socket.end()
    })
    const { code, stdout, stderr } = await run([...options, '--json', '-n', '2'])
    expect([code, stdout]).toEqual([0, `${eventLine(1)}\n${eventLine(2)}\n`])
    expect(stderr).toMatch(/connection lost: .* closed the connection; trying again in \d+ms/)
    expect(stderr).toMatch(/reconnected to .* after a gap of \d/)
  })

  test.runIf(signals).each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
    ['SIGQUIT', 131],
  ] as const)('%s: %d, and what was written is acked', async (signal, code) => {
    const options = await serve(say(`${eventLine(1)}\n${eventLine(2)}\n`))
    const tail = new Run([...options, '--json'])
    await tail.until(({ stdout }) => stdout.split('\n').length === 3)
    tail.child.kill(signal)
    expect((await tail.end()).code).toBe(code)
    await server.visitors[0]!.until(visitor => visitor.closed)
    expect(server.visitors[0]!.acks).toEqual(['1', '2'])
  })

  test('the reader of the pipe leaves: 0, quietly', async () => {
    const lines = Array.from({ length: 2000 }, (_, id) => eventLine(id, { note: 'x'.repeat(300) }))
    const options = await serve(say(`${lines.join('\n')}\n`))
    const tail = new Run([...options, '--json', '--prefetch', '5000'])
    await tail.until(({ stdout }) => stdout.length > 0)
    tail.child.stdout!.destroy()
    const { code, stderr } = await tail.end()
    expect(code).toBe(0)
    expect(stderr).not.toMatch(/EPIPE|error/)
  })

  test('the reader of stderr leaves: it goes on', async () => {
    const options = await serve(async visitor => {
      await visitor.login()
      visitor.socket.write(`${eventLine(1)}\n`)
      await visitor.until(({ acks }) => acks.length === 1)
      visitor.socket.write(`no json\n{"cmd":"x"}\n${eventLine(2)}\n`)
    })
    const tail = new Run([...options, '--json', '-n', '2', '--trace'])
    tail.child.stderr!.destroy()
    expect(await tail.end()).toMatchObject({ code: 0, stdout: `${eventLine(1)}\n${eventLine(2)}\n` })
  })

  describe.runIf(existsSync('/dev/full'))('where stdout takes nothing', () => {
    /** Runs the program with these redirections of the shell. */
    const redirected = (redirections: string, words: readonly string[]) =>
      runProgram('sh', ['-c', `"$@" ${redirections}; exit $?`, 'sh', process.execPath, bin, ...words])

    test.each([
      ['>&-', /^error: stdout is closed: /],
      ['>&- <&-', /^error: stdout is closed: /],
      ['>/dev/full', /^error: cannot write to the output: the disk is full \(ENOSPC\)/],
      ['1</dev/null', /^error: cannot write to the output: EBADF/],
      ['1</', /^error: cannot write to the output: EBADF/],
    ])('tail %s: 1, says so, and connects nowhere', async (redirections, says) => {
      const options = await serve(say(`${eventLine(1)}\n`))
      const { code, stdout, stderr } = await redirected(redirections, [...options, '--json'])
      expect([code, stdout]).toEqual([1, ''])
      expect(stderr).toMatch(says)
      expect(server.visitors).toHaveLength(0)
    })

    test('and stderr neither: 1', async () => {
      expect(await redirected('>&- 2>&- <&-', ['--demo', '--json'])).toEqual({
        code: 1,
        stdout: '',
        stderr: '',
      })
    })

    test.each(['>/dev/null', '2>&-', '<&-', '2>/dev/full'])('tail %s goes on', async redirections => {
      const options = await serve(say(`${eventLine(1)}\n`))
      const { code, stdout } = await redirected(redirections, [...options, '--json', '-n', '1'])
      expect([code, stdout]).toEqual([0, redirections === '>/dev/null' ? '' : `${eventLine(1)}\n`])
      await server.visitors[0]!.until(visitor => visitor.closed)
      expect(server.visitors[0]!.acks).toEqual(['1'])
    })

    test.each([
      '-h',
      '--help',
      'simulate -h',
      'simulate --help',
      'help',
      'help simulate',
      '--version',
      '-V',
      'completion zsh',
      'simulate --port 0',
    ])('%s >/dev/full: 1, and one line', async words => {
      const { code, stderr } = await redirected('>/dev/full', words.split(' '))
      expect([code, stderr]).toEqual([1, 'error: cannot write to the output: the disk is full (ENOSPC)\n'])
    })

    test('and stderr is full too: 1', async () => {
      expect((await redirected('>/dev/full 2>&1', ['--help'])).code).toBe(1)
    })
  })
})

describe('credentials', () => {
  const login = (visitor: Visitor) => JSON.parse(visitor.lines[0]!).data
  const one = say(`${eventLine(1)}\n`)

  async function loginWith(args: string[], env: Record<string, string>, input?: string) {
    const options = await serve(one)
    const ran = await run([...options.slice(0, 6), '-n', '1', ...args], {
      env,
      ...(input === undefined ? {} : { input }),
    })
    expect(ran.code, ran.stderr).toBe(0)
    return { ...login(server.visitors[0]!), stderr: ran.stderr }
  }

  test('from the environment, the flag being stronger', async () => {
    const env = { GIZWITS_ENTERPRISE_ID: 'env-id', GIZWITS_ENTERPRISE_SECRET: 'env-secret' }
    expect(await loginWith([], env)).toMatchObject({
      enterprise_id: 'env-id',
      enterprise_secret: 'env-secret',
      prefetch_count: 50,
    })
    await server.close()
    expect(await loginWith(['--id', 'flag-id', '--prefetch', '7'], env)).toMatchObject({
      enterprise_id: 'flag-id',
      prefetch_count: 7,
    })
  })

  test.each([
    ['a file', 'file'],
    ['stdin', '-'],
  ])('the secret from %s, one newline at its end dropped', async (_, path) => {
    const file = path === '-' ? '-' : join(folder, 'secret')
    writeFileSync(join(folder, 'secret'), ' s3cret \n', { mode: 0o600 })
    const { enterprise_secret, stderr } = await loginWith(
      ['--id', 'x', '--secret-file', file],
      {},
      ' s3cret \n',
    )
    expect(enterprise_secret).toBe(' s3cret ')
    expect(stderr).not.toContain('chmod')
  })

  test('a secret file that others can read gets a warning', async () => {
    const file = join(folder, 'open-secret')
    writeFileSync(file, 's', { mode: 0o644 })
    const { stderr } = await loginWith(['--id', 'x', '--secret-file', file], {})
    expect(stderr).toContain(`warning: others on this machine can read ${file}: chmod 600 it`)
  })

  test.each(['', 'two\nlines\n'])('a secret file with %j is refused', async text => {
    const file = join(folder, 'bad-secret')
    writeFileSync(file, text, { mode: 0o600 })
    expect(await run(['--id', 'x', '--secret-file', file])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('--secret-file'),
    })
  })

  test.runIf(process.platform === 'linux')(
    'a secret on the command line is gone from the process list',
    async () => {
      const options = await serve(say(''))
      const tail = new Run(options)
      await tail.until(({ stderr }) => stderr.includes('connected'))
      const seen = execFileSync('ps', ['-o', 'args=', '-p', String(tail.child.pid)], { encoding: 'utf8' })
      tail.child.kill('SIGTERM')
      await tail.end()
      expect(seen.trim()).toBe('gizwits-tail')
    },
  )
})

describe('demo and simulate', () => {
  test('--demo shows decoded events with no account, and lets go of its port', async () => {
    const { code, stdout } = await run(['--demo', '-n', '5'])
    expect(code).toBe(0)
    expect(stdout.split('\n').length - 1).toBeGreaterThanOrEqual(5)
    expect(stdout).toContain('device_online')
  })

  test('simulate prints a tail command that works as it stands', async () => {
    const broker = new Run([
      'simulate',
      '--port',
      '0',
      '--rate',
      '0',
      '--count',
      '20',
      '--seed',
      '3',
      '--quiet',
    ])
    await broker.until(({ stdout }) => stdout.endsWith('\n'))
    const words = broker.stdout.trim().split(' ')
    expect(words[0]).toBe('gizwits-tail')
    const { code, stdout } = await run([...words.slice(1), '--json', '-n', '20'])
    expect([code, stdout.split('\n').length - 1]).toEqual([0, 20])
    broker.child.kill('SIGINT')
    const { code: end } = await broker.end()
    if (!signals) return
    expect(end).toBe(130)
    expect(existsSync(words[words.indexOf('--ca') + 1]!)).toBe(false)
  })

  test('simulate serves the lines of a file', async () => {
    const file = join(folder, 'events.ndjson')
    writeFileSync(file, `${odd.join('\n')}\n`)
    const broker = new Run(['simulate', '--port', '0', '--rate', '0', '--events', file])
    await broker.until(({ stdout }) => stdout.endsWith('\n'))
    const words = broker.stdout.trim().split(' ').slice(1)
    const { stdout } = await run([...words, '--json', '-n', String(odd.length)])
    expect(stdout).toBe(`${odd.join('\n')}\n`)
    broker.child.kill('SIGTERM')
    const { code } = await broker.end()
    if (signals) expect(code).toBe(143)
  })

  test('simulate says which lines of a file are no events, and which get an id', async () => {
    const file = join(folder, 'no-events.ndjson')
    writeFileSync(file, `${odd[0]}\n{"cmd":"enterprise_event_push"}\n[]\n`)
    expect(await run(['simulate', '--port', '0', '--events', file])).toEqual({
      code: 2,
      stdout: '',
      stderr: `error: --events: ${file}: 1 of 3 lines is not an event\n  line 3: not one JSON object\n`,
    })
    writeFileSync(file, `${odd[0]}\n{"cmd":"enterprise_event_push"}\n`)
    const broker = new Run(['simulate', '--port', '0', '--events', file])
    await broker.until(({ stdout }) => stdout.endsWith('\n'))
    broker.child.kill('SIGTERM')
    expect((await broker.end()).stderr).toBe('events without delivery_id, which get one: 1\n')
  })

  test('simulate demands what it is told to', async () => {
    const broker = new Run(['simulate', '--port', '0', '--id', 'me', '--secret', 'right one'])
    await broker.until(({ stdout }) => stdout.endsWith('\n'))
    expect(broker.stdout).not.toContain('right one')
    const words = broker.stdout.trim().split(' ').slice(1)
    expect((await run([...words, '-n', '1'], { input: 'wrong one\n' })).code).toBe(3)
    expect((await run([...words, '-n', '1'], { input: 'right one\n' })).code).toBe(0)
    broker.child.kill('SIGTERM')
    const { stderr } = await broker.end()
    expect(stderr).not.toContain('right one')
    expect(stderr).not.toContain('wrong one')
  })

  test('a port that is taken is said so', async () => {
    const options = await serve(() => {})
    const port = options[options.indexOf('--port') + 1]!
    const { code, stderr } = await run(['simulate', '--port', port])
    expect(code).toBe(2)
    expect(stderr).toMatch(/cannot listen on 127\.0\.0\.1, port \d+: something else listens there/)
  })
})

test('a bug is told by its stack, and not by the whole program, which is one line', async () => {
  const bug = join(folder, 'bug.cjs')
  writeFileSync(bug, 'setTimeout(() => { throw new Error("thrown from nowhere") })')
  const { code, stderr } = await run(['--demo'], { env: { NODE_OPTIONS: `--require "${bug}"` } })
  expect(code).toBe(1)
  expect(stderr).toContain('bug: Error: thrown from nowhere\n    at ')
  expect(stderr.length).toBeLessThan(5000)
})
