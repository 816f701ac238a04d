import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { Run, run } from './support/bin.ts'
import { HandServer, loginAccepted, type Visitor } from './support/hand-server.ts'
import { tempFolder } from './support/temp-folder.ts'
import { onTerminal, terminals } from './support/terminal.ts'

const folder = tempFolder()

let server: HandServer

/** The options that lead a tail to the server, without credentials. */
async function serve(visit: (visitor: Visitor, number: number) => unknown): Promise<string[]> {
  server = await HandServer.start(visit)
  return server.options.slice(0, 6)
}

const event = (id: number | string, more = '') =>
  `{"cmd":"event_push",${more}"delivery_id":${id},"event_type":"device_online","did":"d1","product_key":"pk1","created_at":1568700000.25}`

/** Accepts the login, then writes these lines. */
function say(...lines: string[]) {
  return async (visitor: Visitor) => {
    await visitor.login('snoti2')
    visitor.socket.write(lines.map(line => `${line}\n`).join(''))
  }
}

/** Says this, and closes, instead of answering the login. */
function answer(text: string) {
  return async (visitor: Visitor) => {
    await visitor.until(({ lines }) => lines.length > 0)
    visitor.socket.end(text)
  }
}

function secretFile(name: string, text: string): string {
  const path = join(folder, name)
  writeFileSync(path, text, { mode: 0o600 })
  return path
}

/** The login as the server got it. */
function loginOf({ lines }: Visitor) {
  return JSON.parse(Buffer.from(lines[0]!, 'latin1').toString())
}

/** `PRODUCT_KEY SUBKEY SECRET` of each row of the last login. */
function rowsOf(): string[] {
  return loginOf(server.visitors.at(-1)!).data.map((row: Record<string, string>) =>
    [row.product_key, row.auth_id, row.subkey, row.auth_secret].join(' '),
  )
}

const two = ['--product', 'pk1:id1', '--product', 'pk2:id2:mine']
const bothSecrets = 'pk2 s3cret-2\npk1 s3cret-1\n'

describe('a tail by product', () => {
  test('writes each line byte for byte, and acks both ids as they came', async () => {
    const lines = [
      event(1),
      event('"d-\\u4e2d"', '"msg_id":"a\\u003d",'),
      event('18446744073709551615', '"msg_id": 7.0 ,'),
    ]
    const options = await serve(say(...lines))
    const env = { GIZWITS_AUTH_SECRET: 's3cret' }
    const ran = await run([...options, '--product', 'pk1:id1', '--json', '-n', '3', '--prefetch', '7'], {
      env,
    })
    expect(ran).toMatchObject({ code: 0, stdout: `${lines.join('\n')}\n` })
    const [visitor] = server.visitors
    await visitor!.until(({ closed }) => closed)
    expect(loginOf(visitor!)).toMatchObject({ cmd: 'login_req', prefetch_count: 7 })
    expect(loginOf(visitor!).data[0].events).toHaveLength(17)
    expect(visitor!.lines.slice(1)).toEqual([
      '{"cmd":"event_ack","delivery_id":1}',
      '{"cmd":"event_ack","msg_id":"a\\u003d","delivery_id":"d-\\u4e2d"}',
      '{"cmd":"event_ack","msg_id":7.0,"delivery_id":18446744073709551615}',
    ])
  })

  test('says at the start what acking means for those who read the same subkey', async () => {
    for (const [flags, says] of [
      [
        [],
        /acking every event of the subkey gizwits_tail: clients with the same subkey do not get it, others get their own copy\. .*about three days/,
      ],
      [['--subkey', 'mine'], /of the subkey mine/],
      [['--product', 'pk2:id2'], /of the subkey gizwits_tail: /],
      [
        ['--ack', 'matched', '--product', 'pk2:id2:Other'],
        /acking only what matches of the subkeys gizwits_tail, Other/,
      ],
      [['--peek'], /peek: acking nothing/],
    ] as const) {
      const options = await serve(say(event(1)))
      const env = { GIZWITS_AUTH_SECRET: 's3cret' }
      const { code, stderr } = await run([...options, '--product', 'pk1:id1', ...flags, '-n', '1'], { env })
      expect([code, stderr.split('\n')[0]]).toEqual([0, expect.stringMatching(says)])
      await server.close()
    }
  })

  test.each([4000, 4001, 4003])('logs in again on a new connection after error_code %s', async code => {
    const options = await serve(async (visitor, number) => {
      await visitor.login('snoti2')
      visitor.socket.write(
        number === 1
          ? `${event(1)}\n{"cmd":"invalid_msg","error_code":${code},"msg":"gone"}\n`
          : `${event(2)}\n`,
      )
    })
    const env = { GIZWITS_AUTH_SECRET: 's3cret' }
    const ran = await run([...options, '--product', 'pk1:id1', '--json', '-n', '2'], { env })
    expect([ran.code, ran.stdout]).toEqual([0, `${event(1)}\n${event(2)}\n`])
    expect(ran.stderr).toContain(`gone (error_code ${code})`)
    expect(server.visitors).toHaveLength(2)
  })
})

