import { type ChildProcess, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/** What `node` runs. */
export const bin = fileURLToPath(new URL('../../bin/gizwits-tail.cjs', import.meta.url))

/** Whether a process can be asked to end. Windows has no signals: to kill is to end it there and then. */
export const signals = process.platform !== 'win32'

interface RunOptions {
  readonly env?: Record<string, string>
  /** Written to stdin, which is closed after it. */
  readonly input?: string
  /** What stdin is instead of a pipe: a file descriptor. */
  readonly stdin?: number
  /** Where stdout goes instead of a pipe: a file descriptor. */
  readonly stdout?: number
  /** Reads nothing of stdout until `read` is called. */
  readonly hold?: boolean
}

interface Ran {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

/** Runs any program to its end, with no input. */
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

  constructor(args: readonly string[], { env = {}, input, stdin, stdout, hold = false }: RunOptions = {}) {
    // Of this process's environment only what a program needs, so that no variable of a developer's decides a test.
    const { PATH = '', HOME = '', TMPDIR = '' } = process.env
    this.child = spawn(process.execPath, [bin, ...args], {
      env: { PATH, HOME, TMPDIR, ...env },
      stdio: [stdin ?? 'pipe', stdout ?? 'pipe', 'pipe'],
    })
    this.child.stdout?.setEncoding('utf8').on('data', text => this.hear('stdout', text))
    // The listener stays: what is left in the pipe when the child ends is read by Node, whether held or not.
    if (hold) this.child.stdout?.pause()
    this.child.stderr!.setEncoding('utf8').on('data', text => this.hear('stderr', text))
    this.child.stdin?.on('error', () => {})
    this.child.stdin?.end(input ?? '')
    this.ended = new Promise(resolve => {
      this.child.on('close', code => resolve({ code, stdout: this.stdout, stderr: this.stderr }))
    })
  }

  /** Begins to read stdout. */
  read(): void {
    this.child.stdout?.resume()
  }

  /** Settles when it has ended and all it said has been read. */
  end(): Promise<Ran> {
    return this.ended
  }

  /** Settles once `seen` holds of what it has said so far; fails where it ends before. */
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
