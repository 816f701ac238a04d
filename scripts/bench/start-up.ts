import { spawn } from 'node:child_process'
import { once } from 'node:events'
import type { Bench } from './bench.ts'
import { type Command, plainEnv, timeOf } from './child.ts'
import { inTerminal } from './in-terminal.ts'
import type { Row, Target, Unit } from './results.ts'
import { spreadOf } from './spread.ts'

const fewestStarts = 15

/** The end of what a live view draws at once. */
const frameEnd = '\u001b[?2026l'

/** How long the program takes to start, start by start beside Node alone. */
export async function startUpRows(bench: Bench): Promise<Row[]> {
  const node = process.execPath
  const program = bench.programs.tail
  const demo = (...args: string[]): Command => [node, program, '--demo', ...args]
  const view = inTerminal(demo('--watch'))
  if (!view) bench.note('skipped the first frame of --watch: no script of util-linux')
  const starts: Record<string, () => Promise<number>> = {
    bare: () => timeOf([node, '-e', '0']),
    version: () => timeOf([node, program, '--version']),
    help: () => timeOf([node, program, '--help']),
    json: () => timeToOutput(demo('--json', '-n', '1')),
    pretty: () => timeToOutput(demo('-n', '1')),
    ...(view && { view: () => timeToOutput(view, frameEnd) }),
  }
  const times = new Map<string, number[]>(Object.keys(starts).map(name => [name, []]))
  for (let i = 0; i < Math.max(fewestStarts, bench.rounds * 3); i++) {
    bench.progress(`start-up ${i + 1}`)
    for (const [name, start] of Object.entries(starts)) times.get(name)!.push(await start())
  }
  const bare = times.get('bare')!
  const row = (name: string, values: readonly number[], target?: Target, unit: Unit = 'ms'): Row => {
    return { group: 'start-up', name, unit, ...spreadOf(values), target }
  }
  const overBare = (name: string) => times.get(name)!.map((ms, i) => ms - bare[i]!)
  const bareTimes = (name: string) => times.get(name)!.map((ms, i) => ms / bare[i]!)
  return [
    row('node -e 0', bare),
    row('--version, over bare node', overBare('version'), { max: 8 }),
    row('--help, over bare node', overBare('help'), { max: 20 }),
    row('first event of --demo, from start', times.get('pretty')!),
    row('first event of --demo / bare node', bareTimes('pretty'), { max: 4.5 }, '×'),
    row('first event of --demo --json, from start', times.get('json')!),
    row('first event of --demo --json / bare node', bareTimes('json'), { max: 4.5 }, '×'),
    ...(view ? [row('first frame of --demo --watch, from start', times.get('view')!, { max: 150 })] : []),
  ]
}

/**
 * Returns the milliseconds until a program writes something, or, if given, until it has written `wanted`. It is stopped
 * then.
 */
async function timeToOutput([program, ...args]: Command, wanted = ''): Promise<number> {
  const start = performance.now()
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'ignore'], env: plainEnv() })
  const exited = once(child, 'exit')
  let written = ''
  for await (const part of child.stdout.setEncoding('latin1')) {
    written += part
    if (!written.includes(wanted)) continue
    const ms = performance.now() - start
    child.kill()
    await exited
    return ms
  }
  throw new Error(`${args.join(' ')} ended with ${(await exited)[0]} before it wrote what it should`)
}
