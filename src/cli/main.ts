import type { CommanderError } from 'commander'
import { Failure } from '../base/failure.ts'
import type { When } from './colour-level.ts'
import { exitCodes } from './exit-code.ts'
import { hideCommandLine } from './hide-secret.ts'
import { createProgram } from './program.ts'

/** Runs the command line `words` and leaves the exit code with the process, which ends when nothing is left to do. */
export async function main(words: readonly string[]): Promise<void> {
  hideCommandLine(words)
  let colour: When = 'auto'
  try {
    const program = await createProgram(words, code => {
      process.exitCode = code
    })
    program.on('option:color', when => {
      colour = when
    })
    await program.parseAsync(words, { from: 'user' })
  } catch (error) {
    process.exitCode = await codeOf(error, colour)
  }
}

async function codeOf(error: unknown, colour: When): Promise<number> {
  if (error instanceof Failure) {
    const { reportFailure } = await import('./report-failure.ts')
    reportFailure(error, colour)
    return exitCodes[error.code]
  }
  const usage = error as CommanderError
  if (usage?.code?.startsWith('commander.')) return usage.exitCode === 0 ? 0 : exitCodes.usage
  // No code: a bug. Its stack says more than any words of ours.
  process.stderr.write(`bug: ${error instanceof Error ? error.stack : String(error)}\n`)
  return 1
}
