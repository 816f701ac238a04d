import { execFileSync } from 'node:child_process'
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { commands } from '../src/cli/commands.ts'
import type { Completion } from '../src/cli/completion/complete.ts'
import { shells } from '../src/cli/completion/shells.ts'
import { firstClause } from '../src/cli/first-clause.ts'
import { longName } from '../src/cli/flag-words.ts'
import { tailOptions } from '../src/cli/tail-options.ts'
import { eventMembers } from '../src/event/event-members.ts'
import { eventTypeNames } from '../src/event/event-types.ts'
import { outputFormats } from '../src/format/formats.ts'
import { scenarioNames, scenarios } from '../src/simulator/scenarios.ts'
import { run } from './support/bin.ts'
import {
  askFish,
  installed,
  type Place,
  type Pressed,
  press,
  type TabbedShell,
  typable,
} from './support/tab/press.ts'
import { tempFolder } from './support/temp-folder.ts'

const tabbedShells: readonly TabbedShell[] = ['bash', 'zsh', 'fish']

const folder = tempFolder()

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

const tabbed = (line: string) => `gizwits-tail ${line}\t`

/** What a shell offers at the end of lines, and the lines of its menu. They are not run: Ctrl-U takes them away. */
function ask(shell: TabbedShell, lines: readonly string[], place: Place = {}): Omit<Pressed, 'ran'> {
  if (shell === 'fish') return askFish(scripts.fish, lines, place)
  const typed = lines.map(line => `${line}\t\x15`)
  return press(shell, scripts[shell], typed, place)
}

function offered(shell: TabbedShell, lines: readonly string[]): string[][] {
  const typed = lines.map(line => `gizwits-tail ${line}`)
  return ask(shell, typed, { cwd }).offered
}

/** What is added to a word: bash offers what readline replaces, fish whole words. */
const added = (word: string) => word.trim().replace(/^.*[=,](?=.)/, '')
const isLong = (word: string) => !/^-\w$/.test(word)

describe.each(tabbedShells)('%s', shell => {
  const inShell = test.skipIf(!typable(shell))

  inShell('can read the script', () => {
    const only = shell === 'fish' ? '--no-execute' : '-n'
    expect(execFileSync(shell, [only, join(folder, shell)], { encoding: 'utf8' })).toBe('')
  })

  inShell('offers what the program answers', () => {
    const keys = Object.keys(eventMembers).map(key => `${key}=`)
    const types = eventTypeNames.filter(name => name !== 'attr_alert')
    const cases: [line: string, words: readonly string[]][] = [
      ['', Object.keys(commands)],
      ['--out', ['--output']],
      ['-o ', Object.keys(outputFormats)],
      ['--output=', Object.keys(outputFormats)],
      ['-kvoj', ['-kvojson']],
      ['--event=attr_alert,', types],
      ['simulate --scenario ', scenarioNames],
      ['-f ', keys],
      ['-f event_type!=attr_alert,', types],
      ['--filter=data.value=', ['0', '1']],
      ['--mac 02:00:5e:00:00:a1 --js', ['--json']],
      ['--tz Asia/Shangh', ['Asia/Shanghai']],
      ['--did ', []],
      ['--nosuch=', []],
    ]
    const found = offered(
      shell,
      cases.map(([line]) => line),
    ).map((words, i) => [cases[i]![0], words.map(added).filter(isLong).sort()])
    expect(found).toEqual(cases.map(([line, words]) => [line, [...words].sort()]))
  })

  inShell('finishes a word so that it can be run', () => {
    // zsh leaves it to whoever opened a quote to close it.
    const end = (quote: string) => (shell === 'zsh' ? quote : '')
    const lines: [line: string, ran: string[]][] = [
      ['--outp\tjs\t-q', ['--output', 'json', '-q']],
      ['sim\t--sc\tdrop,gar\t', ['simulate', '--scenario', 'drop,garbage']],
      ['-f event_t\tattr_al\t', ['-f', 'event_type=attr_alert']],
      [`-f 'event_type!=attr_al\t${end("' ")}-q`, ['-f', 'event_type!=attr_alert', '-q']],
      ["--filter='event_type=attr_al\t", ['--filter=event_type=attr_alert']],
      ['--filter=event_type!=attr_fault,attr_al\t -q', ['--filter=event_type!=attr_fault,attr_alert', '-q']],
      ['-e a\\ b,attr_al\t', ['-e', 'a b,attr_alert']],
      [`-e "a b,it's,attr_al\t${end('"')}`, ['-e', "a b,it's,attr_alert"]],
      ['--did "a: b" --js\t', ['--did', 'a: b', '--json']],
    ]
    const { ran } = press(
      shell,
      scripts[shell],
      lines.map(([line]) => `gizwits-tail ${line}`),
    )
    expect(ran).toEqual(lines.map(([, words]) => words))
  })

  inShell('completes files, and runs nothing of what they are called', () => {
    const beginnings = ['\\$', '\\`', 'a', 'it', '\\*', '\\#', '中', '\\!']
    const typed = ['--ca ', '--ca=', 'simulate --events '].flatMap(option =>
      beginnings.map((start, i) => ({ line: option + start, ran: option + files[i] })),
    )
    const { ran } = press(
      shell,
      scripts[shell],
      typed.map(({ line }) => tabbed(line)),
      { cwd },
    )
    expect(ran.map(words => words.join(' '))).toEqual(typed.map(one => one.ran))
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
    offered(shell, typed)
    expect(readdirSync(cwd)).not.toContain('pwned')
  })

  inShell('quotes a word that it inserts, and runs nothing of it', () => {
    const word = `it's "a" $(touch pwned) \`touch pwned\` $HOME ~ *? [b] {c,d} #e; f & g | h < i > (j) \\k !l: 中=文`
    const { lines, ran } = answering(shell, { word, about: word })
    expect(press(shell, scripts[shell], [tabbed('')], { cwd, program: lines }).ran).toEqual([[ran]])
    expect(readdirSync(cwd)).not.toContain('pwned')
  })

  inShell('offers nothing and says nothing if the program is missing or fails', () => {
    for (const program of ['exit 127', 'echo oops >&2; exit 1']) {
      const { offered, ran } = press(shell, scripts[shell], [tabbed('--outp')], { cwd, program })
      expect([offered.flat(), ran]).toEqual([[], [['--outp']]])
    }
  })

  inShell('asks the program that is named by a path', () => {
    const { lines } = answering(shell, { word: 'other', about: '' })
    writeFileSync(join(folder, 'gizwits-tail'), `#!/bin/sh\n${lines}\n`, { mode: 0o755 })
    const paths = [`${folder}/gizwits-tail`, '~/gizwits-tail', './gizwits-tail', '/nowhere/gizwits-tail']
    const { offered } = ask(
      shell,
      paths.map(path => `${path} `),
      { cwd: folder, home: folder },
    )
    const words = offered.map(words => words.map(added))
    expect(words).toEqual([['other'], ['other'], ['other'], expect.arrayContaining(Object.keys(commands))])
  })

  inShell('completes an alias', () => {
    const lines = [...aliasLines[shell], 'gt --outp\tjs\t']
    expect(press(shell, scripts[shell], lines).ran).toEqual([['--output', 'json']])
  })
})

