import { spawn } from 'node:child_process'
import { once } from 'node:events'
import type { Bench } from './bench.ts'
import { type Command, plainEnv, timeOf } from './child.ts'
import type { Row, Target } from './results.ts'
import { type Spread, spreadOf } from './spread.ts'

const fewestStarts = 15

/** Milliseconds over a bare `node -e 0`, start by start, and those to the first event. */
export async function startUpRows(bench: Bench): Promise<Row[]> {
  const node = process.execPath
  const program = bench.programs.tail
  const bare: number[] = []
  const version: number[] = []
  const help: number[] = []
  const first: number[] = []
  for (let i = 0; i < Math.max(fewestStarts, bench.rounds * 3); i++) {
    bench.progress(`start-up ${i + 1}`)
    bare.push(await timeOf([node, '-e', '0']))
    version.push(await timeOf([node, program, '--version']))
    help.push(await timeOf([node, program, '--help']))
    first.push(await timeToOutput([node, program, '--demo', '--json', '-n', '1']))
  }
  const row = (name: string, spread: Spread, target?: Target): Row => {
    return { group: 'start-up', name, unit: 'ms', ...spread, target }
  }
  const overBare = (times: readonly number[]) => spreadOf(times.map((ms, i) => ms - bare[i]!))
  return [
    row('node -e 0', spreadOf(bare)),
    row('--version, over bare node', overBare(version), { max: 12 }),
    row('--help, over bare node', overBare(help)),
    row('first event of --demo, over bare node', overBare(first)),
    row('first event of --demo, from start', spreadOf(first), { max: 250 }),
  ]
}

async function timeToOutput([program, ...args]: Command): Promise<number> {
  const start = performance.now()
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'ignore'], env: plainEnv() })
  const exited = once(child, 'exit')
  await Promise.race([
    once(child.stdout, 'data'),
    exited.then(([code]) => {
      throw new Error(`${args.join(' ')} ended with ${code} before it wrote anything`)
    }),
  ])
  const ms = performance.now() - start
  await exited
  return ms
}
