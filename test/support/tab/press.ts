import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** What came of keys that were typed into a real shell. */
export interface Pressed {
  /** What was offered at each Tab. */
  readonly offered: string[][]
  /** The arguments that the program was run with, a run each. */
  readonly ran: string[][]
  /** Lines of the menu, where the shell has one that can be read. */
  readonly shown: string[]
}

/** Whether it can be run here; a Mac has a bash of 2007, which completion is not written for. */
export function installed(command: string): boolean {
  if (process.platform === 'win32') return false
  const { error, stdout } = spawnSync(command, ['--version'], { encoding: 'utf8' })
  return error === undefined && !stdout.includes('bash, version 3')
}

const here = (file: string) => new URL(file, import.meta.url).pathname

const shells = {
  bash: {
    args: () => ['--norc', '--noprofile', '-i'],
    input: (lines: readonly string[]) =>
      `. '${here('press.bash')}'\n${lines.map(line => `${line}\n`).join('')}`,
  },
  zsh: {
    args: (lines: readonly string[]) => ['-f', here('press.zsh'), ...lines],
    input: () => '',
  },
}

/** Types lines, with Tabs in them, into a shell that has loaded the completion `script`. Each is run in the end. */
export function press(
  shell: 'bash' | 'zsh',
  script: string,
  lines: readonly string[],
  cwd?: string,
): Pressed {
  return inFolder(script, (files, env) => {
    execFileSync(shell, shells[shell].args(lines), {
      cwd: cwd ?? env.HOME,
      env: { ...env, TERM: 'dumb', INPUTRC: '/dev/null' },
      input: shells[shell].input(lines),
      stdio: 'pipe',
      timeout: 25_000,
    })
    const linesOf = (name: keyof typeof files) =>
      readFileSync(files[name], 'utf8').split('\n').filter(Boolean)
    return { offered: parts(linesOf('OFFERED')), shown: linesOf('SHOWN'), ran: parts(linesOf('RAN')) }
  })
}

/** What fish offers at the end of each line, and how its menu has it. */
export function askFish(script: string, lines: readonly string[], cwd?: string): Omit<Pressed, 'ran'> {
  const code = `source $SCRIPT; for line in $argv; complete -C $line; echo '<end>'; end`
  return inFolder(script, (_, env) => {
    const options = { cwd: cwd ?? env.HOME, env, timeout: 25_000, encoding: 'utf8' } as const
    const shown = execFileSync('fish', ['--no-config', '-c', code, ...lines], options)
      .split('\n')
      .filter(Boolean)
    return { shown, offered: parts(shown.map(line => line.split('\t')[0]!)) }
  })
}

type Files = Record<'SCRIPT' | 'OFFERED' | 'SHOWN' | 'RAN', string>
type Environment = Files & Record<'PATH' | 'HOME' | 'LC_ALL', string>

/** Files for a shell to read and to write, and an environment that names them, with an empty home. */
function inFolder<T>(script: string, run: (files: Files, env: Environment) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'gizwits-tail-tab-'))
  const at = (name: string) => join(folder, name)
  const files = { SCRIPT: at('script'), OFFERED: at('offered'), SHOWN: at('shown'), RAN: at('ran') }
  try {
    for (const file of Object.values(files)) writeFileSync(file, '')
    writeFileSync(files.SCRIPT, script)
    mkdirSync(at('home'))
    return run(files, { ...files, PATH: process.env.PATH ?? '', HOME: at('home'), LC_ALL: 'C.UTF-8' })
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
