import { type ChildProcess, spawn } from 'node:child_process'
import type { Output } from './outputs.ts'

const stopCodes = { SIGTERM: '143', SIGINT: '130' } as const
const living = new Set<ChildProcess>()
process.on('exit', () => {
  for (const child of living) child.kill('SIGKILL')
})

/** The real program as a child, what is done to it, and how it may end because of that. */
export class TailRun {
  /** 1 for the round's first. */
  readonly number: number
  readonly output: Output
  /** Settles when it has ended and all it said is read. */
  readonly ended: Promise<void>
  /** How it ended: an exit code, or the name of a signal; undefined while it lives. */
  end: string | undefined
  stderr = ''
  /** What was done to it, in order, for the report. */
  readonly story: string[] = []
  /** The ends that what was done to it allows. */
  readonly mayEnd = new Set<string>()
  /** Its last line may be cut. */
  mayCut = false
  /** Milliseconds from the one signal that asked it to stop to its end; undefined where it was not stopped so. */
  stopTook: number | undefined
  private readonly child: ChildProcess
  private readonly loggedIn: () => boolean
  private stops: number[] = []

  /** @param loggedIn whether a login of this run was seen */
  constructor(
    number: number,
    output: Output,
    command: readonly string[],
    env: Readonly<Record<string, string>>,
    loggedIn: () => boolean,
  ) {
    this.number = number
    this.output = output
    this.loggedIn = loggedIn
    // An output that is full is left with whole lines: what was written of the last ones is taken back.
    if (output.refusal) this.mayEnd.add('1')
    const [program, ...args] = [...(output.before ?? []), process.execPath, ...command]
    const { PATH = '', HOME = '', TMPDIR = '' } = process.env
    this.child = spawn(program!, args, {
      env: { PATH, HOME, TMPDIR, ...env },
      stdio: ['ignore', output.fd, 'pipe'],
    })
    living.add(this.child)
    this.child.stderr!.setEncoding('utf8').on('data', text => {
      this.stderr += text
    })
    this.ended = new Promise(resolve => {
      this.child.on('close', (code, signal) => {
        living.delete(this.child)
        this.end = String(code ?? signal)
        if (this.stops.length === 1) this.stopTook = performance.now() - this.stops[0]!
        resolve()
      })
    })
  }

  /** Asks it to stop. */
  stop(signal: keyof typeof stopCodes = 'SIGTERM'): void {
    if (this.end !== undefined) return
    this.story.push(signal)
    this.mayEnd.add(stopCodes[signal])
    // Until the program runs, and once it has nothing left to do, a signal is the system's matter; so is one
    // that meets another. A shell tells its user the same code for it.
    if (!this.loggedIn() || this.stops.length > 0 || this.mayEnd.size > 1) this.mayEnd.add(signal)
    this.stops.push(performance.now())
    this.child.kill(signal)
  }

  kill(): void {
    if (this.end !== undefined) return
    this.mayEnd.add('SIGKILL')
    this.mayCut = true
    this.child.kill('SIGKILL')
  }

  freeze(): void {
    this.child.kill('SIGSTOP')
  }

  thaw(): void {
    this.child.kill('SIGCONT')
  }

  /** Whether it ended within `ms` milliseconds. */
  async endsWithin(ms: number): Promise<boolean> {
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<void>(resolve => {
      timer = setTimeout(resolve, ms)
    })
    await Promise.race([this.ended, late])
    clearTimeout(timer)
    return this.end !== undefined
  }
}
