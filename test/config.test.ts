import { chmodSync, existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { configTemplate as chineseTemplate } from '../src/cli/chinese/config-template.ts'
import { complete } from '../src/cli/completion/complete.ts'
import { ConfigFile } from '../src/cli/config/config-file.ts'
import { configPlace, type SystemInfo } from '../src/cli/config/config-place.ts'
import { configTemplate } from '../src/cli/config/config-template.ts'
import { profileMembers } from '../src/cli/config/profile-keys.ts'
import { namesIn, profileNames } from '../src/cli/config/profile-names.ts'
import { runSecretCommand } from '../src/cli/config/run-secret-command.ts'
import { longName } from '../src/cli/flag-words.ts'
import { settleTail } from '../src/cli/settle-tail.ts'
import { type TailFlags, tailOptions } from '../src/cli/tail-options.ts'
import { run, signals } from './support/bin.ts'
import { HandServer, type Visitor } from './support/hand-server.ts'
import { eventLine } from './support/lines.ts'
import { ManualClock } from './support/manual-clock.ts'
import { tempFolder } from './support/temp-folder.ts'

const folder = tempFolder()
let files = 0

function configFile(text: string, mode = 0o600): string {
  const path = join(folder, `config-${files++}.toml`)
  writeFileSync(path, text)
  chmodSync(path, mode)
  return path
}

/** A program and arguments that run this script of Node. */
const node = (script: string) => [process.execPath, '-e', script]
const toml = (words: readonly string[]) => JSON.stringify(words)

describe('the config file', () => {
  const place = (platform: NodeJS.Platform, home: string, env: SystemInfo['env'] = {}) =>
    configPlace({ platform, home, env })

  test('is in the place of the platform, or where GIZWITS_CONFIG says', () => {
    const path = '/home/x/.config/gizwits-tail/config.toml'
    expect(place('linux', '/home/x')).toEqual({ path, given: false })
    expect(place('freebsd', '/home/x', { XDG_CONFIG_HOME: 'relative', GIZWITS_CONFIG: '' }).path).toBe(path)
    expect(place('linux', '/home/x', { XDG_CONFIG_HOME: '/xdg' }).path).toBe('/xdg/gizwits-tail/config.toml')
    expect(place('darwin', '/Users/x').path).toBe('/Users/x/Library/Preferences/gizwits-tail/config.toml')
    expect(place('win32', 'C:\\Users\\x').path).toBe(
      'C:\\Users\\x\\AppData\\Roaming\\gizwits-tail\\Config\\config.toml',
    )
    expect(place('win32', 'C:\\x', { APPDATA: 'D:\\a' }).path).toBe(
      'D:\\a\\gizwits-tail\\Config\\config.toml',
    )
    expect(place('linux', '/x', { GIZWITS_CONFIG: 'c.toml' })).toEqual({ path: 'c.toml', given: true })
  })
})

/** The options of a tail, by a config file. */
function settled(text: string, typed: TailFlags = {}, env: Record<string, string> = {}) {
  const system = {
    platform: process.platform,
    home: folder,
    env: { GIZWITS_CONFIG: configFile(text), ...env },
  }
  return settleTail(typed, system)
}

describe('a profile', () => {
  test('has any option by its long name, except for the name of a profile', () => {
    const names = Object.values(tailOptions).map(({ flags }) => longName(flags).slice(2))
    expect([...profileMembers.keys()]).toEqual(names.filter(name => name !== 'profile'))
  })

  const every = `
[profiles.a]
id = "i"
port = 99
prefetch = "7"
ping-interval = "1m"
filter = ["event_type=attr_alert", "data.temp>3"]
did = "d1,d2"
json = true
wrap = false
ca = "~/ca.pem"
`

  test('is parsed as the options are', async () => {
    const { flags } = await settled(every, { profile: 'a' })
    expect(flags).toMatchObject({
      id: 'i',
      port: 99,
      prefetch: 7,
      pingInterval: 60_000,
      filter: ['event_type=attr_alert', 'data.temp>3'],
      did: ['d1,d2'],
      json: true,
    })
    expect(flags).not.toHaveProperty('wrap')
    expect(flags.ca).not.toContain('~')
  })

  test('is weaker than the environment, which is weaker than what is typed', async () => {
    const text = '[profiles.a]\nhost = "profile"\nport = 1\nid = "i"\nca = "c"\n'
    const env = { GIZWITS_PORT: '2', GIZWITS_CA: 'e', GIZWITS_PROFILE: 'a' }
    const { flags, nameOf, warnings } = await settled(text, { ca: 't' }, env)
    expect(flags).toEqual({ ca: 't', port: 2, host: 'profile', id: 'i', profile: 'a' })
    expect([nameOf('ca'), nameOf('port'), nameOf('host')]).toEqual([
      '--ca',
      'GIZWITS_PORT',
      'host of profile a',
    ])
    expect(warnings).toEqual(['GIZWITS_PORT is set, and wins over port of profile a'])
    expect((await settled(text, { profile: 'a' }, { GIZWITS_PORT: '1' })).warnings).toEqual([])
  })

  test('is the default of the file if none is named, and not in the demo', async () => {
    const text = 'default = "a"\n[profiles.a]\nport = 1\n[profiles.b]\nport = 2\n'
    const portOf = async (typed: TailFlags, env = {}) => (await settled(text, typed, env)).flags.port
    expect(await portOf({})).toBe(1)
    expect(await portOf({ profile: 'b' }, { GIZWITS_PROFILE: 'a' })).toBe(2)
    expect(await portOf({}, { GIZWITS_PROFILE: 'b' })).toBe(2)
    const inDemo = (typed: TailFlags) =>
      settled('default = "a"\n[profiles.a]\ncount = 3\n', { demo: true, ...typed })
    expect([(await inDemo({})).flags.count, (await inDemo({ profile: 'a' })).flags.count]).toEqual([
      undefined,
      3,
    ])
    expect(await portOf({ demo: true, profile: 'b' })).toBeUndefined()
    expect((await settled('[profiles.a]\nport = 1\n')).flags).toEqual({})
    const system = { platform: process.platform, home: join(folder, 'none'), env: {} }
    expect((await settleTail({}, system)).flags).toEqual({})
  })

  test('that nobody has typed is named', async () => {
    const text = 'default = "a"\n[profiles.a]\n'
    expect((await settled(text)).note).toMatch(/^profile a, the default in .*\.toml$/)
    expect((await settled(text, {}, { GIZWITS_PROFILE: 'a' })).note).toBe('profile a, by GIZWITS_PROFILE')
    expect((await settled(text, { profile: 'a' })).note).toBeUndefined()
  })

  test('leaves its command alone where a secret is given otherwise', async () => {
    const text = '[profiles.a]\nid = "i"\nsecret_command = ["x", "y"]\n'
    const commandOf = async (typed: TailFlags, env = {}) =>
      (await settled(text, { profile: 'a', ...typed }, env)).secretCommand?.command
    expect(await commandOf({})).toEqual(['x', 'y'])
    expect(await commandOf({ id: 'i' })).toEqual(['x', 'y'])
    expect(await commandOf({ id: 'j' })).toBeUndefined()
    expect(await commandOf({ secret: 's' })).toBeUndefined()
    expect(await commandOf({ secretFile: 'f' })).toBeUndefined()
    expect(await commandOf({}, { GIZWITS_ENTERPRISE_SECRET: 's' })).toBeUndefined()
  })

  test('and the environment give way only to what contradicts them', async () => {
    const env = { GIZWITS_ENTERPRISE_ID: 'i' }
    expect((await settled('', { dialect: 'noti1' }, env)).flags).toEqual({ dialect: 'noti1', id: 'i' })
    expect((await settled('', { dialect: 'snoti2' }, env)).flags).toEqual({ dialect: 'snoti2' })
    const text = '[profiles.a]\ndialect = "noti1"\ncolor = "never"\n'
    const { flags } = await settled(text, { profile: 'a', id: 'j', noColor: true })
    expect(flags).toEqual({ profile: 'a', id: 'j', noColor: true, dialect: 'noti1', color: 'never' })
    const other = '[profiles.a]\ndialect = "snoti2"\ncolor = "always"\n'
    expect((await settled(other, { profile: 'a', id: 'j', noColor: true })).flags).toEqual({
      profile: 'a',
      id: 'j',
      noColor: true,
    })
  })

  test('gives way to what contradicts it', async () => {
    const text = '[profiles.a]\noutput = "tsv"\nfields = "did"\ntime = "iso"\nenrich = true\n'
    const given = (typed: TailFlags) => settled(text, { profile: 'a', ...typed })
    expect((await given({})).flags).toEqual({ profile: 'a', output: 'tsv', fields: 'did', time: 'iso' })
    expect((await given({ json: true })).flags).toEqual({
      profile: 'a',
      json: true,
      time: 'iso',
      enrich: true,
    })
    expect((await given({ output: 'json' })).flags).toMatchObject({ output: 'json', time: 'iso' })
    const waiting = '[profiles.a]\nbatch = 5\nrotate = "1h"\ntime = "iso"\n'
    expect((await settled(waiting, { profile: 'a' })).flags).toEqual({ profile: 'a', time: 'iso' })
    expect((await settled(waiting, { profile: 'a', exec: 'x' })).flags).toEqual({
      profile: 'a',
      exec: 'x',
      batch: 5,
    })
  })

  const enterprise = '[profiles.a]\nid = "i"\nsecret = "s"\n'
  const plant = '[profiles.a]\nsecret = "s"\n[[profiles.a.products]]\nproduct_key = "k"\nauth_id = "i"\n'

  test.each<[what: string, text: string, typed: TailFlags, env: Record<string, string>, has: object]>([
    ['its own login', enterprise, {}, {}, { id: 'i', secret: 's' }],
    ['the same id', enterprise, { id: 'i' }, {}, { id: 'i', secret: 's' }],
    ['another id', enterprise, { id: 'j' }, {}, { id: 'j', secret: undefined }],
    ['another id in the environment', enterprise, {}, { GIZWITS_ENTERPRISE_ID: 'j' }, { secret: undefined }],
    ['a secret in the environment', enterprise, {}, { GIZWITS_ENTERPRISE_SECRET: 't' }, { secret: 't' }],
    ['a secret file that is typed', enterprise, { secretFile: 'f' }, {}, { id: 'i', secret: undefined }],
    [
      'a product that is typed',
      enterprise,
      { product: [{ productKey: 'p', authId: 'a', subkey: undefined }] },
      {},
      { id: undefined, secret: undefined },
    ],
    [
      'products, whatever enterprise is in the environment',
      plant,
      {},
      { GIZWITS_ENTERPRISE_ID: 'j', GIZWITS_ENTERPRISE_SECRET: 't' },
      { id: undefined, secret: 's', product: [{ productKey: 'k', authId: 'i' }] },
    ],
    [
      'an id that is typed instead of products',
      plant,
      { id: 'j' },
      {},
      { secret: undefined, product: undefined },
    ],
    ['no login of its own', '[profiles.a]\nsecret = "s"\n', { id: 'j' }, {}, { id: 'j', secret: 's' }],
  ])('gives its secret only to its own login: %s', async (_, text, typed, env, has) => {
    const { id, secret, product } = (await settled(text, { profile: 'a', ...typed }, env)).flags
    expect({ id, secret, product }).toMatchObject(has)
  })
})

describe('an error in the file', () => {
  const secret = 'c4n4ry'
  /** With the line and the part of it that is marked. */
  const faults: [text: string, line: number, says: RegExp, marked: string][] = [
    ['[profiles.a]\nhost = "x"\nprot = 1\n', 3, /unknown key prot[\s\S]*Did you mean port\?/, 'prot'],
    ['[profiles.a]\n--json = true\n', 2, /unknown key --json[\s\S]*Did you mean json\?/, '--json'],
    ['[profiles.a]\nsecert = "c4n4ry"\n', 2, /unknown key secert[\s\S]*Did you mean secret\?/, 'secert'],
    ['[profiles.a]\nping_interval = "1s"\n', 2, /Did you mean ping-interval\?/, 'ping_interval'],
    ['[profiles.a]\nprofile = "b"\n', 2, /unknown key profile/, 'profile'],
    ['[profiles.a]\nping-interval = 30\n', 2, /ping-interval: '30' is not valid\. It must be/, '3'],
    ['[profiles.a]\nport = 99999\n', 2, /port: '99999' is not valid\. It must be/, '9'],
    ['[profiles.a]\nid = 12\n', 2, /id must be a string/, '1'],
    ['[profiles.a]\njson = "yes"\n', 2, /json must be true or false/, '"'],
    ['[profiles.a]\ncolor = "blue"\n', 2, /It must be one of auto, always, never/, '"'],
    [
      '[profiles.a]\nfilter = [\n  "data.n=1",\n  3,\n]\n',
      2,
      /filter must be a string, or a list of strings/,
      '[',
    ],
    ['[profiles.a]\nsecret = ""\n', 2, /secret: '' is not valid\. It must not be empty/, '…'],
    [
      '[profiles.a]\nid = "i"\nsecret = "c4n4ry"\nsecret_command = ["x"]\n',
      4,
      /contradict/,
      'secret_command',
    ],
    ['[profiles.a]\nsecret-file = "f"\nsecret_command = ["x"]\n', 3, /contradict/, 'secret_command'],
    [
      '[profiles.a]\nsecret-file = "f"\nsecret = "c4n4ry"\n',
      2,
      /secret and secret-file contradict/,
      'secret-file',
    ],
    ['[profiles.a]\nsecret_command = "pass show x"\n', 2, /must be a list of strings/, '"'],
    ['[profiles.a]\nsecret_command = []\n', 2, /must be a list of strings/, '['],
    [
      '[profiles.a]\nid = "i"\n[[profiles.a.products]]\nproduct_key = "k"\nauth_id = "i"\n',
      3,
      /id and product/,
      'products',
    ],
    [
      '[profiles.a]\n[[profiles.a.products]]\nproduct_key = "k"\n',
      2,
      /this product has no auth_id/,
      '[[profiles.a.products]]',
    ],
    [
      '[[profiles.a.products]]\nproduct_key = "k"\nauth_id = "i"\n[[profiles.a.products]]\nproduct_key = "k:l"\nauth_id = "i"\n',
      5,
      /product_key: 'k:l' is not valid/,
      '"',
    ],
    [
      '[[profiles.a.products]]\nproduct_key = "k"\nauth_id = "i"\nsubkey = "a-b"\n',
      4,
      /subkey: 'a-b' is not valid/,
      '"',
    ],
    [
      '[[profiles.a.products]]\nproduct_key = "k"\nauth_id = "i"\nevents = ["nope"]\n',
      4,
      /no event 'nope'/,
      '[',
    ],
    [
      '[[profiles.a.products]]\nproduct_key = "k"\nauth_id = "i"\nauth_secret = "c4n4ry"\n',
      4,
      /unknown key auth_secret/,
      'auth_secret',
    ],
    ['[profiles.a]\nproducts = "k"\n', 2, /products must be a list of tables/, '…'],
    ['[profiles.a]\ndialect = "noti1"\nsubkey = "x"\n', 3, /for SNoti 2\.x/, 'subkey'],
    ['profiles = 1\n', 1, /profiles must be tables/, '…'],
    ['host = "x"\n[profiles.a]\n', 1, /unknown key host[\s\S]*Options belong to a profile/, 'host'],
    ['[profile.a]\n', 1, /unknown key profile[\s\S]*Did you mean profiles\?/, 'profile'],
    ['default = "b"\n[profiles.a]\n', 1, /there is no profile b/, '"'],
    ['# comment\n\ndefault = 1\n[profiles.a]\n', 3, /default must be the name of a profile/, '1'],
    ['[profiles.a]\nsecret = c4n4ry\n', 2, /./, '…'],
    ['[profiles.a]\nhost = "x\n', 2, /./, ''],
    ['[profiles.a]\nhost = "x"\nhost = "y"\n', 3, /./, ''],
  ]

  test.each(faults)('%j', async (text, line, says, marked) => {
    const path = configFile(text)
    const failures = await ConfigFile.read({ path, given: true }).then(
      file => file!.failures,
      error => [error],
    )
    const [{ message, hint = '', code }] = failures
    expect(code).toBe('usage')
    expect(`${message}\n${hint}`).toMatch(says)
    const [first, shown, carets] = message.split('\n') as [string, string, string]
    expect(first.startsWith(`${path}:${line}: `)).toBe(true)
    expect(carets.trim()).toMatch(/^\^+$/)
    if (marked !== '') expect(shown.slice(carets.indexOf('^'), carets.length)).toBe(marked)
    expect(message).not.toContain(secret)
    // The profile that has it cannot be used.
    const system = { platform: process.platform, home: folder, env: { GIZWITS_CONFIG: path } }
    await expect(settleTail({ profile: 'a' }, system)).rejects.toMatchObject({ code: 'usage', message })
  })

  test('in another profile does not matter', async () => {
    const text = '[profiles.a]\nport = 1\n[profiles.b]\nprot = 1\n'
    expect((await settled(text, { profile: 'a' })).flags.port).toBe(1)
  })

  test.each<[args: string[], env: Record<string, string>, says: RegExp]>([
    [
      ['--profile', 'b'],
      { GIZWITS_CONFIG: join(folder, 'none.toml') },
      /GIZWITS_CONFIG: cannot read .*none\.toml/,
    ],
    [[], { GIZWITS_CONFIG: join(folder, 'none.toml') }, /GIZWITS_CONFIG: cannot read/],
    [[], { GIZWITS_CONFIG: folder }, /GIZWITS_CONFIG: cannot read/],
    [['--profile', 'b'], { GIZWITS_CONFIG: '', HOME: folder }, /no config file .*\n.*config init/],
    [
      ['--profile', 'plnat'],
      { GIZWITS_CONFIG: configFile('[profiles.plant]\n') },
      /no profile plnat\n.*mean plant\?/,
    ],
    [
      [],
      { GIZWITS_CONFIG: configFile('[profiles.plant]\n'), GIZWITS_PROFILE: 'x' },
      /GIZWITS_PROFILE: .* no profile x/,
    ],
    [
      ['--profile', 'a'],
      { GIZWITS_CONFIG: configFile('[profiles.a]\nhots = "x"\n') },
      /:2: unknown key hots\n {2}hots = …\n {2}\^{4}\n/,
    ],
    [['--profile', 'a'], { GIZWITS_CONFIG: configFile('[profiles.a\n') }, /:1: /],
    [['--profile', 'a'], { GIZWITS_CONFIG: configFile('a = "\xff"'.replace('\xff', '\u0000')) }, /:1: /],
  ])('ends the run with 2 before anything is dialed: %j', async (args, env, says) => {
    const { code, stdout, stderr } = await run([...args, '--host', '127.0.0.1', '--port', '1'], { env })
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr).toMatch(says)
    expect(stderr).not.toContain('bug:')
  })
})

