import { type ChildProcess, spawn } from 'node:child_process'
import type { Output } from './outputs.ts'

const stopCodes = { SIGTERM: '143', SIGINT: '130' } as const
const living = new Set<ChildProcess>()
process.on('exit', () => {
  for (const child of living) child.kill('SIGKILL')
})

/** The real program as a child process, what is done to it, and how it may end because of that. */
export class TailRun {
  /** 1 for the first of the round. */
  readonly number: number
  readonly output: Output
  /** Settles when it has ended and its stderr is read. */
  readonly ended: Promise<void>
  /** How it ended: an exit code, or the name of a signal; undefined while it runs. */
  end: string | undefined
  stderr = ''
  /** What was done to it, in order, for the report. */
  readonly actions: string[] = []
  /** The ends that are allowed after what was done to it. */
  readonly mayEnd = new Set<string>()
  /** Its last line may be cut. */
  mayCutLine = false
  /** Milliseconds from the signal that stopped it to its end; undefined without one, or after several. */
  stopTook: number | undefined
  private readonly child: ChildProcess
  private readonly loggedIn: () => boolean
  private stops: number[] = []

  /** @param loggedIn returns whether the broker has accepted a login of this run */
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
    // A full output ends with a complete line: the part of the next one is removed from it.
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

  /** Sends a signal that asks it to stop. */
  stop(signal: keyof typeof stopCodes = 'SIGTERM'): void {
    if (this.end !== undefined) return
    this.actions.push(signal)
    this.mayEnd.add(stopCodes[signal])
    // Before the program has its handlers, and after it has nothing left to do, the signal itself ends it; so may one
    // that arrives with another. A shell reports the same exit code for it.
    if (!this.loggedIn() || this.stops.length > 0 || this.mayEnd.size > 1) this.mayEnd.add(signal)
    this.stops.push(performance.now())
    this.child.kill(signal)
  }

  kill(): void {
    if (this.end !== undefined) return
    this.mayEnd.add('SIGKILL')
    this.mayCutLine = true
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
