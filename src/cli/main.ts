import { Failure } from '../base/failure.ts'
import { colourAskedFor } from './colour-asked-for.ts'
import type { When } from './colour-level.ts'
import { exitCodes } from './exit-code.ts'
import { exitProcess } from './exit-process.ts'
import { keepIgnored } from './ignored-signals.ts'
import { closeLostTerminals } from './lost-terminal.ts'
import { runCommandLine } from './program.ts'

/** Runs the command line `words`, and ends the process with its exit code. */
export async function main(words: readonly string[]): Promise<void> {
  keepIgnored()
  process.on('exit', closeLostTerminals)
  // Whoever read what we say may leave; that is no reason to end. Who writes to stdout asks what became of it.
  process.stderr.on('error', () => {})
  process.stdout.on('error', () => {})
  // Node would show the line it came from, and the whole program is one line.
  process.on('uncaughtException', async error => {
    await exitProcess({ code: await codeOf(error, 'auto'), abandoned: true })
  })
  try {
    await exitProcess(await runCommandLine(words))
  } catch (error) {
    await exitProcess({ code: await codeOf(error, colourAskedFor(words)) })
  }
}

async function codeOf(error: unknown, colour: When): Promise<number> {
  if (error instanceof Failure) {
    const { reportFailure } = await import('./report-failure.ts')
    reportFailure(error, colour)
    return exitCodes[error.code]
  }
  // No code: a bug. Its stack says more than any words of ours.
  process.stderr.write(`bug: ${error instanceof Error ? error.stack : String(error)}\n`)
  return 1
}
