import { execFileSync } from 'node:child_process'
import { accessSync, closeSync, constants, existsSync, openSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Bench } from './bench.ts'
import { type Command, plainEnv, timeOf } from './child.ts'
import type { Contender } from './contender.ts'
import { rareType } from './lines.ts'
import { countingPipe } from './pipe.ts'
import { spreadOf } from './spread.ts'

const select = `select(.event_type=="${rareType}")`

/** Each gets lines for a second or so: a part of the events that a tail gets, for the tools are slower. */
export const fileTools = {
  'jq -c .': tool(1 / 2, () => onPath('jq', '-c', '.')),
  'jq select': tool(1 / 2, () => onPath('jq', '-c', select)),
  'gojq -c .': tool(1 / 2, () => onPath('gojq', '-c', '.')),
  'gojq select': tool(1 / 2, () => onPath('gojq', '-c', select)),
  'pino-pretty': tool(1 / 4, pinoPretty),
}

/**
 * A contender that reads lines from a file and writes to a pipe. Its time for one line, which is that of its start, is
 * subtracted: that of the tail is not counted either.
 *
 * @param share lines, as a part of the events of a tail
 */
function tool(share: number, find: (bench: Bench) => Command | undefined): Contender {
  let command: Command | undefined
  let startUp = 0
  return {
    async prepare(bench) {
      command = find(bench)
      if (!command) return 'not installed'
      const times: number[] = []
      for (let i = 0; i < 3; i++) times.push(await through(bench, command, linesFile(bench, 1)))
      startUp = spreadOf(times).median
      return undefined
    },
    async run(bench) {
      const lines = Math.round(bench.events * share)
      const ms = (await through(bench, command!, linesFile(bench, lines))) - startUp
      return { rate: lines / (ms / 1000), ms }
    },
  }
}

/** Runs a command on a file, its output into a pipe, and returns how long it took in milliseconds. */
async function through({ folder }: Bench, command: Command, file: string): Promise<number> {
  const pipe = countingPipe(folder)
  const stdin = openSync(file, 'r')
  try {
    const ms = timeOf(command, { stdin, stdout: pipe.fd })
    pipe.release()
    return await ms
  } finally {
    closeSync(stdin)
    await pipe.read()
  }
}

/** Returns a file with `count` lines of those that the pusher pushes. */
export function linesFile({ folder, loads: { noti1: load } }: Bench, count: number): string {
  const file = join(folder, `${count}.ndjson`)
  if (existsSync(file)) return file
  const whole = Array.from({ length: Math.floor(count / load.count) }, () => load.bytes)
  writeFileSync(file, Buffer.concat([...whole, load.slice(0, count % load.count)]))
  return file
}

/** Returns the command; undefined where the program is not installed. */
export function onPath(name: string, ...args: string[]): Command | undefined {
  const folders = [...(process.env.PATH ?? '').split(':'), '/usr/sbin', '/usr/local/sbin']
  const file = folders.map(folder => join(folder, name)).find(isExecutable)
  return file === undefined ? undefined : [file, ...args]
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** It is no dependency of ours: npm keeps it in its own cache. */
function pinoPretty({ folder }: Bench): Command | undefined {
  const args = ['exec', '--yes', '--package=pino-pretty', '--', 'node', '-p', 'process.env.PATH']
  try {
    const path = execFileSync('npm', args, {
      cwd: folder,
      env: plainEnv(),
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    const script = join(path.trim().split(':')[0]!, 'pino-pretty')
    return existsSync(script) ? [process.execPath, script, '--colorize'] : undefined
  } catch {
    return undefined
  }
}