test('--id and --dialect noti1 go together, and --dialect snoti2 does not take an id', async () => {
  const options = await serve(visitor => visitor.login('noti1'))
  const login = [...options, '--id', 'x', '--secret', 'y', '--duration', '100ms']
  expect(await run([...login, '--dialect', 'noti1'])).toMatchObject({ code: 0 })
  expect(await run([...login, '--dialect', 'snoti2'])).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('--dialect and --id contradict each other'),
  })
})

describe('the secrets of the products', () => {
  test.each<[what: string, args: string[], env: Record<string, string>, input?: string]>([
    ['a file with a line for each', ['--secret-file', secretFile('both', bothSecrets)], {}],
    [
      'a file with comments, blank lines and line ends of Windows',
      [
        '--secret-file',
        secretFile('crlf', '\ufeff# pk1 no\r\n\r\npk1\ts3cret-1\r\n  pk2   s3cret-2  \r\npk3 x\r\n'),
      ],
      {},
    ],
    ['stdin with a line for each', ['--secret-file', '-'], {}, bothSecrets],
    [
      'a file, rather than the environment',
      ['--secret-file', secretFile('both', bothSecrets)],
      { GIZWITS_AUTH_SECRET: 'no' },
    ],
  ])('from %s', async (_, args, env, input) => {
    const options = await serve(say(event(1)))
    const ran = await run([...options, ...two, ...args, '--subkey', 'sub', '-n', '1'], {
      env,
      ...(input === undefined ? {} : { input }),
    })
    expect(ran.code, ran.stderr).toBe(0)
    expect(rowsOf()).toEqual(['pk1 id1 sub s3cret-1', 'pk2 id2 mine s3cret-2'])
  })

  test.each<[what: string, args: string[], env: Record<string, string>]>([
    ['the environment', [], { GIZWITS_AUTH_SECRET: 'one\r\n' }],
    ['--secret, rather than the environment', ['--secret', 'one'], { GIZWITS_AUTH_SECRET: 'no' }],
    ['a file with nothing else', ['--secret-file', secretFile('bare', 'one\n')], {}],
    [
      'the environment, whatever message proxy 1.0 has there',
      [],
      { GIZWITS_AUTH_SECRET: 'one', GIZWITS_ENTERPRISE_ID: 'e', GIZWITS_ENTERPRISE_SECRET: 'no' },
    ],
  ])('the same for all from %s', async (_, args, env) => {
    const options = await serve(say(event(1)))
    const ran = await run([...options, ...two, ...args, '-n', '1'], { env })
    expect(ran.code, ran.stderr).toBe(0)
    expect(rowsOf()).toEqual(['pk1 id1 gizwits_tail one', 'pk2 id2 mine one'])
  })

  test('two queues of one product have one secret', async () => {
    const options = await serve(say(event(1)))
    const products = ['--product', 'pk1:id1', '--product', 'pk1:id1:second']
    await run([...options, ...products, '--secret-file', secretFile('two', 'pk1 s3cret-1\n'), '-n', '1'])
    expect(rowsOf()).toEqual(['pk1 id1 gizwits_tail s3cret-1', 'pk1 id1 second s3cret-1'])
  })

  test.runIf(process.platform === 'linux')('are gone from the process list', async () => {
    const options = await serve(say())
    for (const secret of [['--secret', 'c4n4ry'], ['--secret=c4n4ry']]) {
      const tail = new Run([...options, '--product', 'pk1:id1', ...secret])
      await tail.until(({ stderr }) => stderr.includes('connected'))
      const seen = execFileSync('ps', ['-o', 'args=', '-p', String(tail.child.pid)], { encoding: 'utf8' })
      const cmdline = readFileSync(`/proc/${tail.child.pid}/cmdline`, 'utf8')
      tail.child.kill('SIGTERM')
      await tail.end()
      expect(seen.trim()).toBe('gizwits-tail')
      expect(cmdline).not.toContain('c4n4ry')
    }
  })
})