const pushed = eventLine(1)

/** Serves one event to whoever logs in, and returns what leads a profile there. */
async function serve(dialect: 'noti1' | 'snoti2' = 'noti1') {
  const line = dialect === 'noti1' ? pushed : pushed.replace('enterprise_event_push', 'event_push')
  const server = await HandServer.start(async visitor => {
    await visitor.login(dialect)
    visitor.socket.write(`${line}\n`)
  })
  const base = `host = "127.0.0.1"\nport = ${server.port}\nca = ${JSON.stringify(server.caFile)}\njson = true\ncount = 1\n`
  return { server, base }
}

const loginOf = ({ lines }: Visitor) => JSON.parse(lines[0]!)

describe('a tail with a profile', () => {
  test.each([
    ['secret = "s3cret"'],
    [`secret_command = ${toml(node('console.log("s3cret")'))}`],
    [`secret-file = ${JSON.stringify(join(folder, 'secret'))}`],
  ])('logs in to an enterprise by %s', async secret => {
    writeFileSync(join(folder, 'secret'), 's3cret\n', { mode: 0o600 })
    const { server, base } = await serve()
    const env = {
      GIZWITS_CONFIG: configFile(`default = "a"\n[profiles.a]\n${base}id = "the-id"\n${secret}\n`),
    }
    const { code, stdout, stderr } = await run([], { env })
    expect([code, stdout]).toEqual([0, `${pushed}\n`])
    expect(stderr).toMatch(/^profile a, the default in /)
    expect(loginOf(server.visitors[0]!).data).toMatchObject({ enterprise_secret: 's3cret' })
  })

  const rows = (secrets: readonly string[]) =>
    secrets
      .map((secret, i) => `[[profiles.a.products]]\nproduct_key = "pk${i}"\nauth_id = "id${i}"\n${secret}\n`)
      .join('')
  const print = (text: string) => `secret_command = ${toml(node(`console.log(${JSON.stringify(text)})`))}`

  test.each<[what: string, own: string, rows: string[], env: Record<string, string>, secrets: string[]]>([
    [
      'of its rows',
      '',
      ['secret = "s0"\nsubkey = "mine"\nevents = ["device.online"]', print('s1')],
      {},
      ['s0', 's1'],
    ],
    ['of the profile for those without', 'secret = "all"', ['secret = "s0"', ''], {}, ['s0', 'all']],
    ['of a command with a line for each', print('pk1 s1\npk0 s0'), ['', ''], {}, ['s0', 's1']],
    [
      'of the environment, which is stronger',
      'secret = "all"',
      ['secret = "s0"', ''],
      { GIZWITS_AUTH_SECRET: 'e' },
      ['e', 'e'],
    ],
  ])('logs in to products with the secrets %s', async (_, own, secrets, env, sent) => {
    const { server, base } = await serve('snoti2')
    const GIZWITS_CONFIG = configFile(`[profiles.a]\n${base}${own}\n${rows(secrets)}`)
    const { code, stderr } = await run(['--profile', 'a'], { env: { GIZWITS_CONFIG, ...env } })
    expect([code, stderr]).toEqual([0, expect.not.stringContaining('error')])
    const { data } = loginOf(server.visitors[0]!)
    expect(data.map((row: Record<string, string>) => row.auth_secret)).toEqual(sent)
    expect([data[0].subkey, data[0].events]).toEqual(
      secrets[0]!.includes('mine') ? ['mine', ['device.online']] : ['gizwits_tail', expect.anything()],
    )
    expect(data[1].events).toHaveLength(17)
  })

  test.runIf(signals)('warns of a file that others can read', async () => {
    const { base } = await serve()
    const path = configFile(`[profiles.a]\n${base}id = "i"\nsecret = "s3cret"\n`, 0o640)
    const { code, stderr } = await run(['--profile', 'a'], { env: { GIZWITS_CONFIG: path } })
    expect([code, stderr]).toEqual([
      0,
      expect.stringContaining(`others on this machine can read ${path}: chmod 600 it`),
    ])
  })

  test.each<[what: string, command: string[], says: RegExp]>([
    ['fails', node('console.error("no such entry"); process.exit(7)'), /no such entry\n[\s\S]*exited with 7/],
    ['prints nothing', node(''), /printed nothing on stdout/],
    ['prints white space', node('console.log("  ")'), /printed nothing on stdout/],
    ['does not exist', ['no-such-program-here'], /no-such-program-here was not found/],
    ['cannot run', [folder], /cannot run|was not found/],
    ['prints without end', node('for (;;) require("fs").writeSync(1, "x".repeat(65536))'), /more than 64 KB/],
    ['prints two lines', node('console.log("a\\nb")'), /has more than one line/],
  ])('ends with 2 if the command of its secret %s', async (_, command, says) => {
    const GIZWITS_CONFIG = configFile(`[profiles.a]\nid = "i"\nsecret_command = ${toml(command)}\n`)
    const args = ['--profile', 'a', '--host', '127.0.0.1', '--port', '1']
    const { code, stdout, stderr } = await run(args, { env: { GIZWITS_CONFIG } })
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr).toMatch(says)
    expect(stderr).toContain('error: secret_command of profile a')
  })

  test('gives up a command that does not end', async () => {
    const clock = new ManualClock()
    const command = node('setInterval(() => {}, 1000)')
    const running = runSecretCommand({ name: 'secret_command', command }, clock)
    clock.advance(60_000)
    await expect(running).rejects.toMatchObject({
      code: 'usage',
      message: expect.stringMatching(/took longer than/),
    })
    expect(clock.waiting).toBe(0)
  })

  test('leaves no timer once the command has ended', async () => {
    const clock = new ManualClock()
    const running = runSecretCommand({ name: 'n', command: node('console.log("s")') }, clock)
    await expect(running).resolves.toEqual({ name: 'n', text: 's\n' })
    expect(clock.waiting).toBe(0)
  })
})

