import type { Duplex, Readable } from 'node:stream'
import type { Clock } from '../base/clock.ts'
import { writeDuration } from '../base/duration.ts'
import { say } from '../language/say.ts'
import { PrintedLines } from './printed-lines.ts'
import type { ShellChild } from './shell-child.ts'

/** Milliseconds from SIGTERM to SIGKILL. */
const killDelay = 2000
/** Milliseconds that the streams of a command may stay open after it: what it has left running may hold them. */
const drainLimit = 500

/** The failure of a command that cannot have taken all events, whatever it says. */
const unreadFailure =
  'exited with 0 without reading all events (to ignore some on purpose, end the command with && cat > /dev/null)'

/** How a run of a command ended. */
export interface CommandEnd {
  /** Why it has failed, to follow its name: `failed with exit code 3`; undefined if it has not. */
  readonly failure: string | undefined
  /** The last line on its stderr that is not blank; empty if there was none. */
  readonly lastLine: string
}

export interface CommandRunDeps {
  readonly clock: Clock
  /** Milliseconds after which the command is ended. */
  readonly timeout: number
  /** Called with lines that it has printed together. */
  readonly print: (lines: readonly string[]) => void
}

/**
 * One run of a command: gives it its input, passes on what it prints, and ends it if it takes too long.
 *
 * It has succeeded if it exits with 0 after reading all of its input. Where the system does not tell whether it has read
 * what the system took, that counts as read.
 */
export class CommandRun {
  /** Settles once it has ended and what it printed is read. If it has failed, all of its process group has ended. */
  readonly ended: Promise<CommandEnd>
  private readonly child: ShellChild
  private readonly deps: CommandRunDeps
  private readonly cancels: (() => void)[] = []
  /** Why it was ended from here. */
  private stopped: string | undefined
  /** Whether the system has taken all of the input. */
  private written = false
  /** Whether the other end was closed with input unread. */
  private refused = false

  constructor(child: ShellChild, input: Buffer, deps: CommandRunDeps) {
    this.child = child
    this.deps = deps
    this.ended = this.run(input)
  }

  /** Ends it, and all that it has started: by SIGTERM, and by SIGKILL if that takes too long. */
  stop(reason: string): void {
    if (this.stopped !== undefined) return
    this.stopped = reason
    this.child.kill('SIGTERM')
    this.cancels.push(this.deps.clock.after(killDelay, () => this.child.kill('SIGKILL')))
  }

  /** Ends it at once. */
  kill(): void {
    this.child.kill('SIGKILL')
  }

  private async run(input: Buffer): Promise<CommandEnd> {
    const { child, deps } = this
    const { clock, timeout, print } = deps
    const stdout = new PrintedLines(print)
    const stderr = new PrintedLines(print)
    const closed = Promise.all([
      this.write(child.stdin, input),
      read(child.stdout, stdout),
      read(child.stderr, stderr),
    ])
    const tooLong = say('took longer than {time} (--exec-timeout)', { time: writeDuration(timeout) })
    this.cancels.push(clock.after(timeout, () => this.stop(tooLong)))
    const exit = await new Promise<string | undefined>(resolve => {
      child.onEnd((error, code, signal) => resolve(error ? notStarted(error) : exitFailure(code, signal)))
    })
    for (const cancel of this.cancels) cancel()
    await Promise.race([
      closed,
      new Promise<void>(resolve => this.cancels.push(clock.after(drainLimit, resolve))),
    ])
    for (const cancel of this.cancels) cancel()
    for (const stream of [child.stdin, child.stdout, child.stderr]) stream.destroy()
    const unread = this.refused || !this.written ? say(unreadFailure) : undefined
    const failure = this.stopped ?? exit ?? unread
    if (failure !== undefined) this.kill()
    return { failure, lastLine: stderr.last }
  }

  /** Settles once the stream is closed. */
  private write(stream: Duplex, input: Buffer): Promise<void> {
    stream.on('error', () => {
      this.refused = true
    })
    stream.write(input, error => {
      this.written = !error
    })
    stream.end()
    // A socket reports how the other end was closed only while it is read.
    stream.resume()
    return closedOf(stream)
  }
}

async function read(stream: Readable, lines: PrintedLines): Promise<void> {
  stream.on('data', chunk => lines.push(chunk))
  stream.on('error', () => {})
  await closedOf(stream)
  lines.end()
}

function closedOf(stream: Readable): Promise<void> {
  return new Promise(resolve => stream.once('close', resolve))
}

export function notStarted(error: Error): string {
  return say('could not be started: {why}', { why: error.message })
}

function exitFailure(code: number | null, signal: NodeJS.Signals | null): string | undefined {
  if (signal) return say('was killed by {signal}', { signal })
  return code === 0 ? undefined : say('failed with exit code {code}', { code: String(code) })
}