describe.runIf(terminals)('on a terminal, the secret of each product is asked for, without echo', () => {
  const first = 'Auth secret of product pk1: '
  const second = 'Auth secret of product pk2: '

  test.each<[string, string[]]>([
    ['none is given', []],
    ['--secret-file -', ['--secret-file', '-']],
  ])('%s', async (_, args) => {
    const options = await serve(say(event(1)))
    // Two rows of one product are one question.
    const products = [...two, '--product', 'pk1:id1:third']
    const { screen, code } = await onTerminal(
      [...options, ...products, ...args, '-n', '1', '--json'],
      [
        [first, 's3cret-1\r'],
        [second, 's3cret-2\r'],
      ],
    )
    expect([code, rowsOf()]).toEqual([
      0,
      ['pk1 id1 gizwits_tail s3cret-1', 'pk2 id2 mine s3cret-2', 'pk1 id1 third s3cret-1'],
    ])
    expect(screen).not.toContain('s3cret')
    expect(screen.split('Auth secret')).toHaveLength(3)
  })

  test.each<[string, string, number]>([
    ['Ctrl-C', '\u0003', 130],
    ['Ctrl-D', '\u0004', 2],
    ['an empty answer', '\r', 2],
  ])('%s at the second ends it, and nothing is dialed', async (_, key, code) => {
    const options = await serve(say(event(1)))
    const ran = await onTerminal(
      [...options, ...two],
      [
        [first, 's3cret-1\r'],
        [second, key],
      ],
    )
    expect([ran.code, server.visitors.length]).toEqual([code, 0])
    if (code === 2) expect(ran.screen).toContain('no auth secret for product pk2')
  })
})

describe('wrong usage: 2, and nothing is dialed', () => {
  const env = { GIZWITS_AUTH_SECRET: 's3cret' }

  test.each<[args: string[], says: RegExp, env?: Record<string, string>]>([
    [['--product', 'pk1'], /--product.*'pk1'.*It must be PRODUCT_KEY:AUTH_ID or PRODUCT_KEY:AUTH_ID:SUBKEY/],
    [['--product', ':id1'], /It must be PRODUCT_KEY:AUTH_ID/],
    [['--product', 'pk1:'], /It must be PRODUCT_KEY:AUTH_ID/],
    [['--product', 'pk1:id1:q:more'], /It must be PRODUCT_KEY:AUTH_ID/],
    [['--product', 'pk 1:id1'], /It must be PRODUCT_KEY:AUTH_ID/],
    [['--product', 'pk1:id1:a-b'], /--product.*subkey must be 1 to 32 letters, digits and _/],
    [['--product', `pk1:id1:${'a'.repeat(33)}`], /subkey must be 1 to 32 letters/],
    [['--product', 'pk1:id1:'], /subkey must be 1 to 32 letters/],
    [['--product', 'pk1:id1', '--subkey', 'a.b'], /--subkey.*'a\.b'.*must be 1 to 32 letters/],
    [
      ['--product', 'pk1:id1', '--subscribe', 'device.onlin'],
      /--subscribe.*device\.onlin.*Did you mean device\.online\?/,
    ],
    [['--product', 'pk1:id1', '--prefetch', '32768'], /--prefetch.*'32768'/],
    [['--product', 'pk1:id1', '--product', 'pk1:id9'], /pk1 with the subkey gizwits_tail is given twice/],
    [['--product', 'pk1:id1', '--dialect', 'noti1'], /--product/],
    [['--product', 'pk1:id1', '--demo'], /--demo/],
    [['--product', 'pk1:id1', '--id', 'e'], /--id/],
    [['--subkey', 'mine'], /--subkey is an option of SNoti 2\.x\n.*--product PRODUCT_KEY:AUTH_ID/],
    [['--subscribe', 'device.online'], /--subscribe is an option of SNoti 2\.x/],
    [['--dialect', 'snoti2'], /no product: give --product PRODUCT_KEY:AUTH_ID/],
    [['--dialect', 'snoti3'], /--dialect.*'snoti3'.*Did you mean|--dialect.*'snoti3'.*noti1, snoti2/],
    [
      ['--product', 'pk1:id1'],
      /no auth secret for product pk1.*\n.*--secret-file PATH.*GIZWITS_AUTH_SECRET/,
      {},
    ],
    [['--product', 'pk1:id1'], /no auth secret for product pk1/, { GIZWITS_AUTH_SECRET: '' }],
    [['--product', 'pk1:id1'], /no auth secret for product pk1/, { GIZWITS_ENTERPRISE_SECRET: 'no' }],
    [['--product', 'pk1:id1'], /GIZWITS_AUTH_SECRET has more than one line/, { GIZWITS_AUTH_SECRET: 'a\nb' }],
    [
      [...two, '--secret-file', secretFile('one', 'pk1 s3cret-1\n')],
      /no auth secret for product pk2: .*one has no line/,
    ],
    [
      [...two, '--secret-file', secretFile('unlisted', 'pk1=s3cret-1\npk2=s3cret-2\n')],
      /no auth secret for product pk1: .*unlisted has no line/,
    ],
    [
      ['--product', 'pk1:id1', '--secret-file', secretFile('lines', 's3cret\ns3cret\n')],
      /--secret-file: .*lines has more than one line/,
    ],
    [['--product', 'pk1:id1', '--secret-file', join(folder, 'none')], /--secret-file: cannot read/],
    [
      ['--product', 'pk1:id1', '--secret', 'x', '--secret-file', 'y'],
      /--secret and --secret-file contradict/,
    ],
  ])('%j', async (args, says, variables = env) => {
    const options = await serve(() => {})
    const where = args.includes('--demo') ? [] : options
    const { code, stdout, stderr } = await run([...where, ...args], { env: variables })
    expect(stderr).toMatch(says)
    expect([code, stdout, server.visitors.length]).toEqual([2, '', 0])
    expect(stderr).not.toMatch(/\n {4}at |s3cret/)
  })
})

