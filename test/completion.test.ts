import { closeSync, existsSync, openSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { commands } from '../src/cli/commands.ts'
import { answerShell } from '../src/cli/completion/answer-shell.ts'
import { type Completion, complete } from '../src/cli/completion/complete.ts'
import { completionModel } from '../src/cli/completion/completion-model.ts'
import { describedWords } from '../src/cli/completion/described-words.ts'
import { type ShellName, shellNames, shells } from '../src/cli/completion/shells.ts'
import { programToAsk } from '../src/cli/completion-command.ts'
import { longName } from '../src/cli/flag-words.ts'
import { useLanguage } from '../src/cli/language.ts'
import type { OptionSpec, OptionTable } from '../src/cli/option-table.ts'
import { simulateOptions } from '../src/cli/simulate-options.ts'
import { tailOptions } from '../src/cli/tail-options.ts'
import { eventMembers } from '../src/event/event-members.ts'
import { eventTypeNames } from '../src/event/event-types.ts'
import { formats } from '../src/format/formats.ts'
import { scenarioNames, scenarios } from '../src/simulator/scenarios.ts'
import { run } from './support/bin.ts'

const system = { env: { GIZWITS_CONFIG: '/nonexistent' }, platform: process.platform, home: '/' }

const tables: Record<string, OptionTable> = { '': tailOptions, 'simulate ': simulateOptions }
const longNames = (table: OptionTable) => Object.values(table).map(({ flags }) => longName(flags))
const typesBut = (...names: string[]) => eventTypeNames.filter(name => !names.includes(name))
const scenariosBut = (...names: string[]) => scenarioNames.filter(name => !names.includes(name))

/** What is typed after the program's name, and all that is offered then. */
const offers: [typed: string, words: readonly string[]][] = [
  ['', Object.keys(commands)],
  ['sim', ['simulate']],
  ['help ', Object.keys(commands)],
  ['completion ', shellNames],
  ['--', [...longNames(tailOptions), '--version', '--help']],
  ['simulate --', [...longNames(simulateOptions), '--lang', '--help']],
  ['simulate ', [...longNames(simulateOptions), '--lang', '-h', '--help']],
  ['completion --', ['--lang', '--help']],
  ['--out', ['--output']],
  ['-q', ['-q']],
  ['-kvoj', ['json']],
  ['-e ', eventTypeNames],
  ['-e attr_alert,', typesBut('attr_alert')],
  ['--event=attr_fault,other_*,attr_', ['attr_alert']],
  ['--fields=time,data.attr_', ['data.attr_name', 'data.attr_displayname']],
  ['--fields=time,dec', ['decoded']],
  ['simulate --scenario ', scenarioNames],
  ['simulate --scenario=drop,huge,', scenariosBut('drop', 'huge')],
  ['-f ', Object.keys(eventMembers).map(key => `${key}=`)],
  ['-f event_type=', eventTypeNames],
  ['--filter event_type!=attr_alert,', typesBut('attr_alert')],
  ['--filter=data.value=', ['0', '1']],
  ['-f data.temp=', []],
  ['-f toString=', []],
  ['--tz Asia/Shangh', ['Asia/Shanghai']],
  // What is a command stands first; anywhere else it is a value.
  ['--did simulate --out', ['--output']],
  ['simulate --out', []],
  // Once is enough, but for what may be repeated.
  ['--json --js', []],
  ['-n 1 --cou', []],
  ['-qn 1 --qu', []],
  ['--did a --di', ['--dialect', '--did', '--diff']],
  // What contradicts what is there is an error, if it is given.
  ['--json --outp', []],
  ['--demo --host', []],
  ['-- --js', []],
  // Any text will do.
  ['--did ', []],
  ['--host=', []],
  ['--nosuch=', []],
  ['simulate --seed ', []],
]
for (const [command, table] of Object.entries(tables)) {
  for (const { choices, flags } of Object.values<OptionSpec>(table)) {
    if (!choices) continue
    offers.push([`${command}${longName(flags)} `, Object.keys(choices)])
    offers.push([`${command}${longName(flags)}=`, Object.keys(choices)])
  }
}

function completionOf(line: string): Completion {
  const words = line.split(' ')
  return complete(words.slice(0, -1), words.at(-1)!)
}

describe('what may stand at the end of a line', () => {
  test.each(offers)('%s', (typed, words) => {
    expect(completionOf(typed).candidates.map(({ word }) => word)).toEqual([...words])
  })

  test('has a description, a heading, what stays of the word, and what may follow', () => {
    expect(completionOf('--event=attr_fault,attr_a')).toEqual({
      kind: 'list',
      name: 'type',
      lead: '--event=attr_fault,',
      candidates: [{ word: 'attr_alert', about: 'an alert was raised or cleared' }],
    })
    expect(completionOf('-f event_t')).toMatchObject({ kind: 'keys', name: 'key', lead: '' })
    expect(completionOf('-fdata.value!=1,')).toMatchObject({ kind: 'list', lead: '-fdata.value!=1,' })
    expect(completionOf('-kvoj')).toMatchObject({ kind: 'words', name: 'format', lead: '-kvo' })
    expect(completionOf('comp')).toMatchObject({ kind: 'words', name: 'command' })
    expect(completionOf('completion z')).toMatchObject({ name: 'shell' })
    expect(completionOf('--outp')).toMatchObject({
      name: 'option',
      candidates: [{ word: '--output', about: 'output format', short: '-o' }],
    })
  })

  /** Options that take a file, in both spellings. */
  const fileOptions = Object.entries(tables).flatMap(([command, table]) =>
    Object.values<OptionSpec>(table)
      .filter(option => option.offers === 'file')
      .map(({ flags }) => `${command}${longName(flags)}`),
  )
  test('is a file for some options', () => {
    expect(fileOptions).toEqual([
      '--secret-file',
      '--ca',
      '--datapoints',
      '--record',
      '--metrics-file',
      'simulate --datapoints',
      'simulate --events',
    ])
  })
  test('is a file for replay, also after others and after --', () => {
    for (const line of ['replay ', 'replay d', 'replay a.ndjson ', 'replay --json d', 'replay -- '])
      expect(completionOf(line)).toMatchObject({ kind: 'files', lead: '', candidates: [] })
    expect(completionOf('replay --sp')).toMatchObject({ candidates: [{ word: '--speed' }] })
    expect(completionOf('replay --speed ')).toMatchObject({ candidates: [{ word: '1' }, { word: 'max' }] })
    expect(completionOf('replay --ho').candidates).toEqual([])
  })
  test.each(fileOptions)('%s', option => {
    expect(completionOf(`${option} `)).toMatchObject({ kind: 'files', lead: '', candidates: [] })
    expect(completionOf(`${option}=a`)).toMatchObject({ kind: 'files', lead: `${/\S+$/.exec(option)![0]}=` })
  })
})

describe('the answer to a shell', () => {
  const answer = (shell: string, ...fields: string[]) =>
    answerShell([shell], () => fields.map(field => `${field}\0`).join(''), system)
  const json = formats.json.about

  test.each<[ShellName, string[], string]>([
    // The line, and what readline replaces.
    ['bash', ['gizwits-tail -o j', 'j'], 'words\njson \n'],
    ['bash', ['gizwits-tail --output=j', 'j'], 'words\njson \n'],
    ['bash', ['gizwits-tail --output=j', '--output=j'], 'words\n--output=json \n'],
    ['bash', ['gizwits-tail --output=', '='], 'words\npretty \njson \ntsv \ncsv \n'],
    ['bash', ['gizwits-tail --output "j', 'j'], 'quoted\njson\n'],
    ['bash', ['gizwits-tail -f event_t', 'event_t'], 'keys\nevent_type=\n'],
    ['bash', ["gizwits-tail -f 'event_t", 'event_t'], 'keys\nevent_type=\n'],
    ['bash', ['gizwits-tail -e a\\ b,attr_al', 'a\\ b,attr_al'], 'list\na\\ b,attr_alert \n'],
    ['bash', ['gizwits-tail --ca ', ''], 'files\n'],
    ['bash', ['gizwits-tail --json >', ''], 'files\n'],
    ['bash', ['', ''], `words\n${Object.keys(commands).join(' \n')} \n`],
    ['bash', ['gizwits-tail --js', 'unrelated'], 'words\n'],
    ['zsh', ['-o', 'j'], `words format\njson:${json}\tjson\n`],
    ['zsh', ['--output=j'], `words format\njson:${json}\t--output=json\n`],
    ['zsh', ['--outp'], 'words option\n--output:output format\t--output\n-o:output format\t-o\n'],
    ['zsh', ['-f', 'event_t'], 'keys key\nevent_type=:what happened\tevent_type=\n'],
    ['zsh', ['--ca', ''], 'files file\n'],
    ['fish', ['-o', 'j'], `words\njson\t${json}\n`],
    ['fish', ["--output='j"], `words\n--output=json\t${json}\n`],
    ['fish', ['--ca', ''], 'files\n'],
    ['powershell', ['-o', '=j'], `json\tjson\t${json}\n`],
    [
      'powershell',
      ['-e', '=x y,attr_al'],
      "'x y,attr_alert'\tx y,attr_alert\tan alert was raised or cleared\n",
    ],
    ['powershell', ['--tz', '=Asia/Shangh'], 'Asia/Shanghai\tAsia/Shanghai\tAsia/Shanghai\n'],
    ['powershell', ['--ca', '='], ''],
  ])('%s %j', (shell, fields, lines) => {
    expect(answer(shell, ...fields)).toBe(lines)
  })

  test('is nothing for another shell', () => {
    expect(answerShell(['toString'], () => '', system)).toBe('')
    expect(answerShell([], () => '', system)).toBe('')
  })

  test('describes words in the language of the locale', async () => {
    const chinese = { env: { LANG: 'zh_CN.UTF-8' } }
    const { stdout } = await run(['__complete', 'fish', '--diff'], chinese)
    expect(stdout).toBe(
      'words\n--diff\t状态事件只显示与该设备上一次状态相比的变化：`PM25=141→147 (+6)`\n'.replaceAll('`', ''),
    )
    await useLanguage('zh')
    try {
      const { commands: all, filterKeys, filterValues } = completionModel
      const offered = all.flatMap(({ words, options }) => [
        words,
        ...options.map(({ value }) => (value && 'words' in value ? value.words : [])),
      ])
      for (const words of [...offered, filterKeys, ...Object.values(filterValues)])
        for (const { about } of describedWords(words))
          expect(about).toMatch(/[\u4e00-\u9fff]|^(?:App|Open API|English)$/)
    } finally {
      await useLanguage('en')
    }
  })

  test('is what the built program prints, for words on stdin or as arguments', async () => {
    const typed = await run(['__complete', 'fish'], { input: 'simulate\0--scenario\0dr\0' })
    expect(typed).toEqual({ code: 0, stdout: `list\ndrop\t${scenarios.drop.about}\n`, stderr: '' })
    for (const line of ['', '-', 'simulate -', 'help -', 'completion ', '-f ', '-f event_type=', '-e ']) {
      const words = line.split(' ')
      const lines = await run(['__complete', 'zsh', ...words])
      expect(lines.stdout).toBe(answerShell(['zsh', ...words], () => '', system))
    }
    expect((await run(['__complete', 'powershell', '-o', '=j'])).stdout).toBe(`json\tjson\t${json}\n`)
  })
})

describe('the script of a shell', () => {
  const scriptOf = async (shell: string) => (await run(['completion', shell])).stdout

  test.each(shellNames)('%s', async shell => {
    const script = await scriptOf(shell)
    expect(script).toContain(`__complete ${shell} `)
    expect(script.split('\n').length).toBeLessThan(40)
    // The words go through a pipe, except in PowerShell.
    if (shell !== 'powershell') expect(script).toMatch(/\| command \S+ __complete \w+ 2>/)
  })

  test('has nothing in it that bash 3.2 does not know', () => {
    const newer = /\bmapfile|readarray|(declare|local) -[An]|[|]&|&>>|;;?&|\bcoproc|\$\{\w+(\^|,|@)|\[-\d/
    expect(shells.bash.script('gizwits-tail')).not.toMatch(newer)
  })

  test('runs the program by its name, or what npx has found', () => {
    const link = '/home/me/a b/node_modules/.bin/gizwits-tail'
    expect(programToAsk(link, {})).toBe('gizwits-tail')
    expect(programToAsk(link, { npm_lifecycle_event: 'npx' })).toBe(link)
    // Another program that npx runs may have started this one.
    expect(programToAsk('/x/dist/gizwits-tail.cjs', { npm_lifecycle_event: 'npx' })).toBe('gizwits-tail')
    expect(programToAsk(undefined, { npm_lifecycle_event: 'npx' })).toBe('gizwits-tail')
  })

  test('is for a shell that is named', async () => {
    expect((await run(['completion'])).stderr).toMatch(
      /no shell is named; it must be bash, zsh, fish or powershell/,
    )
    expect((await run(['completion', 'fsh'])).stderr).toMatch(
      /there is no script for fsh; it must be bash, zsh, fish or powershell\n.*Did you mean fish\?/,
    )
    expect((await run(['completion', 'toString'])).code).toBe(2)
    expect((await run(['completion', 'zsh', 'fish'])).code).toBe(2)
    expect(await run(['--json', 'completion', 'bash'])).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringMatching(/--json is given before completion/),
    })
  })

  test.skipIf(!existsSync('/dev/full'))('is reported if the disk is full', async () => {
    const full = openSync('/dev/full', 'w')
    const { code, stderr } = await run(['completion', 'bash'], { stdout: full })
    closeSync(full)
    expect([code, stderr]).toEqual([
      1,
      expect.stringMatching(/cannot write to the output: the disk is full \(ENOSPC\)/),
    ])
  })
})
