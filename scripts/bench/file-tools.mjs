import { execFileSync } from 'node:child_process'
import { closeSync, openSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { plainEnv, timeOf } from './child.mjs'
import { rareType } from './lines.mjs'
import { countingPipe } from './pipe.mjs'
import { spreadOf } from './spread.mjs'

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
 * A program that reads lines from a file and writes to a pipe. Its time on one line, which is that of its
 * start, is taken off: the tail's is not counted either.
 *
 * @param share lines, as a part of the events of a tail
 */
function tool(share, find) {
  let command
  let startUp
  return {
    async prepare(bench) {
      command = find(bench)
      if (!command) return 'not installed'
      const times = []
      for (let i = 0; i < 3; i++) times.push(await through(bench, command, linesFile(bench, 1)))
      startUp = spreadOf(times).median
      return undefined
    },
    async run(bench) {
      const lines = Math.round(bench.events * share)
      const ms = (await through(bench, command, linesFile(bench, lines))) - startUp
      return { rate: lines / (ms / 1000), ms }
    },
  }
}

async function through({ folder }, command, file) {
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

/** A file with the lines that the pusher pushes, `count` of them. */
export function linesFile(bench, count) {
  const file = join(bench.folder, `${count}.ndjson`)
  bench.files ??= new Set()
  if (bench.files.has(file)) return file
  const { load } = bench
  const whole = Array.from({ length: Math.floor(count / load.count) }, () => load.bytes)
  writeFileSync(file, Buffer.concat([...whole, load.bytes.subarray(0, load.bytesOf(count % load.count))]))
  bench.files.add(file)
  return file
}

/** The command, where there is such a program. */
export function onPath(name, ...args) {
  for (const folder of [...(process.env.PATH ?? '').split(':'), '/usr/sbin', '/usr/local/sbin']) {
    try {
      execFileSync('test', ['-x', join(folder, name)])
      return [join(folder, name), ...args]
    } catch {
      // Look in the next one.
    }
  }
  return undefined
}

/** No dependency of ours: npm keeps it in its own cache. */
function pinoPretty({ folder }) {
  try {
    const args = ['exec', '--yes', '--package=pino-pretty', '--', 'node', '-p', 'process.env.PATH']
    const env = plainEnv()
    const path = execFileSync('npm', args, {
      cwd: folder,
      env,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    const script = join(path.trim().split(':')[0], 'pino-pretty')
    execFileSync('test', ['-e', script])
    return [process.execPath, script, '--colorize']
  } catch {
    return undefined
  }
}
