import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { plainEnv, timeOf } from './child.mjs'
import { spreadOf } from './spread.mjs'

const least = 15

/** Milliseconds over a bare `node -e 0`, start by start, and those to the first event. */
export async function startUpRows(bench) {
  const { program } = bench
  const node = process.execPath
  const times = { bare: [], version: [], help: [], first: [] }
  for (let i = 0; i < Math.max(least, bench.rounds * 3); i++) {
    bench.say(`start-up ${i + 1}`)
    times.bare.push(await timeOf([node, '-e', '0']))
    times.version.push(await timeOf([node, program, '--version']))
    times.help.push(await timeOf([node, program, '--help']))
    times.first.push(await timeToOutput([node, program, '--demo', '--json', '-n', '1']))
  }
  const over = which => spreadOf(times[which].map((ms, i) => ms - times.bare[i]))
  return [
    { name: 'node -e 0', ...spreadOf(times.bare) },
    { name: '--version, over bare node', ...over('version'), target: { max: 12 } },
    { name: '--help, over bare node', ...over('help') },
    { name: 'first event of --demo, over bare node', ...over('first') },
    { name: 'first event of --demo, from start', ...spreadOf(times.first), target: { max: 250 } },
  ].map(row => ({ group: 'start-up', unit: 'ms', ...row }))
}

async function timeToOutput([command, ...args]) {
  const start = performance.now()
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'ignore'], env: plainEnv() })
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