describe('config', () => {
  const config = (words: string[], env: Record<string, string>) => run(['config', ...words], { env })

  test('init writes a file of comments that only its owner can read, and overwrites none', async () => {
    const path = join(folder, 'new', 'er', 'config.toml')
    const env = { GIZWITS_CONFIG: path }
    expect(await config(['init'], env)).toEqual({ code: 0, stdout: `${path}\n`, stderr: '' })
    expect(readFileSync(path, 'utf8')).toBe(configTemplate)
    if (signals) expect(statSync(path).mode & 0o777).toBe(0o600)
    writeFileSync(path, '# mine')
    const again = await config(['init'], env)
    expect([again.code, again.stdout]).toEqual([2, ''])
    expect(again.stderr).toMatch(/it exists, and stays as it is/)
    expect(readFileSync(path, 'utf8')).toBe('# mine')
  })

  test('init writes the comments in the language of the locale', async () => {
    const path = join(folder, 'zh', 'config.toml')
    await config(['init'], { GIZWITS_CONFIG: path, LANG: 'zh_CN.UTF-8' })
    expect(readFileSync(path, 'utf8')).toBe(chineseTemplate)
  })

  test.each([
    ['English', configTemplate],
    ['Chinese', chineseTemplate],
  ])('what init writes in %s is valid, also without the comment signs', async (_, template) => {
    expect(existsSync(configFile(template))).toBe(true)
    const text = template.replace(/^# (?=[a-z[][\w-]* ?[=[.\]])|^# (?=\[)/gm, '')
    const file = await ConfigFile.read({ path: configFile(text), given: true })
    expect(file!.failures).toEqual([])
    expect([file!.default, file!.names]).toEqual(['plant', ['plant', 'company']])
    expect(file!.profile('plant', '').flags.product).toHaveLength(2)
    expect(file!.profile('company', '').flags).toMatchObject({
      id: 'ENTERPRISE_ID',
      prefetch: 500,
      peek: true,
    })
    expect((await ConfigFile.read({ path: configFile(template), given: true }))!.names).toEqual([])
  })

  const text = `default = "plant"
[profiles.company]
id = "i"
secret = "c4n4ry"
secert = "c4n4ry"
exec = "curl http://me:c4n4ry@example.com"
[profiles.plant]
host = "ussnoti.gizwits.com"
secret_command = ["pass", "show", "x"]
[[profiles.plant.products]]
product_key = "k"
auth_id = "a"
secret = "c4n4ry"
`

  test('list has the profiles, with the default marked', async () => {
    const { code, stdout } = await config(['list'], { GIZWITS_CONFIG: configFile(text) })
    expect(code).toBe(0)
    expect(stdout).toBe(
      '  company  noti1, noti.gizwitsapi.com\n* plant  snoti2, 1 product, ussnoti.gizwits.com\n',
    )
  })

  test('show prints a profile as TOML without its secrets', async () => {
    const env = { GIZWITS_CONFIG: configFile(text) }
    const company = await config(['show', 'company'], env)
    expect(company).toMatchObject({ code: 0, stderr: '' })
    expect(company.stdout).toBe(
      '[profiles.company]\nid = "i"\nsecret = "***"\nsecert = "***"\nexec = "curl http://me:***@example.com"\n',
    )
    const plant = await config(['show'], env)
    expect(plant.stdout).toMatch(
      /^\[profiles\.plant\]\nhost = [\s\S]*\[\[profiles\.plant\.products\]\][\s\S]*secret = "\*\*\*"/,
    )
    expect((await config(['show'], { ...env, GIZWITS_PROFILE: 'company' })).stdout).toBe(company.stdout)
    for (const { stdout, stderr } of [company, plant]) expect(stdout + stderr).not.toContain('c4n4ry')
    expect(await config(['show', 'compny'], env)).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/mean company/),
    })
  })

  test('check reports every fault, and is content with a good file', async () => {
    const bad = configFile(`${text}[profiles.b]\nport = "x"\nhots = "y"\n`)
    const { code, stdout, stderr } = await config(['check'], { GIZWITS_CONFIG: bad })
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr.match(/^error: .*$/gm)).toEqual([
      `error: ${bad}:5: unknown key secert`,
      expect.stringMatching(/:15: port: 'x' is not valid/),
      `error: ${bad}:16: unknown key hots`,
    ])
    const good = configFile('[profiles.b]\nport = 1\n')
    expect(await config(['check'], { GIZWITS_CONFIG: good })).toEqual({
      code: 0,
      stdout: `${good}: 1 profile, nothing wrong\n`,
      stderr: '',
    })
  })

  test.each<[words: string[], says: RegExp]>([
    [[], /must be told what to do: init, list, show, check or path/],
    [['lsit'], /cannot lsit[\s\S]*Did you mean list\?/],
    [['list', 'x'], /'x' is one word too many/],
    [['show', 'a', 'b'], /'b' is one word too many/],
    [['show', '--json'], /unknown option '--json'/],
  ])('refuses %j', async (words, says) => {
    const { code, stdout, stderr } = await config(words, {})
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr).toMatch(says)
  })

  test('path prints the place, whether there is a file or not', async () => {
    expect(await config(['path'], { GIZWITS_CONFIG: '/none/x.toml' })).toMatchObject({
      code: 0,
      stdout: '/none/x.toml\n',
    })
    for (const action of ['list', 'show', 'check'])
      expect(await config([action], { GIZWITS_CONFIG: '', HOME: folder, APPDATA: folder })).toMatchObject({
        code: 2,
        stderr: expect.stringMatching(/there is no config file/),
      })
  })
})

