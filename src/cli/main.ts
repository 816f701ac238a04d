import type { CommanderError } from 'commander'
import { Failure } from '../base/failure.ts'
import { isReaderGone } from '../sink/output-failure.ts'
import type { When } from './colour-level.ts'
import { completeCommand } from './commands.ts'
import { exitCodes } from './exit-code.ts'
import { hideCommandLine } from './hide-secret.ts'
import { leave, type Outcome } from './leave.ts'
import { createProgram } from './program.ts'

/** Runs the command line `words`, and ends the process with its exit code. */
export async function main(words: readonly string[]): Promise<void> {
  hideCommandLine(words)
  // Whoever read what we say may leave; that is no reason to end.
  process.stderr.on('error', () => {})
  process.stdout.on('error', endOfHelp)
  // Node would show the line it came from, and the whole program is one line.
  process.on('uncaughtException', async error => {
    await leave({ code: await codeOf(error, 'auto'), abandoned: true })
  })
  let colour: When = 'auto'
  try {
    if (words[0] === completeCommand) {
      const { completionAnswer } = await import('./complete-command.ts')
      process.stdout.write(completionAnswer(words.slice(1)))
      await leave({ code: 0 })
      return
    }
    let outcome: Outcome = { code: 0 }
    const program = await createProgram(words, its => {
      outcome = its
    })
    program.on('option:color', when => {
      colour = when
    })
    await program.parseAsync(words, { from: 'user' })
    await leave(outcome)
  } catch (error) {
    await leave({ code: await codeOf(error, colour) })
  }
}

/** `--help | head` is a quiet end as well. A command that writes more listens itself, and knows what a failure means. */
function endOfHelp(error: Error): void {
  if (!isReaderGone(error) && process.stdout.listenerCount('error') === 1) throw error
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
