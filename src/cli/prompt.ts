import { createInterface } from 'node:readline'
import { Writable } from 'node:stream'
import type { Clock } from '../base/clock.ts'
import { Failure } from '../base/failure.ts'
import { say } from '../language/say.ts'
import { type GuardedProcess, guardTerminal } from './terminal-guard.ts'

export interface Question {
  /** The text before the answer. */
  readonly prompt: string
  /** Whether the answer is not echoed. */
  readonly hidden: boolean
}

export interface PromptDeps {
  /** A terminal. */
  readonly input: Pick<NodeJS.ReadStream, 'setRawMode' | 'isRaw'> & NodeJS.ReadableStream
  /** Gets the prompts and the echo. Not stdout, which is only for events. */
  readonly output: Pick<NodeJS.WriteStream, 'write' | 'columns'>
  readonly process: GuardedProcess
  readonly clock: Clock
}

/** Characters of the longest answer, as long as a line of a terminal that edits lines itself. */
const longest = 4096
/**
 * Milliseconds within which the system stops a process. One that still runs then was continued, or cannot be stopped, as
 * in a container.
 */
const stopsWithin = 100

/**
 * Asks the questions in order on a terminal, and returns the answers; fewer if the input ends (Ctrl-D). Lines that are
 * pasted together answer one question each. Ctrl-Z restores the terminal and keeps what is typed until the process
 * continues.
 *
 * @throws Failure `interrupted` on Ctrl-C, `usage` if an answer is too long
 */
export function ask(
  questions: readonly Question[],
  { input, output, process, clock }: PromptDeps,
): Promise<string[]> {
  const answers: string[] = []
  let hidden = false
  const echo = Object.assign(
    new Writable({
      write(chunk, _, done) {
        if (!hidden) output.write(chunk)
        done()
      },
    }),
    { columns: output.columns },
  )
  return new Promise((resolve, reject) => {
    const lines = createInterface({
      input,
      output: echo,
      terminal: true,
      historySize: 0,
      crlfDelay: Infinity,
    })
    const show = () => {
      const { prompt, hidden: hides } = questions[answers.length]!
      hidden = hides
      lines.setPrompt(prompt)
      if (hidden) output.write(prompt)
      else lines.prompt(true)
    }
    const resume = () => {
      // Off first: another process may have changed the mode, which Node believes is on.
      input.setRawMode(false)
      input.setRawMode(true)
      show()
    }
    const guard = () => guardTerminal(process, { restore: () => input.setRawMode(false), resume })
    let unguard = guard()
    const closed = () => breakOff(() => resolve(answers))
    const end = (settle: () => void) => {
      // Not all of its listeners: by one of its own to `close`, readline lets go of the input.
      for (const event of ['line', 'SIGINT', 'SIGTSTP']) lines.removeAllListeners(event)
      lines.off('close', closed)
      input.off('keypress', limit)
      cancel()
      unguard()
      lines.close()
      settle()
    }
    /** Ends while the cursor is still after the question. */
    const breakOff = (settle: () => void) => {
      output.write('\n')
      end(settle)
    }
    const limit = () => {
      if (lines.line.length > longest)
        breakOff(() =>
          reject(
            new Failure(
              'usage',
              say('an answer of more than {n} characters cannot be a credential', { n: longest }),
            ),
          ),
        )
    }
    let cancel = () => {}
    const stop = () => {
      // Without a listener the signal stops the process within the call. Nothing may remain to be done then, because the
      // shell has the terminal.
      unguard()
      input.setRawMode(false)
      // The whole group, as the terminal does: npx, for example, waits for this process.
      process.kill(0, 'SIGTSTP')
      unguard = guard()
      cancel = clock.after(stopsWithin, () => !input.isRaw && resume())
    }

    input.on('keypress', limit)
    lines.on('SIGINT', () => breakOff(() => reject(new Failure('interrupted', 'interrupted'))))
    lines.on('SIGTSTP', stop)
    lines.on('close', closed)
    lines.on('line', line => {
      answers.push(line)
      if (hidden) output.write('\n')
      if (answers.length === questions.length) end(() => resolve(answers))
      else show()
    })
    show()
  })
}