describe('a login that fails', () => {
  const env = { GIZWITS_AUTH_SECRET: 's3cret-Zz' }
  const product = ['--product', 'pk1:id1']

  test('a refused row: 3, the server’s words, and what to check', async () => {
    const options = await serve(
      answer('{"cmd":"login_res","data":{"result":false,"msg":"pk1 授权错误\\u001b[31m"}}\n'),
    )
    const { code, stdout, stderr } = await run([...options, ...product], { env })
    expect([code, stdout]).toEqual([3, ''])
    expect(stderr).toContain('error: login refused by the server: pk1 授权错误\\u001b[31m\n')
    expect(stderr).toMatch(/Check each --product and its secret, .*--host is the region/)
    expect(server.visitors).toHaveLength(1)
  })

  test('a refusal repeats what looks wrong with the secret', async () => {
    const options = await serve(answer('{"cmd":"login_res","data":{"result":false,"msg":"no"}}\n'))
    const file = secretFile('quoted', 'pk1 "s3cret"\npk2 fine\n')
    const { code, stderr } = await run([...options, ...two, '--secret-file', file])
    expect(code).toBe(3)
    expect(stderr.slice(stderr.indexOf('error:'))).toContain('the secret of pk1 is in quotes')
    expect(stderr).not.toContain('s3cret')
  })

  test('without an answer: 4, and the region is to be checked', async () => {
    const options = await serve(answer(''))
    const { code, stderr } = await run([...options, ...product, '--no-reconnect'], { env })
    expect(code).toBe(4)
    expect(stderr).toContain('closed the connection before it answered the login')
    expect(stderr).toContain('--host is the region')
  })

  test.each([
    ['enterprise_login_res', '{"cmd":"enterprise_login_res","data":{"result":false,"msg":"no"}}\n'],
    ['invalid_msg without a code', '{"cmd":"invalid_msg","msg":"no"}\n'],
    ['an event', '{"cmd":"enterprise_event_push","delivery_id":1,"event_type":"device_online"}\n'],
  ])('a server of message proxy 1.0 is named, 4, and tried once: %s', async (_, text) => {
    const options = await serve(answer(text))
    const { code, stdout, stderr } = await run([...options, ...product], { env })
    expect([code, stdout]).toEqual([4, ''])
    expect(stderr).toMatch(
      /^error: 127\.0\.0\.1:\d+: this is a message proxy 1\.0 server: .*the login is for SNoti 2\.x$/m,
    )
    expect(stderr).toContain(
      'A login to message proxy 1.0 takes the enterprise’s id and secret, --id ID and --secret-file',
    )
    expect(stderr).toContain('If you meant SNoti 2.x: it is at snoti.gizwits.com:2017')
    expect(server.visitors).toHaveLength(1)
  })

  test('message proxy 1.0 at a simulated broker of SNoti 2.x, and the other way round', async () => {
    for (const [dialect, args, title] of [
      ['snoti2', ['--id', 'x', '--secret', 'y'], 'SNoti 2.x'],
      ['noti1', [...product, '--secret', 'y'], 'message proxy 1.0'],
    ] as const) {
      const broker = new Run(['simulate', '--dialect', dialect, '--port', '0'])
      await broker.until(({ stdout }) => stdout.endsWith('\n'))
      const where = broker.stdout.trim().split(' ').slice(1, 7)
      const { code, stderr } = await run([...where, ...args])
      broker.child.kill('SIGTERM')
      await broker.end()
      expect(code, stderr).toBe(4)
      expect(stderr).toContain(`this is a ${title} server`)
    }
  })
})

