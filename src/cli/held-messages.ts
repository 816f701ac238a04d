import { say } from '../language/say.ts'
import type { ConsoleStream } from './console.ts'

/** Messages that are kept while the terminal is taken. */
const mostHeld = 200

/** stderr, while something else may have the terminal: messages then wait until it is given back. */
export class HeldMessages implements ConsoleStream {
  private readonly stream: ConsoleStream
  private onMessage: ((text: string) => void) | undefined
  private held: string[] = []
  private dropped = 0

  constructor(stream: ConsoleStream) {
    this.stream = stream
  }

  get isTTY(): boolean | undefined {
    return this.stream.isTTY
  }

  get columns(): number | undefined {
    return this.stream.columns
  }

  get writableLength(): number {
    return this.stream.writableLength ?? 0
  }

  write(text: string): void {
    const { onMessage } = this
    if (!onMessage) {
      this.stream.write(text)
      return
    }
    this.held.push(text)
    if (this.held.length > mostHeld) {
      this.held.shift()
      this.dropped++
    }
    onMessage(text)
  }

  /** Holds messages from now on. @param onMessage called with each */
  hold(onMessage: (text: string) => void): void {
    if (this.isTTY) this.onMessage = onMessage
  }

  /** Writes what was held, and no longer holds messages. */
  release(): void {
    this.onMessage = undefined
    if (this.dropped > 0)
      this.stream.write(`${say('(messages that are not shown: {n})', { n: this.dropped })}\n`)
    for (const text of this.held) this.stream.write(text)
    this.held = []
    this.dropped = 0
  }
}
