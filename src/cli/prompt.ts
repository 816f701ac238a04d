import { createInterface } from 'node:readline'
import { Writable } from 'node:stream'
import type { Clock } from '../base/clock.ts'
import { Failure } from '../base/failure.ts'
import { type GuardedProcess, guardTerminal } from './terminal-guard.ts'

export interface Question {
  /** What stands before the answer. */
  readonly prompt: string
  /** The answer is not echoed. */
  readonly hidden: boolean
}

export interface PromptDeps {
  /** A terminal. */
  readonly input: Pick<NodeJS.ReadStream, 'setRawMode' | 'isRaw'> & NodeJS.ReadableStream
  /** Takes prompts and echo: not stdout, which is for events alone. */
  readonly output: Pick<NodeJS.WriteStream, 'write' | 'columns'>
  readonly process: GuardedProcess
  readonly clock: Clock
}

/** Characters of an answer. A terminal that does not edit lines itself takes no more than this either. */
const longest = 4096
/**
 * Milliseconds after which a process that was to stop runs again, or cannot be stopped, as that of a container. The
 * system may stop us a moment after the call.
 */
const stopsWithin = 100

/**
 * Asks the questions in order on a terminal, and returns the answers, fewer where the input ended (Ctrl-D). Lines that
 * were pasted together answer one question each. Ctrl-Z leaves the terminal as it was found, and what was typed is
 * kept for when the process goes on.
 *
 * @throws Failure `interrupted` on Ctrl-C, `usage` where an answer is too long
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
      // Off first: somebody else may have changed the mode since, and Node believes that it is on.
      input.setRawMode(false)
      input.setRawMode(true)
      show()
    }
    const guard = () => guardTerminal(process, { restore: () => input.setRawMode(false), resume })
    let unguard = guard()
    const end = (settle: () => void) => {
      lines.removeAllListeners()
      input.off('keypress', limit)
      cancel()
      unguard()
      lines.close()
      settle()
    }
    /** The cursor still stands behind the question. */
    const breakOff = (settle: () => void) => {
      output.write('\n')
      end(settle)
    }
    const limit = () => {
      if (lines.line.length > longest)
        breakOff(() =>
          reject(new Failure('usage', `an answer of more than ${longest} characters is no credential`)),
        )
    }
    let cancel = () => {}
    const stop = () => {
      // Without a listener the signal stops us within the call: nothing is left to do once the shell has the terminal.
      unguard()
      input.setRawMode(false)
      // The whole group, as the terminal would: npx, for one, waits for us.
      process.kill(0, 'SIGTSTP')
      unguard = guard()
      cancel = clock.after(stopsWithin, () => !input.isRaw && resume())
    }

    input.on('keypress', limit)
    lines.on('SIGINT', () => breakOff(() => reject(new Failure('interrupted', 'interrupted'))))
    lines.on('SIGTSTP', stop)
    lines.on('close', () => breakOff(() => resolve(answers)))
    lines.on('line', line => {
      answers.push(line)
      if (hidden) output.write('\n')
      if (answers.length === questions.length) end(() => resolve(answers))
      else show()
    })
    show()
  })
}
