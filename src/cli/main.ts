import { Failure } from '../base/failure.ts'
import type { When } from './colour-level.ts'
import { exitCodes } from './exit-code.ts'
import { exitProcess } from './exit-process.ts'
import { keepIgnored } from './ignored-signals.ts'
import { useLanguage } from './language.ts'
import { closeLostTerminals } from './lost-terminal.ts'
import { runCommandLine } from './program.ts'
import { requestedColour } from './requested-colour.ts'
import { requestedLanguage } from './requested-language.ts'

/** Runs the command line and ends the process with its exit code. */
export async function main(words: readonly string[]): Promise<void> {
  keepIgnored()
  process.on('exit', closeLostTerminals)
  // A closed stderr is no reason to end. A failed write to stdout is reported to whoever wrote.
  process.stderr.on('error', () => {})
  process.stdout.on('error', () => {})
  // By default Node prints the line of code, which here is the whole program.
  process.on('uncaughtException', async error => {
    await exitProcess({ code: await codeOf(error, 'auto'), abandoned: true })
  })
  try {
    await useLanguage(requestedLanguage(words, process.env))
    await exitProcess(await runCommandLine(words))
  } catch (error) {
    await exitProcess({ code: await codeOf(error, requestedColour(words)) })
  }
}

async function codeOf(error: unknown, colour: When): Promise<number> {
  if (error instanceof Failure) {
    const { reportFailure } = await import('./report-failure.ts')
    reportFailure(error, colour)
    return exitCodes[error.code]
  }
  // Any other error is a bug: print its stack.
  process.stderr.write(`bug: ${error instanceof Error ? error.stack : String(error)}\n`)
  return 1
}
