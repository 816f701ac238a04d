import { closeSync, existsSync, mkdirSync, openSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import { decodeOptions } from '../src/cli/decode-options.ts'
import { flagWords, longName } from '../src/cli/flag-words.ts'
import { macList } from '../src/cli/mac-list.ts'
import {
  defaultText,
  type OptionSpec,
  type OptionTable,
  parseValue,
  withDefaults,
} from '../src/cli/option-table.ts'
import { otherToolsOptions } from '../src/cli/other-tools-options.ts'
import { runCommandLine } from '../src/cli/program.ts'
import { rejectFiles } from '../src/cli/reject-files.ts'
import { scanArgs } from '../src/cli/scan-args.ts'
import { shellWord } from '../src/cli/shell-word.ts'
import { simulateOptions } from '../src/cli/simulate-options.ts'
import { tailConfig } from '../src/cli/tail-config.ts'
import { type TailFlags, tailOptions } from '../src/cli/tail-options.ts'
import { numberSettings, sessionConfig } from '../src/session/settings.ts'
import { noti1 } from '../src/wire/noti1/noti1.ts'
import { run, signals } from './support/bin.ts'
import { HandServer } from './support/hand-server.ts'
import { eventLine } from './support/lines.ts'
import { tempFolder } from './support/temp-folder.ts'

const folder = tempFolder()

let server: HandServer | undefined
afterEach(() => {
  server = undefined
})

/** A server that sends these events to whoever logs in. */
async function serve(...events: string[]): Promise<string[]> {
  server = await HandServer.start(async visitor => {
    await visitor.login()
    visitor.socket.write(events.map(line => `${line}\n`).join(''))
  })
  return server.options
}

const tables: Record<string, OptionTable> = {
  tail: tailOptions,
  simulate: simulateOptions,
  decode: decodeOptions,
}
const takesValue = Object.entries(tables).flatMap(([command, table]) =>
  Object.values(table)
    .filter(({ flags }) => flagWords(flags).value !== undefined)
    .map(spec => [command, longName(spec.flags), spec] as const),
)
const lists = takesValue.filter(([, , { list }]) => list)

/** What is said of words that are refused. Should one of them be taken, nothing is there to connect to. */
async function refusal(command: string, words: readonly string[]): Promise<string> {
  const elsewhere = ['--host', '127.0.0.1', '--port', '1', '--no-reconnect', '--id', 'x', '--secret', 'x']
  const before = { tail: elsewhere, simulate: ['simulate', '--port', '0'] }[command] ?? [command]
  const { message, hint } = await runCommandLine([...before, ...words]).then(
    () => expect.fail(`${command} took ${words.join(' ')}`),
    error => {
      expect(error).toMatchObject({ code: 'usage' })
      return error
    },
  )
  return `${message}\n${hint ?? ''}`
}

describe('a value that is not there', () => {
  test.each(takesValue)('%s %s', async (command, name, spec) => {
    for (const short of flagWords(spec.flags).names) {
      for (const words of [[short], [short, '--peek'], [short, '-q'], [short, '-5'], [short, '--']]) {
        const said = await refusal(command, words)
        expect(said).toContain(`option '${spec.flags}' has no value`)
        expect(said).toMatch(/ It must (not )?be /)
        if (words[1] !== undefined && !spec.secret)
          expect(said).toContain(`'${words[1]}' begins like an option`)
      }
      for (const words of [
        [short, ''],
        [short, ' '],
        [short, '\t'],
        [short, '\u3000'],
      ])
        expect(await refusal(command, words)).toMatch(new RegExp(`${name}: '.*' is not valid. It must `))
    }
    expect(await refusal(command, [`${name}=`])).toContain(`${name}: '' is not valid.`)
  })

  test.each(lists)('%s %s: an element of a list', async (command, name) => {
    for (const list of [',', 'drop,', ',drop', 'drop,,drop', 'drop, ,drop', 'drop，，drop'])
      expect(await refusal(command, [name, list])).toContain(`${name}: '${list}' is not valid.`)
  })

  test.each(['-e', '-qe', '-kqe'])('after a cluster: %s', async word => {
    expect(await refusal('tail', [word, '--peek'])).toContain("'--peek' begins like an option")
    expect(await refusal('tail', [word])).toContain("option '-e, --event <type>' has no value")
  })

  test('every option with a value has what reads it', () => {
    for (const [, name, spec] of takesValue) expect(spec.parse ?? spec.choices, name).toBeDefined()
    expect(lists.map(([, name]) => name)).toEqual([
      '--subscribe',
      '--did',
      '--mac',
      '--product-key',
      '--event',
      '--fields',
      '--scenario',
    ])
  })

  test('how such a value is given on purpose is told, where it can be one', async () => {
    expect(await refusal('tail', ['--did', '--peek'])).toContain(
      'To give a value that begins so: --did=--peek',
    )
    expect(await refusal('tail', ['-f', '-x'])).toContain('--filter=-x')
    expect(await refusal('tail', ['--tz', '-08:00'])).toContain('--tz=-08:00')
    expect(await refusal('tail', ['--prefetch', '-5'])).not.toContain('=-5')
  })

  test('a secret that begins with a dash is not repeated', async () => {
    for (const command of ['tail', 'simulate']) {
      const said = await refusal(command, ['--secret', '-c4n4ry'])
      expect(said).toContain('--secret=-…')
      expect(said).not.toContain('c4n4ry')
    }
  })

  test.each([
    ['--did', '--peek'],
    ['--did='],
    ['-e', '-n', '1'],
    ['-f', ''],
    ['--did', 'a,,b'],
    ['-qe', '-v'],
  ])('%j %j: nothing is dialled', async (...words) => {
    const options = await serve(eventLine(1))
    const { code, stdout } = await run([...options, ...words.filter(word => word !== undefined)])
    expect([code, stdout, server!.visitors.length]).toEqual([2, '', 0])
  })

  test('a value that begins with a dash is taken where it is given on purpose', async () => {
    const options = await serve(eventLine(1, { did: 'x' }), eventLine(2, { did: '--peek' }))
    const { code, stdout } = await run([...options, '--json', '-n', '1', '--did=--peek'])
    expect([code, stdout]).toEqual([0, `${eventLine(2, { did: '--peek' })}\n`])
    for (const word of ['--did=-x', '-f-x', '--filter=--', '-e-'])
      expect(scanArgs([word], tailOptions, {}).error, word).toBeUndefined()
    expect(scanArgs(['--secret-file', '-'], tailOptions, {}).error).toBeUndefined()
  })
})

describe('a file where none is read', () => {
  const file = join(folder, 'events.ndjson')
  beforeAll(() => {
    writeFileSync(file, `${eventLine(1)}\n`)
    mkdirSync(join(folder, 'data'))
  })

  const advice = `gizwits-tail replay ${shellWord(file)}`

  test.each([
    ['-f', file],
    ['--filter', file],
    ['--did', file],
    ['--mac', `a,${file}`],
    ['--product-key', file],
    ['-e', file],
    [file],
    [file, 'another'],
  ])('%j %j is refused, and what to use is told', async (...words) => {
    const options = await serve(eventLine(1))
    const { code, stdout, stderr } = await run([...options, ...words.filter(word => word !== undefined)])
    expect([code, stdout, server!.visitors.length]).toEqual([2, '', 0])
    expect(stderr).toContain(`${file} names a file`)
    expect(stderr).toContain(advice)
  })

  test('a folder, a member, a filter and a device may be called as a file is', () => {
    const before = process.cwd()
    process.chdir(folder)
    try {
      writeFileSync('did', '')
      writeFileSync('Dn4tDevice', '')
      // A secret from stdin: what stdin is does not matter.
      const secretFile = '-'
      for (const flags of [
        { filter: ['data'] },
        { filter: ['did'] },
        { filter: ['events.ndjson=x'] },
        { did: ['Dn4tDevice'] },
        { event: ['no.such.file'] },
      ])
        expect(() => rejectFiles({ secretFile, ...flags })).not.toThrow()
      expect(() => rejectFiles({ secretFile, filter: ['events.ndjson'] })).toThrow(
        'events.ndjson names a file',
      )
    } finally {
      process.chdir(before)
    }
  })

  test.each([
    [{ filter: ['no-such.ndjson'] }],
    [{ filter: ['no-such.jsonl.gz'] }],
    [{ filter: ['/var/log/no-such'] }],
    [{ filter: ['~/no-such'] }],
    [{ did: ['a,./no-such'] }],
    [{ event: ['no-such.ndjson'] }],
  ])('%j can only be the name of a file, though there is none', flags => {
    expect(() => rejectFiles({ secretFile: '-', ...flags })).toThrow(/no-such.* names a file/)
  })

  test.each([
    [{ filter: ['data.log'] }],
    [{ filter: ['data.file=a.ndjson'] }],
    [{ filter: ['data.path=/tmp/x'] }],
    [{ filter: ['data.text=~/x/'] }],
    [{ mac: ['virtual:site'] }],
    [{ event: ['*/x'] }],
  ])('%j names none', flags => expect(() => rejectFiles({ secretFile: '-', ...flags })).not.toThrow())

  test.each([[[]], [['--demo']]])('stdin is a file, with %j', async words => {
    const options = words.length > 0 ? words : await serve(eventLine(1))
    const stdin = openSync(file, 'r')
    const { code, stdout, stderr } = await run([...options, '-n', '1'], { stdin })
    closeSync(stdin)
    expect([code, stdout, server?.visitors.length ?? 0]).toEqual([2, '', 0])
    expect(stderr).toContain('stdin is a file')
    expect(stderr).toContain('gizwits-tail replay -')
    expect(stderr).toContain('add </dev/null')
  })

  test('stdin is a file that holds the secret', async () => {
    const secret = join(folder, 'secret')
    writeFileSync(secret, 'c4n4ry-secret\n')
    const options = await serve(eventLine(1))
    const stdin = openSync(secret, 'r')
    const words = [...options.slice(0, -2), '--secret-file', '-', '-n', '1', '--json']
    expect((await run(words, { stdin })).code).toBe(0)
    closeSync(stdin)
  })

  test.skipIf(!existsSync('/dev/null'))('stdin is /dev/null', async () => {
    const options = await serve(eventLine(1))
    const stdin = openSync('/dev/null', 'r')
    expect((await run([...options, '-n', '1'], { stdin })).code).toBe(0)
    closeSync(stdin)
  })

  test('simulate has an option for it', async () => {
    const { code, stderr } = await run(['simulate', file])
    expect([code, stderr]).toEqual([
      2,
      expect.stringContaining(`To serve a file: --events ${shellWord(file)}`),
    ])
  })
})

describe('words that are none', () => {
  test.each<[words: string[], says: string]>([
    [['--no-colr'], 'Did you mean --no-color?'],
    [['--no-colour'], 'Did you mean --no-color?'],
    [['--pref', '5'], 'Did you mean --prefetch?'],
    [['--JSON'], 'Did you mean --json?'],
    [['-json'], 'Did you mean --json?'],
    // As short options it would be -v -e rsion, and show nothing.
    [['-version'], 'Did you mean --version?'],
    [['-verbose'], 'Did you mean --verbose?'],
    [['-event=attr_alert'], 'Did you mean --event?'],
    [['–json'], 'Did you mean --json?'],
    [['—peek'], 'Did you mean --peek?'],
    [['－v'], 'Did you mean -v?'],
    [['--json=true'], "option '--json' takes no value"],
    [['-jsno'], "unknown option '-j'\nDid you mean --json?"],
    [['-qpc4n4ry'], "unknown option '-p'\n"],
    [['--secert=c4n4ry'], "unknown option '--secert=…'\nDid you mean --secret?"],
    [['--follow'], 'Following is the default'],
    [['-F'], 'Following is the default'],
    [['--since=1h'], 'does not keep acked events'],
    [['--rate', '5'], 'It is an option of simulate'],
    [['--speed', '5'], 'It is an option of replay: gizwits-tail replay --help'],
    [['--nothing-like-it'], 'All options: --help'],
    [
      ['-'],
      "'-' would be stdin; only replay reads events from files\nTo show the events in it: gizwits-tail replay -",
    ],
    [['foo', 'bar'], "unknown command 'foo'\nAll commands and options: --help"],
    [['json'], 'Did you mean --json?'],
    [['did=x'], '-f takes a filter: -f did=x'],
    [['data.temp>30'], "-f 'data.temp>30'"],
    [['-f', 'did', '=', 'x'], 'A filter is one word; quote it'],
    [['-e', 'alert', 'fault'], 'Separate values of --event with commas'],
    [['--did', 'a', 'b'], 'Separate values of --did with commas'],
    [['alert'], '-e takes event types: -e alert'],
    [['-o', 'jsno'], 'It must be one of pretty, json, tsv, csv. Did you mean json?'],
    [['-o', 'JSON'], 'Did you mean json?'],
    [['-o', 'json-lines'], 'Did you mean json?'],
    [['--time', 'rel'], 'Did you mean relative?'],
    [['--summary', 'alway'], 'Did you mean always?'],
    [['--ack', 'match'], 'Did you mean matched?'],
    [['--color', 'x'], 'It must be one of auto, always, never.\n'],
    [['-T', '{did}', '-o', 'pretty'], '--template and --output contradict each other'],
    [['-T', '{did}', '--json'], '--template and --json contradict each other'],
    [['-T', '{did}', '--diff'], '--template and --diff contradict each other'],
    [['-o', 'csv', '--diff'], '--output and --diff contradict each other'],
    [['-T', '{did}', '--fields', 'did'], '--fields names the columns of -o tsv and -o csv'],
    [['--fields', 'did'], '--fields names the columns of -o tsv and -o csv'],
    [['--fields', 'did', '--json'], '--fields names the columns of -o tsv and -o csv'],
    [['-o', 'csv', '--fields', 'did,,mac'], "--fields: 'did,,mac' is not valid"],
    [['-o', 'csv', '--fields', 'did mac'], '--fields: a comma must follow the key'],
    [['-T', '{did'], '--template: this { is not closed'],
    [['-T', ''], '--template'],
    [['-T', '{did}', '--enrich'], '--enrich adds a member to the lines of --json'],
    [['--color', 'always', '--no-color'], '--color and --no-color contradict each other'],
  ])('%j', async (words, says) => {
    const said = await refusal('tail', words)
    expect(said).toContain(says)
    expect(said).not.toContain('c4n4ry')
  })

  test('of simulate and completion', async () => {
    expect(await refusal('simulate', ['--prefetch', '5'])).toContain('an option of the tail, not of simulate')
    expect(await refusal('simulate', ['--device', '5'])).toContain('Did you mean --devices?')
    expect(await refusal('simulate', ['--nothing-like-it'])).toContain('All options: --help')
    expect(await refusal('simulate', ['stray'])).toContain('simulate: stray is not an option')
    await expect(runCommandLine(['completion', 'zsh', 'fish'])).rejects.toThrow("'fish' is one too many")
    await expect(runCommandLine(['help', 'simulate', 'it'])).rejects.toThrow("'it' is one too many")
  })

  test('what is advised for other tools’ words exists, and is no word of ours', () => {
    const names = Object.values<OptionSpec>(tailOptions).flatMap(({ flags }) => flagWords(flags).names)
    for (const [word, advice] of Object.entries(otherToolsOptions)) {
      expect(names, word).not.toContain(word)
      for (const [option] of advice.matchAll(/(?<=^|\s)--?\w[\w-]*/g)) expect(names, advice).toContain(option)
    }
  })

  test('--no-color is --color never', async () => {
    const options = await serve(eventLine(1))
    const env = { FORCE_COLOR: '1' }
    expect((await run([...options, '-n', '1'], { env })).stdout).toContain('\u001b[')
    for (const flags of [['--no-color'], ['--color', 'never'], ['--no-color', '--color', 'never']]) {
      const { code, stdout, stderr } = await run([...options, '-n', '1', ...flags], { env })
      expect([code, stdout.includes('\u001b['), stderr.includes('\u001b[')]).toEqual([0, false, false])
    }
    expect((await run(['--what'], { env })).stderr).toContain('\u001b[')
    expect((await run(['--what', '--no-color'], { env })).stderr).not.toContain('\u001b[')
    expect((await run(['--color', 'never', '--what'], { env })).stderr).not.toContain('\u001b[')
  })
})

describe('--mac', () => {
  test.each([
    ['02:00:5E:00:00:A1', '02005e0000a1'],
    ['02-00-5e-00-00-a1', '02005e0000a1'],
    ['0200-5E00-00A1', '02005e0000a1'],
    ['0200.5e00.00a1', '02005e0000a1'],
    ['02005E0000A1', '02005e0000a1'],
    ['02:00:5e:*', '02005e*'],
    ['02005E*', '02005e*'],
    ['*:A1', '*a1'],
    ['02:00:5e:00:00:a?', '02005e0000a?'],
    ['virtual:site', 'virtual:site'],
    ['Virtual*', 'Virtual*'],
    ['CAFE', 'CAFE'],
    ['02:00:5E:00:00:A1，02005E0000B2', '02005e0000a1,02005e0000b2'],
    ['02:00:5E:00:00:A1, virtual:site', '02005e0000a1,virtual:site'],
  ])('%s is %s', (given, mac) => expect(macList(given)).toBe(mac))

  test.each(['02:00:5e', '02:00:5e:00:00:a1:b2', 'x,02-00'])('%s is too short or too long', mac => {
    expect(() => parseValue(tailOptions.mac, mac, '--mac')).toThrow(/must be twelve hexadecimal digits/)
  })

  test('shows the events of those devices; a filter compares text as it is', async () => {
    const macs = ['02005e0000a1', '02005e0000b2', 'virtual:site']
    const events = macs.map((mac, i) => eventLine(i + 1, { mac }))
    const shown = async (...words: string[]) => {
      const options = await serve(...events)
      const { stdout } = await run([...options, '--json', '--timeout', '300ms', ...words])
      await server!.close()
      server = undefined
      return events.filter(line => stdout.includes(line)).map(line => JSON.parse(line).mac)
    }
    expect(await shown('--mac', '02:00:5E:00:00:A1')).toEqual([macs[0]])
    expect(await shown('--mac', '02-00-5e-*', '--mac', 'virtual:site')).toEqual(macs)
    expect(await shown('-f', 'mac=02005E0000A1')).toEqual([])
  })
})

test('GIZWITS_CA names a file as --ca does, which is stronger', async () => {
  const options = await serve(eventLine(1))
  const bare = options.filter((word, i) => word !== '--ca' && options[i - 1] !== '--ca')
  expect((await run([...bare, '-n', '1'], { env: { GIZWITS_CA: server!.caFile } })).code).toBe(0)
  expect((await run([...bare, '-n', '1'])).code).toBe(4)
  expect((await run([...options, '-n', '1'], { env: { GIZWITS_CA: '/does/not/exist' } })).code).toBe(0)
})

describe('what a table declares of an option holds everywhere', () => {
  test('a default is one value: help shows it as it can be typed, and the program uses it', () => {
    for (const table of Object.values(tables))
      for (const spec of Object.values(table))
        if (spec.default !== undefined)
          expect(parseValue(spec, defaultText(spec)!, ''), spec.flags).toBe(spec.default)
    const { format, server, settings, ...config } = tailConfig({}, { flags: {}, nameOf: key => key })
    const withExec = { exec: 'cat' }
    const { timeout, gather } = tailConfig(withExec, { flags: withExec, nameOf: key => key }).exec!
    const failOn = { failOn: ['did=a'] }
    const { maxGap } = tailConfig(failOn, { flags: failOn, nameOf: key => key })
    const used: Record<string, unknown> = {
      ...{ ...config, ...server, ...settings, output: format, maxGap },
      ...{ batch: gather.events, batchTime: gather.time, execTimeout: timeout },
    }
    for (const [key, spec] of Object.entries<OptionSpec>(tailOptions))
      if (spec.default !== undefined) expect(used[key], key).toBe(spec.default)
    expect(withDefaults(simulateOptions, { rate: 7, count: 3 })).toEqual({
      ...{ dialect: 'noti1', rate: 7, devices: 10, seed: 1 },
      count: 3,
    })
  })

  test('defaults are shown as people write them', () => {
    const shown = Object.entries<OptionSpec>(tailOptions).map(([key, spec]) => [key, defaultText(spec)])
    expect(Object.fromEntries(shown.filter(([, text]) => text !== undefined))).toEqual({
      profile: 'that of the config file',
      lang: 'that of LC_ALL, LC_MESSAGES or LANG',
      ...{ dialect: 'noti1; snoti2 with --product', subkey: 'gizwits_tail', subscribe: 'all' },
      proxy: 'HTTPS_PROXY or ALL_PROXY, unless NO_PROXY has the server',
      ...{ host: 'noti.gizwitsapi.com; snoti2: snoti.gizwits.com', port: '2015; snoti2: 2017' },
      ...{ output: 'pretty', color: 'auto', time: 'local; tsv and csv: iso' },
      ...{ fields: 'time,event_type,product_key,did,data' },
      ...{ batch: '1000', batchTime: '1s', execTimeout: '60s' },
      ...{
        maxGap: '10s',
        ack: 'all',
        prefetch: '50',
        pingInterval: '60s',
        pongTimeout: '10s',
        connectTimeout: '10s',
      },
      ...{ maxRetries: '5 until the first login, then no limit', maxLine: '16M', summary: 'auto' },
      ...{ keep: 'all', statusLine: 'auto' },
    })
  })

  test.each(takesValue.filter(([, , { write }]) => write))('%s %s: so are limits', (_, name, spec) => {
    const { write = String, min, max, above, below } = spec
    const reads = (value: number) => expect(parseValue(spec, write(value), name)).toBe(value)
    const refuses = (value: number) =>
      expect(() => parseValue(spec, write(value), name)).toThrow(/ is not valid\. It must be /)
    if (min !== undefined) reads(min)
    if (min) refuses(min - 1)
    if (max !== undefined && max < Infinity) {
      reads(max)
      refuses(max + 1)
    }
    if (above !== undefined) {
      refuses(above)
      reads(above + 1)
    }
    if (below !== undefined) {
      refuses(below)
      reads(below - 1)
    }
  })

  const settings = { ...numberSettings, prefetch: noti1.prefetch }

  test('a number with more digits than a number can have is refused', () => {
    for (const spec of [tailOptions.maxRetries, tailOptions.count, simulateOptions.seed])
      for (const digits of ['9007199254740993', '9'.repeat(400)])
        expect(() => parseValue(spec, digits, '--x')).toThrow('It must be a whole number')
  })

  test('a number of retries counts before the first login too', () => {
    const policy = (maxRetries?: number) => sessionConfig({ maxRetries }, noti1, () => noti1.ping).policy
    expect(policy()).toMatchObject({ firstRetries: 5, maxRetries: Infinity })
    expect(policy(2)).toMatchObject({ firstRetries: 2, maxRetries: 2 })
  })

  test.each<[keyof typeof settings, taken: number[], refused: number[]]>([
    ['prefetch', [1, 32_767], [0, 32_768, 1.5, Number.NaN, Infinity]],
    ['pingInterval', [0.5, 299_999], [0, 300_000, -1, Number.NaN]],
    ['pongTimeout', [0.5, 1e9], [0, -1, Number.NaN]],
    ['connectTimeout', [0.5, 1e9], [0, -1, Number.NaN]],
    ['maxRetries', [0, 7, Infinity], [-1, 0.5, Number.NaN]],
    ['maxLine', [1024, 1e9], [1023, 1024.5, Number.NaN, Infinity]],
  ])('%s: the library and the command line have the same limits and default', (name, taken, refused) => {
    const config = (value: number) => sessionConfig({ [name]: value }, noti1, () => noti1.ping)
    for (const value of taken) expect(() => config(value), `${value}`).not.toThrow()
    for (const value of refused)
      expect(() => config(value)).toThrow(`${name}: ${value} was given; it must be `)
    expect(tailOptions[name]).toMatchObject(settings[name])
  })
})

describe('--exec', () => {
  const configOf = (flags: TailFlags) => tailConfig(flags, { flags, nameOf: key => key })

  test('asks the server for two batches, unless --prefetch is given', () => {
    expect(configOf({ exec: 'cat' }).settings.prefetch).toBe(2000)
    expect(configOf({ exec: 'cat', batch: 7 }).settings.prefetch).toBe(14)
    expect(configOf({ exec: 'cat', batch: 32_767 }).settings.prefetch).toBe(32_767)
    expect(configOf({ exec: 'cat', prefetch: 50 }).settings.prefetch).toBe(50)
    expect(configOf({}).settings.prefetch).toBe(50)
  })

  test('replaces stdout, unless an output format is given', () => {
    const shown = (flags: TailFlags) => {
      const { toStdout, format } = configOf(flags)
      return toStdout ? format : undefined
    }
    expect(shown({})).toBe('pretty')
    expect(shown({ exec: 'cat' })).toBeUndefined()
    expect(shown({ exec: 'cat', enrich: true })).toBeUndefined()
    expect(shown({ exec: 'cat', json: true })).toBe('json')
    expect(shown({ exec: 'cat', output: 'pretty', diff: true, enrich: true })).toBe('pretty')
  })

  test.each([
    [['--batch', '10'], '--batch does nothing without --exec; give both'],
    [['--batch-time', '1s'], '--batch-time does nothing without --exec; give both'],
    [['--exec-timeout', '1s'], '--exec-timeout does nothing without --exec; give both'],
    [['--exec', 'cat', '--diff'], '--diff is about stdout, which --exec replaces; -o pretty brings it back'],
    [['--exec', 'cat', '--wrap'], '--wrap is about stdout, which --exec replaces; -o pretty brings it back'],
    [
      ['--exec', 'cat', '--time', 'iso'],
      '--time is about stdout, which --exec replaces; -o pretty brings it back',
    ],
  ])('%j is refused', async (words, message) => {
    expect(await refusal('tail', words)).toContain(message)
  })

  test.runIf(signals)('names a command that is not there, before a missing credential', async () => {
    const { code, stderr } = await run(['--exec', 'no-such-command -x'])
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: 'error: --exec: the command no-such-command is not found in PATH\n',
    })
  })
})