/** What a user types to have an alias; bash alone has to be told what completes it. */
const aliasLines: Record<TabbedShell, readonly string[]> = {
  bash: ['alias gt=gizwits-tail', 'complete -o nospace -F _gizwits_tail gt'],
  zsh: ['alias gt=gizwits-tail'],
  fish: ['alias gt gizwits-tail'],
}

/** A program that answers with one word. */
function answering(shell: TabbedShell, candidate: { word: string; about: string }) {
  const completion: Completion = { kind: 'words', name: 'thing', lead: '', candidates: [candidate] }
  const fields = shell === 'bash' ? ['gizwits-tail ', ''] : ['']
  const file = join(folder, `${shell}-answer`)
  writeFileSync(
    file,
    shells[shell]
      .answer(fields, () => completion)
      .map(line => `${line}\n`)
      .join(''),
  )
  return { lines: `cat '${file}'`, ran: candidate.word }
}

describe.each(['zsh', 'fish'] as const)('%s', shell => {
  const inShell = test.skipIf(!typable(shell))
  inShell('shows descriptions', () => {
    const menu = new Map(
      ask(shell, ['gizwits-tail --', 'gizwits-tail -o ', 'gizwits-tail simulate --scenario ']).shown.map(
        line => line.split(/\t|\s+-- /) as [string, string],
      ),
    )
    for (const { flags, about } of [tailOptions.did, tailOptions.demo, tailOptions.ack])
      expect(menu.get(longName(flags))).toBe(firstClause(about))
    expect(menu.get('json')).toBe(outputFormats.json.about)
    for (const name of scenarioNames) expect(menu.get(name)).toBe(scenarios[name].about)
  })

  inShell('offers short names too', () => {
    expect(offered(shell, ['-'])[0]).toEqual(expect.arrayContaining(['--output', '-o', '-h']))
  })

  inShell('shows descriptions as they are, whatever characters they have', () => {
    const about = `it's "a" [b]: c\\d \\n $HOME \`e\` *(f) {g,h} #i ~j %k !l; m | n & o <p> (q)`
    const { lines } = answering(shell, { word: 'word', about })
    expect(ask(shell, ['gizwits-tail '], { program: lines }).shown).toContain(
      shell === 'fish' ? `word\t${about}` : `word  -- ${about}`,
    )
  })
})

describe('bash', () => {
  const inBash = test.skipIf(!installed('bash'))
  const lines = [
    'gizwits-tail --output=js\t',
    'gizwits-tail -f event_type!=attr_al\t',
    "gizwits-tail -f 'event_type!=attr_al\t",
    'gizwits-tail --secret-file it\t',
    'gizwits-tail --json -q >a\t; rm -f a*pwned*',
  ]
  const ran = [
    ['--output=json'],
    ['-f', 'event_type!=attr_alert'],
    ['-f', 'event_type!=attr_alert'],
    ['--secret-file', 'it\'s "one" file'],
    ['--json', '-q'],
  ]

  inBash('completes whatever breaks words, with variables that must be set', () => {
    const setUp = ["COMP_WORDBREAKS=' '", 'set -u']
    expect(press('bash', scripts.bash, [...setUp, ...lines], { cwd }).ran).toEqual(ran)
  })

  inBash('completes where there is no compopt, as in bash 3.2', () => {
    const script = scripts.bash.replace('BASH_VERSINFO[0] > 3', '3 > 3')
    expect(press('bash', script, ['enable -n compopt', ...lines], { cwd }).ran).toEqual(ran)
  })
})
