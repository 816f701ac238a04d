import { execFileSync } from 'node:child_process'
import { closeSync, existsSync, openSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Bench } from './bench.ts'
import { type Command, plainEnv, timeOf } from './child.ts'
import type { Contender } from './contender.ts'
import { rareType } from './lines.ts'
import { onPath } from './on-path.ts'
import { countingPipe, type Pipe, scriptedPipe } from './pipe.ts'
import { spreadOf } from './spread.ts'

const select = `select(.event_type=="${rareType}")`

/** Each gets lines for a second or so: a part of the events that a tail gets, for the tools are slower. */
export const fileTools = {
  'jq -c .': tool(1 / 2, () => onPath('jq', '-c', '.')),
  'jq select': tool(1 / 2, () => onPath('jq', '-c', select)),
  'gojq -c .': tool(1 / 2, () => onPath('gojq', '-c', '.')),
  'gojq select': tool(1 / 2, () => onPath('gojq', '-c', select)),
  'pino-pretty': tool(1 / 4, pinoPretty),
  'replay --json': tool(2, bench => replay(bench, '--json')),
  'replay --json -f': tool(2, bench => replay(bench, '--json', '-f', `event_type=${rareType}`)),
  'replay --json, parsed': tool(1, bench => replay(bench, '--json'), parsingPipe),
  'cat, parsed': tool(1, () => onPath('cat'), parsingPipe),
}

/** Opened by its name, as a user does, and not read as a stream. */
function replay({ programs }: Bench, ...options: string[]): Command {
  return [process.execPath, programs.tail, 'replay', ...options, '/dev/stdin']
}

type OpenPipe = (bench: Bench) => Pipe<unknown>

/** A pipe whose reader parses each event, as any program would that works with them. */
function parsingPipe({ folder, programs }: Bench): Pipe<unknown> {
  return scriptedPipe(folder, programs.parsingReader, [])
}

/**
 * A contender that reads lines from a file and writes to a pipe. Its time for one line, which is that of its start, is
 * subtracted: that of the tail is not counted either.
 *
 * @param share lines, as a part of the events of a tail
 * @param openPipe opens the pipe; by default its reader only counts bytes
 */
function tool(
  share: number,
  find: (bench: Bench) => Command | undefined,
  openPipe: OpenPipe = ({ folder }) => countingPipe(folder),
): Contender {
  let command: Command | undefined
  let startUp = 0
  return {
    async prepare(bench) {
      command = find(bench)
      if (!command) return 'not installed'
      const times: number[] = []
      for (let i = 0; i < 3; i++) times.push(await through(openPipe(bench), command, linesFile(bench, 1)))
      startUp = spreadOf(times).median
      return undefined
    },
    async run(bench) {
      const lines = Math.round(bench.events * share)
      const ms = (await through(openPipe(bench), command!, linesFile(bench, lines))) - startUp
      return { rate: lines / (ms / 1000), ms }
    },
  }
}

/** Runs a command on a file, its output into a pipe, and returns the milliseconds until all of it was read. */
async function through(pipe: Pipe<unknown>, command: Command, file: string): Promise<number> {
  const stdin = openSync(file, 'r')
  const start = performance.now()
  try {
    const ended = timeOf(command, { stdin, stdout: pipe.fd })
    pipe.release()
    await ended
  } finally {
    closeSync(stdin)
    await pipe.read()
  }
  return performance.now() - start
}

/** Returns a file with `count` lines of those that the pusher pushes. */
export function linesFile({ folder, loads: { noti1: load } }: Bench, count: number): string {
  const file = join(folder, `${count}.ndjson`)
  if (existsSync(file)) return file
  const whole = Array.from({ length: Math.floor(count / load.count) }, () => load.bytes)
  writeFileSync(file, Buffer.concat([...whole, load.slice(0, count % load.count)]))
  return file
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
