import { execFileSync } from 'node:child_process'
import {
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { commands } from '../src/cli/commands.ts'
import { complete } from '../src/cli/completion/complete.ts'
import { fishQuoted, posixQuoted, zshEscaped } from '../src/cli/completion/quoted.ts'
import { type ShellName, shellNames } from '../src/cli/completion/shells.ts'
import { longName } from '../src/cli/flag-words.ts'
import type { OptionSpec, OptionTable } from '../src/cli/option-table.ts'
import { simulateOptions } from '../src/cli/simulate-options.ts'
import { tailOptions } from '../src/cli/tail-options.ts'
import { eventMembers } from '../src/event/event-members.ts'
import { eventTypeNames } from '../src/event/event-types.ts'
import { formats } from '../src/format/formats.ts'
import { scenarioNames, scenarios } from '../src/simulator/scenarios.ts'
import { run } from './support/bin.ts'
import { askFish, installed, type Pressed, press } from './support/tab/press.ts'

/** Those that run where these tests do. */
const tabbedShells = ['bash', 'zsh', 'fish'] as const satisfies ShellName[]
type TabbedShell = (typeof tabbedShells)[number]

const tables: Record<string, OptionTable> = { tail: tailOptions, simulate: simulateOptions }
const longNames = (table: OptionTable) => Object.values(table).map(({ flags }) => longName(flags))
const typesBut = (...names: string[]) => eventTypeNames.filter(name => !names.includes(name))
const scenariosBut = (...names: string[]) => scenarioNames.filter(name => !names.includes(name))

/** What is typed behind the program's name, and all that is offered then. */
const offers: [typed: string, words: readonly string[]][] = [
  ['', Object.keys(commands)],
  ['sim', ['simulate']],
  ['help ', Object.keys(commands)],
  ['completion ', shellNames],
  ['--', [...longNames(tailOptions), '--version', '--help']],
  ['simulate --', [...longNames(simulateOptions), '--help']],
  ['completion --', ['--help']],
  ['--out', ['--output']],
  ['-e ', eventTypeNames],
  ['-e attr_alert,', typesBut('attr_alert')],
  ['--event=attr_fault,other_*,a', ['attr_alert']],
  ['simulate --scenario ', scenarioNames],
  ['simulate --scenario=drop,huge,', scenariosBut('drop', 'huge')],
  ['-f ', Object.keys(eventMembers)],
  ['-f event_type=', eventTypeNames],
  ['--filter event_type!=attr_alert,', typesBut('attr_alert')],
  ['--filter=data.value=', ['1', '0']],
  ['-f data.temp=', []],
  // What is a command stands first; anywhere else it is a value.
  ['--did simulate --out', ['--output']],
  ['simulate --out', []],
  // Once is enough, but for what may be repeated.
  ['--json --js', []],
  ['-n 1 --cou', []],
  ['--did a --di', ['--did']],
  // What contradicts what is there is an error, if it is given.
  ['--json --outp', []],
  ['--demo --host', []],
  ['-- --js', []],
  // Any text will do.
  ['--did ', []],
  ['--host=', []],
  ['simulate --seed ', []],
]

for (const [command, table] of Object.entries(tables)) {
  for (const spec of Object.values<OptionSpec>(table)) {
    if (!spec.choices) continue
    const before = command === 'tail' ? '' : `${command} `
    offers.push([`${before}${longName(spec.flags)} `, Object.keys(spec.choices)])
    offers.push([`${before}${longName(spec.flags)}=`, Object.keys(spec.choices)])
  }
}

/** bash and fish offer all of a list, zsh what is added to it; `=` behind a filter's key is one's word, the other's suffix. */
const added = (word: string) => word.replace(/=$/, '').replace(/^.*[=,]/, '')

function isLong(word: string): boolean {
  return !/^-\w$/.test(word)
}

const folder = mkdtempSync(join(tmpdir(), 'gizwits-tail-completion-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** Names that would be commands, patterns or comments to a shell that read them unquoted. */
const files = [
  '$(touch pwned).pem',
  '`touch pwned`',
  'a;touch pwned;',
  'it\'s "one" file',
  '*',
  '#1',
  '中文 名',
  '!!',
]
const cwd = join(folder, 'files')
mkdirSync(cwd)
for (const file of files) writeFileSync(join(cwd, file), '')

const scripts = {} as Record<TabbedShell, string>
beforeAll(async () => {
  for (const shell of tabbedShells) {
    scripts[shell] = (await run(['completion', shell])).stdout
    writeFileSync(join(folder, shell), scripts[shell])
  }
})

const ask: Record<TabbedShell, (lines: readonly string[]) => Omit<Pressed, 'ran'>> = {
  bash: lines => press('bash', scripts.bash, lines.map(tabbed), cwd),
  zsh: lines => press('zsh', scripts.zsh, lines.map(tabbed), cwd),
  fish: lines => askFish(scripts.fish, lines, cwd),
}
const tabbed = (line: string) => `${line}\t`
const syntaxOnly: Record<TabbedShell, string> = { bash: '-n', zsh: '-n', fish: '--no-execute' }

describe('the program itself', () => {
  const wordsOf = (typed: string) => completionOf(typed).candidates.map(({ word }) => added(word))
  const completionOf = (line: string) => {
    const words = line.split(' ')
    return complete(words.slice(0, -1), words.at(-1)!)
  }

  test.each(offers)('%s', (typed, words) => {
    expect([...new Set(wordsOf(typed))].sort()).toEqual([...words].sort())
  })

  test('offers whole words, with what each means', () => {
    expect(completionOf('--event=attr_fault,attr_a').candidates).toEqual([
      { word: '--event=attr_fault,attr_alert', about: 'an alert was raised or cleared' },
    ])
    expect(completionOf('-kvoj').candidates.map(({ word }) => word)).toEqual(['-kvojson'])
    expect(completionOf('-q').candidates).toEqual([{ word: '-q', about: '' }])
    expect(completionOf('--tz Asia/Shangh').candidates).toEqual([{ word: 'Asia/Shanghai', about: '' }])
    expect(completionOf('--nosuch=').candidates).toEqual([])
    expect(completionOf('-qn 1 --qu').candidates).toEqual([])
  })

  test.each(['--secret-file ', '--ca=', 'simulate --events '])('%s is a file', typed => {
    expect(completionOf(typed)).toEqual({ candidates: [], files: true })
  })

  test('answers a script: lines, and whether a file may stand there', async () => {
    expect(await run(['__complete', '-o', '=j'])).toEqual({
      code: 0,
      stdout: `json\t${formats.json.about}\n:\n`,
      stderr: '',
    })
    expect((await run(['__complete', '--ca', '='])).stdout).toBe(':files\n')
    expect((await run(['__complete'])).stdout).toContain('simulate\t')
    expect((await run(['__complete', '--', '='])).stdout).toBe(':\n')
  })
})

test('PowerShell asks the program', async () => {
  const { stdout } = await run(['completion', 'powershell'])
  expect(stdout).toContain('Register-ArgumentCompleter -Native -CommandName gizwits-tail, ')
  expect(stdout).toContain('__complete @before "=$typed"')
})

describe.each(tabbedShells)('%s', shell => {
  const inShell = test.skipIf(!installed(shell))

  inShell('can read the script', () => {
    expect(execFileSync(shell, [syntaxOnly[shell], join(folder, shell)], { encoding: 'utf8' })).toBe('')
  })

  inShell('offers what the tables have', () => {
    const { offered } = ask[shell](offers.map(([typed]) => `gizwits-tail ${typed}`))
    const found = offers.map(([typed], i) => [
      typed,
      [...new Set(offered[i]!.map(added))].filter(isLong).sort(),
    ])
    expect(found).toEqual(offers.map(([typed, words]) => [typed, [...words].sort()]))
  })

  inShell('offers a value behind a short option, in its word too', () => {
    const { offered } = ask[shell](['gizwits-tail -o j', 'gizwits-tail -oj', 'gizwits-tail -kvoj'])
    for (const words of offered) expect(words).toEqual([expect.stringMatching(/json$/)])
  })

  test.skipIf(!installed(shell) || !existsSync('/usr/share/zoneinfo/zone.tab'))('offers time zones', () => {
    expect(ask[shell](['gizwits-tail --tz Asia/Shangh']).offered).toEqual([
      [expect.stringMatching(/Shanghai$/)],
    ])
  })
})

describe.each(['zsh', 'fish'] as const)('%s', shell => {
  test.skipIf(!installed(shell))('says what each means, as it stands in the table', () => {
    const { shown } = ask[shell](['gizwits-tail --', 'gizwits-tail -o ', 'gizwits-tail simulate --scenario '])
    const menu = new Map(shown.map(line => line.split(/\t|\s+-- /) as [string, string]))
    expect(menu.get('--did')).toBe('short for -f did=…')
    expect(menu.get('--demo')).toBe('no account: tail a simulated broker inside this process')
    expect(menu.get('--ack')).toBe('which events are taken from the queue')
    expect(menu.get('json')).toBe("each event's line exactly as the server sent it (= --json)")
    for (const name of scenarioNames) expect(menu.get(name)).toBe(scenarios[name].about)
  })
})

describe('texts with every character that a shell gives a meaning', () => {
  const about = `it's "a" [b]: c\\d \\n $HOME \`e\` *(f) {g,h} #i ~j %k !l; m | n & o <p> (q)`

  test.skipIf(!installed('zsh'))('zsh', () => {
    const spec = posixQuoted(`--option[${zshEscaped(about)}]`)
    const words = posixQuoted(`word:${zshEscaped(about)}`)
    const script = `
      _gizwits-tail() { local -a its=(${words}); _describe words its; _arguments : ${spec} }
      compdef _gizwits-tail gizwits-tail`
    expect(press('zsh', script, ['gizwits-tail --\t']).shown).toContain(`--option  -- ${about}`)
    expect(press('zsh', script, ['gizwits-tail \t']).shown).toContain(`word  -- ${about}`)
  })

  test.skipIf(!installed('fish'))('fish', () => {
    const script = `complete -c gizwits-tail -l option -d ${fishQuoted(about)}`
    expect(askFish(script, ['gizwits-tail --']).shown).toContain(`--option\t${about}`)
  })
})

/** Options that take a file: one is typed up to the first letter, quoted where it must be, and completed. */
const fileOptions = Object.entries(tables).flatMap(([command, table]) =>
  Object.values<OptionSpec>(table)
    .filter(({ offers }) => offers === 'file')
    .map(({ flags }) => `${command === 'tail' ? '' : `${command} `}${longName(flags)}`),
)

test('three options take a file', () => {
  expect(fileOptions).toEqual(['--secret-file', '--ca', 'simulate --events'])
})

describe.each(['bash', 'zsh'] as const)('%s', shell => {
  const inShell = test.skipIf(!installed(shell))
  const beginnings = ['\\$', '\\`', 'a', 'it', '\\*', '\\#', '中', '\\!']

  inShell('completes files, and runs nothing of what they are called', () => {
    const typed = fileOptions.flatMap(option =>
      [' ', '='].flatMap(by => beginnings.map(start => ({ option, by, start }))),
    )
    const lines = typed.map(({ option, by, start }) => tabbed(`gizwits-tail ${option}${by}${start}`))
    const { ran } = press(shell, scripts[shell], lines, cwd)
    expect(ran.map(words => words.join(' '))).toEqual(
      typed.map(({ option, by }, i) => `${option}${by}${files[i % files.length]}`),
    )
    expect(readdirSync(cwd).sort()).toEqual([...files].sort())
  })

  inShell('runs nothing of what is typed', () => {
    const typed = [
      '-e $(touch pwned),',
      '-e "$(touch pwned),',
      "-e '$(touch pwned),",
      'simulate --scenario="`touch pwned`,',
      '-f "event_type=$(touch pwned),',
      '"$(touch pwned)" --out',
      '--did "$(touch pwned)" --out',
    ]
    // Ctrl-U takes the line away before it is run.
    press(
      shell,
      scripts[shell],
      typed.map(line => `${tabbed(`gizwits-tail ${line}`)}\x15`),
      cwd,
    )
    expect(readdirSync(cwd)).not.toContain('pwned')
  })

  inShell('finishes a word so that it can be run', () => {
    const lines = [
      'gizwits-tail --outp\tjs\t',
      'gizwits-tail sim\t--sc\tdrop,gar\t',
      'gizwits-tail -f event_t\tattr_al\t',
      "gizwits-tail -f 'event_type!=attr_al\t",
      'gizwits-tail --filter=event_type!=attr_fault,attr_al\t -q',
    ].map(line => (shell === 'zsh' && line.includes("'") ? `${line}'` : line))
    const { ran } = press(shell, scripts[shell], lines, cwd)
    // zsh joins what one may join.
    expect(ran.map(words => words.join(' ').replace(/(--output|--scenario)=/, '$1 '))).toEqual([
      '--output json',
      'simulate --scenario drop,garbage',
      '-f event_type=attr_alert',
      '-f event_type!=attr_alert',
      '--filter=event_type!=attr_fault,attr_alert -q',
    ])
  })
})

test.skipIf(!installed('fish'))('fish completes files', () => {
  const { offered } = askFish(
    scripts.fish,
    fileOptions.map(option => `gizwits-tail ${option} `),
    cwd,
  )
  for (const words of offered) expect([...words].sort()).toEqual([...files].sort())
  expect(readdirSync(cwd)).not.toContain('pwned')
})

test.skipIf(!installed('bash'))('bash: a user’s other breaks between words change nothing', () => {
  const lines = [
    "COMP_WORDBREAKS=' '",
    'set -u',
    'gizwits-tail --output=js\t',
    'gizwits-tail -f event_type!=attr_al\t',
  ]
  expect(press('bash', scripts.bash, lines, cwd).ran).toEqual([
    ['--output=json'],
    ['-f', 'event_type!=attr_alert'],
  ])
})

test('one script is for a shell that is named', async () => {
  expect((await run(['completion'])).stderr).toMatch(
    /no shell is named; it must be bash, zsh, fish or powershell/,
  )
  expect((await run(['completion', 'fsh'])).stderr).toMatch(
    /none for fsh; it must be bash, zsh, fish or powershell\n.*Did you mean fish\?/,
  )
  expect((await run(['completion', 'toString'])).code).toBe(2)
  expect((await run(['completion', 'zsh', 'fish'])).code).toBe(2)
  expect(await run(['--json', 'completion', 'bash'])).toMatchObject({
    code: 2,
    stdout: '',
    stderr: expect.stringMatching(/--json stands before completion/),
  })
})

test.skipIf(!existsSync('/dev/full'))('a full disk is told', async () => {
  const full = openSync('/dev/full', 'w')
  const { code, stderr } = await run(['completion', 'bash'], { stdout: full })
  closeSync(full)
  expect([code, stderr]).toEqual([1, expect.stringMatching(/cannot write to the output: ENOSPC/)])
})
