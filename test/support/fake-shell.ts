import { Duplex, PassThrough } from 'node:stream'
import type { ShellChild } from '../../src/output/shell-child.ts'

/** Lets what is pending in streams and promises happen. */
export async function settled(): Promise<void> {
  for (let i = 0; i < 10; i++) await new Promise(resolve => setImmediate(resolve))
}

/** A command that a test runs by hand. */
export class FakeChild implements ShellChild {
  /** What it was sent on stdin. */
  input = ''
  /** Whether its stdin was closed. */
  inputEnded = false
  readonly killed: string[] = []
  readonly stdout = new PassThrough()
  readonly stderr = new PassThrough()
  readonly stdin: Duplex
  private ended: Parameters<ShellChild['onEnd']>[0] = () => {}

  /** @param reads whether it reads its input; otherwise the input waits for ever */
  constructor(reads: boolean) {
    this.stdin = new Duplex({
      read() {},
      write: (chunk, _, taken) => {
        if (!reads) return
        this.input += chunk
        taken()
      },
      final: taken => {
        this.inputEnded = true
        taken()
      },
    })
  }

  onEnd(ended: Parameters<ShellChild['onEnd']>[0]): void {
    this.ended = ended
  }

  kill(signal: 'SIGTERM' | 'SIGKILL'): void {
    this.killed.push(signal)
  }

  /** Ends it, and with it its streams. */
  exit(code: number | null, signal: NodeJS.Signals | null = null): Promise<void> {
    this.stdin.push(null)
    this.stdout.end()
    this.stderr.end()
    return this.exitAlone(code, signal)
  }

  /** Ends it while something that it has started holds its streams open. */
  exitAlone(code: number | null, signal: NodeJS.Signals | null = null): Promise<void> {
    this.ended(undefined, code, signal)
    return settled()
  }

  /** It could not be started. */
  fail(error: Error): Promise<void> {
    this.ended(error, null, null)
    return settled()
  }
}