test.each(['README.md', 'README.zh-CN.md'])('the config file of %s is valid', async name => {
  const text = readFileSync(new URL(`../${name}`, import.meta.url), 'utf8')
  const blocks = [...text.matchAll(/^```toml\n([\s\S]*?)^```/gm)].map(([, block]) => block!)
  expect(blocks).toHaveLength(1)
  const file = await ConfigFile.read({ path: configFile(blocks[0]!), given: true })
  expect([file!.failures, file!.names]).toEqual([[], ['plant', 'company']])
})

describe('completion', () => {
  const words = (typed: string) => {
    const all = typed.split(' ')
    return complete(all.slice(0, -1), all.at(-1)!, () => ['plant', 'company']).candidates.map(
      ({ word }) => word,
    )
  }

  test('knows the names of the profiles', () => {
    expect(words('--profile ')).toEqual(['plant', 'company'])
    expect(words('--profile=pl')).toEqual(['plant'])
    expect(words('config show ')).toEqual(['plant', 'company'])
    expect(words('config sh')).toEqual(['show'])
    expect(words('config check ')).not.toContain('plant')
  })

  test('reads them from the file, even if something is wrong in it', () => {
    const text =
      '[profiles.a]\n [[ profiles . "b c" . products ]]\nx = [\n[profiles.\'d\'.x]\n[profiles.a.y]\n[other.z]\n'
    expect(namesIn(text)).toEqual(['a', 'b c', 'd'])
    const system = (path: string) => ({
      platform: process.platform,
      home: '/',
      env: { GIZWITS_CONFIG: path },
    })
    expect(profileNames(system(configFile(text)))).toEqual(['a', 'b c', 'd'])
    expect(profileNames(system('/none'))).toEqual([])
  })
})