describe('no secret is in anything that is written', () => {
  const secrets = ['c4n4ry"\\é+/%&中-One', 'w4tch-0ther/Secret+Two=']
  /** Pieces of a secret in several spellings. */
  const tracesOf = (secret: string) => {
    const bytes = Buffer.from(secret)
    return [
      secret.slice(0, 6),
      secret.slice(-3),
      bytes.toString('base64').slice(0, 12),
      bytes.toString('hex').slice(0, 16),
      Buffer.from(`x:${secret}`).toString('base64').slice(4, 14),
    ]
  }
  const echoes = secrets.flatMap(secret => [
    secret,
    encodeURIComponent(secret),
    Buffer.from(secret).toString('base64'),
    Buffer.from(secret).toString('hex'),
    `Basic ${Buffer.from(`x:${secret}`).toString('base64')}`,
    Array.from(secret, c => `&#x${c.codePointAt(0)!.toString(16)};`).join(''),
    JSON.stringify(secret).slice(1, -1),
  ])
  const text = JSON.stringify(echoes.join(' ; '))

  test.each<[string, (visitor: Visitor) => unknown]>([
    ['a refusal that repeats them', answer(`{"cmd":"login_res","data":{"result":false,"msg":${text}}}\n`)],
    [
      'the login sent back, as it came and in an invalid_msg',
      async visitor => {
        await visitor.until(({ lines }) => lines.length > 0)
        const line = Buffer.from(visitor.lines[0]!, 'latin1').toString()
        visitor.socket.write(
          `${line}\n{"cmd":"invalid_msg","error_code":4002,"msg":${JSON.stringify(line)}}\n${line} trailing\n`,
        )
        visitor.socket.write(`${loginAccepted.snoti2}${event(1)}\n`)
      },
    ],
    [
      'garbage and complaints that repeat them',
      say(
        ...echoes.flatMap(echo => [
          echo,
          `{"cmd":${JSON.stringify(echo)}}`,
          `{"cmd":"invalid_msg","error_code":${JSON.stringify(echo)},"msg":${JSON.stringify(echo)}}`,
          `{"cmd":"subscribe_res","result":false,"msg":${JSON.stringify(echo)}}`,
        ]),
        event(1),
      ),
    ],
    ['an event that holds them', say(event(1, `"note":${text},"data":{"a":${text}},`))],
  ])('%s', async (_, visit) => {
    const options = await serve(visit)
    const [first = '', second = ''] = secrets
    const file = secretFile('canaries', `pk1 ${first}\npk2 ${second}\n`)
    for (const [args, env] of [
      [[...two, '--secret-file', file], {}],
      [[...two, '--secret', first], { GIZWITS_AUTH_SECRET: second }],
      [two, { GIZWITS_AUTH_SECRET: first }],
    ] as [string[], Record<string, string>][]) {
      const ran = await run(
        [...options, ...args, '--trace', '--summary', 'always', '-n', '1', '--no-reconnect'],
        { env },
      )
      const sent = rowsOf().map(row => row.split(' ').at(-1)!)
      expect(sent).toEqual(args.includes(file) ? secrets : [first, first])
      for (const trace of sent.flatMap(tracesOf)) expect(ran.stdout + ran.stderr).not.toContain(trace)
      expect(ran.stderr).toContain('"auth_secret":"***"')
    }
  })
})

test('simulate --dialect snoti2 prints a tail command that works as it stands, and --demo shows events', async () => {
  const broker = new Run([
    'simulate',
    '--dialect',
    'snoti2',
    '--port',
    '0',
    '--rate',
    '0',
    '--count',
    '20',
    '--secret',
    'right',
  ])
  await broker.until(({ stdout }) => stdout.endsWith('\n'))
  const words = broker.stdout.trim().split(' ')
  const login = (input: string) => run([...words.slice(1), '--json', '-n', '20'], { input })
  expect((await login('wrong\n')).code).toBe(3)
  const { code, stdout, stderr } = await login('right\n')
  expect([code, stdout.split('\n').length - 1], stderr).toEqual([0, 20])
  broker.child.kill('SIGTERM')
  await broker.end()
  expect(await run(['--demo', '--dialect', 'snoti2', '-n', '5'])).toMatchObject({ code: 0 })
})
