import { readFileSync } from 'node:fs'
import type { Command } from './child.ts'
import { onPath } from './on-path.ts'

/** Returns the command that runs a command in a terminal of its own, 120 × 40; undefined where that is not possible. */
export function inTerminal(command: Command): Command | undefined {
  if (process.platform !== 'linux') return undefined
  const words = command.map(word => `'${word.replaceAll("'", `'\\''`)}'`).join(' ')
  return onPath('script', '-qefc', `stty cols 120 rows 40; exec ${words}`, '/dev/null')
}

/** Returns the process that runs in the terminal of process `pid`. It exists once it has done something. */
export function processInTerminal(pid: number): number {
  return Number(readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim())
}
