import { execFileSync, spawnSync } from 'node:child_process'
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { bin } from '../bin.ts'

/** The result of keys typed into a real shell. */
export interface Pressed {
  /** What was offered at each Tab. */
  readonly offered: string[][]
  /** The arguments of each run of the program. */
  readonly ran: string[][]
  /** Lines of the menu, if the shell has one that can be read. */
  readonly shown: string[]
}

export interface Place {
  readonly cwd?: string
  readonly home?: string
  /** What answers: lines of a POSIX shell; otherwise the real program. */
  readonly program?: string
}

export type TabbedShell = 'bash' | 'zsh' | 'fish'

/** Whether a program is installed. */
export function installed(command: string): boolean {
  return process.platform !== 'win32' && spawnSync(command, ['--version']).error === undefined
}

/** Whether keys can be typed into a shell: zsh creates the terminal for all but bash, which needs none. */
export function typable(shell: TabbedShell): boolean {
  return installed(shell) && (shell === 'bash' || installed('zsh'))
}

const here = (file: string) => new URL(file, import.meta.url).pathname

/** For each shell, the command that types keys, and its stdin. */
const typing: Record<TabbedShell, (lines: readonly string[]) => [command: string[], input: string]> = {
  bash: lines => [
    ['bash', '--norc', '--noprofile', '-i'],
    [`. '${here('setup.bash')}'`, ...lines, ''].join('\n'),
  ],
  zsh: lines => [['zsh', '-f', here('type.zsh'), 'zsh -d -i', ...lines], ''],
  fish: lines => [
    ['zsh', '-f', here('type.zsh'), `fish --no-config -C "source '${here('setup.fish')}'"`, ...lines],
    '',
  ],
}

/** Types lines, with Tabs, into a shell that has loaded the completion `script`, and runs each. */
export function press(
  shell: TabbedShell,
  script: string,
  lines: readonly string[],
  place: Place = {},
): Pressed {
  return inFolder(script, place, (files, env) => {
    const [[command, ...args], input] = typing[shell](lines)
    const cwd = place.cwd ?? env.HOME
    execFileSync(command!, args, { cwd, env, input, stdio: 'pipe', timeout: 60_000 })
    const linesOf = (name: keyof typeof files) =>
      readFileSync(files[name], 'utf8').split('\n').filter(Boolean)
    return { offered: parts(linesOf('OFFERED')), shown: linesOf('SHOWN'), ran: parts(linesOf('RAN')) }
  })
}

/** Returns what fish offers at the end of each line, and the lines of its menu. */
export function askFish(
  script: string,
  lines: readonly string[],
  place: Place = {},
): Pick<Pressed, 'offered' | 'shown'> {
  const code = `source $SCRIPT; for line in $argv; complete -C $line; echo '<end>'; end`
  return inFolder(script, place, (_, env) => {
    const options = { cwd: place.cwd ?? env.HOME, env, timeout: 60_000, encoding: 'utf8' } as const
    const shown = execFileSync('fish', ['--no-config', '-c', code, ...lines], options)
      .split('\n')
      .filter(Boolean)
    return { shown, offered: parts(shown.map(line => line.split('\t')[0]!)) }
  })
}

type Files = Record<'SCRIPT' | 'OFFERED' | 'SHOWN' | 'RAN', string>
type Environment = Files & Record<string, string> & { readonly HOME: string }

/** Creates files for a shell to read and write, and an environment with their names, an empty home, and the program on PATH. */
function inFolder<T>(
  script: string,
  { home, program }: Place,
  run: (files: Files, env: Environment) => T,
): T {
  const folder = mkdtempSync(join(tmpdir(), 'gizwits-tail-tab-'))
  const at = (name: string) => join(folder, name)
  const files = { SCRIPT: at('script'), OFFERED: at('offered'), SHOWN: at('shown'), RAN: at('ran') }
  try {
    for (const file of Object.values(files)) writeFileSync(file, '')
    writeFileSync(files.SCRIPT, script)
    mkdirSync(at('home'))
    mkdirSync(at('bin'))
    const path = at('bin/gizwits-tail')
    writeFileSync(path, `#!/bin/sh\n${program ?? `exec '${process.execPath}' '${bin}' "$@"`}\n`)
    chmodSync(path, 0o755)
    copyFileSync(here('setup.zsh'), at('home/.zshrc'))
    return run(files, {
      ...files,
      PATH: `${at('bin')}:${process.env.PATH ?? ''}`,
      HOME: home ?? at('home'),
      ZDOTDIR: at('home'),
      LC_ALL: 'C.UTF-8',
      TERM: 'dumb',
      INPUTRC: '/dev/null',
    })
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function parts(lines: readonly string[]): string[][] {
  const out: string[][] = [[]]
  for (const line of lines) {
    if (line === '<end>') out.push([])
    else out.at(-1)!.push(line)
  }
  return out.slice(0, -1)
}
