import { type ChildProcess, spawn } from 'node:child_process'
import { devNull } from 'node:os'
import { fileURLToPath } from 'node:url'

/** The program, for `node`. */
export const bin = fileURLToPath(new URL('../../bin/gizwits-tail.cjs', import.meta.url))

/** Whether processes can handle signals. On Windows a signal ends a process at once. */
export const signals = process.platform !== 'win32'

interface RunOptions {
  readonly env?: Record<string, string>
  /** Written to stdin, which is then closed. */
  readonly input?: string
  /** A file descriptor to use as stdin instead of a pipe. */
  readonly stdin?: number
  /** A file descriptor to use as stdout instead of a pipe. */
  readonly stdout?: number
  /** The words before those of the command; by default node and the program. */
  readonly program?: readonly string[]
  /** Do not read stdout until `read` is called. */
  readonly hold?: boolean
}

interface Ran {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

/** Runs any program to its end, without input. */
export function runProgram(command: string, args: readonly string[]): Promise<Ran> {
  const { PATH = '', HOME = '', TMPDIR = '' } = process.env
  const child = spawn(command, args, { env: { PATH, HOME, TMPDIR }, stdio: ['ignore', 'pipe', 'pipe'] })
  const ran = { stdout: '', stderr: '' }
  for (const name of ['stdout', 'stderr'] as const)
    child[name].setEncoding('utf8').on('data', text => {
      ran[name] += text
    })
  return new Promise(resolve => child.on('close', code => resolve({ code, ...ran })))
}

/** The real program as a child process. */
export class Run {
  readonly child: ChildProcess
  stdout = ''
  stderr = ''
  private readonly ended: Promise<Ran>
  private heard: () => void = () => {}

  constructor(args: readonly string[], options: RunOptions = {}) {
    const { env = {}, input, stdin, stdout, hold = false, program = [process.execPath, bin] } = options
    // Only the variables that a program needs, so that those of a developer do not affect a test, nor do profiles.
    const { PATH = '', HOME = '', TMPDIR = '' } = process.env
    const [command = '', ...words] = [...program, ...args]
    this.child = spawn(command, words, {
      env: { PATH, HOME, TMPDIR, GIZWITS_CONFIG: devNull, ...env },
      stdio: [stdin ?? 'pipe', stdout ?? 'pipe', 'pipe'],
    })
    this.child.stdout?.setEncoding('utf8').on('data', text => this.hear('stdout', text))
    // The listener stays: when the child ends, Node reads the rest of the pipe even if it is paused.
    if (hold) this.child.stdout?.pause()
    this.child.stderr!.setEncoding('utf8').on('data', text => this.hear('stderr', text))
    this.child.stdin?.on('error', () => {})
    this.child.stdin?.end(input ?? '')
    this.ended = new Promise(resolve => {
      this.child.on('close', code => resolve({ code, stdout: this.stdout, stderr: this.stderr }))
    })
  }

  /** Starts to read stdout. */
  read(): void {
    this.child.stdout?.resume()
  }

  /** Settles when it has ended and its output has been read. */
  end(): Promise<Ran> {
    return this.ended
  }

  /** Settles once `seen` returns true for the output so far. Rejects if the program ends before. */
  async until(seen: (run: Run) => boolean): Promise<void> {
    let over = false
    void this.ended.then(() => {
      over = true
      this.heard()
    })
    while (!seen(this)) {
      if (over) throw new Error(`it ended before:\n${this.stderr}`)
      await new Promise<void>(resolve => {
        this.heard = resolve
      })
    }
  }

  private hear(stream: 'stdout' | 'stderr', text: string): void {
    this[stream] += text
    this.heard()
  }
}

/** Runs the program to its end. */
export function run(args: readonly string[], options: RunOptions = {}): Promise<Ran> {
  return new Run(args, options).end()
}
