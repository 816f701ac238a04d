import { textBeginning } from '../base/text-beginning.ts'
import type { Decoder } from '../wire/dialect.ts'
import { LineSplitter } from '../wire/line-splitter.ts'
import type { LoginReply, Message, SkippedLine } from '../wire/message.ts'
import type { Push } from '../wire/push.ts'

/** Who hears what the server says, line by line. */
export interface ServerLinesHandler {
  /** Every line, where somebody wants to see them, of a long one its beginning. */
  readonly line?: ((text: string) => void) | undefined
  push(push: Push): void
  loginReply(reply: LoginReply): void
  /** The server has not heard from us for too long. */
  gaveUp(): void
  skipped(line: SkippedLine): void
  /** A line of `length` bytes was over the bound; `head` is its beginning. */
  tooLong(length: number, head: string): void
}

/** Characters of a line that a trace shows. */
export const mostTraced = 64 * 1024

/** What one connection brings, as bytes, made into what it says. */
export class ServerLines {
  private readonly handler: ServerLinesHandler
  private readonly splitter: LineSplitter
  private closed = false

  constructor(decoder: Decoder, maxLine: number, handler: ServerLinesHandler) {
    this.handler = handler
    const { line } = handler
    this.splitter = new LineSplitter(maxLine, {
      line: (bytes, start, end) => {
        if (!this.closed) line?.(textBeginning(bytes, start, end, mostTraced))
        this.read(decoder.read(bytes, start, end))
      },
      // Who wants to see the lines sees each before what it means.
      lines: line
        ? undefined
        : (bytes, start, end) => {
            for (const message of decoder.readAll(bytes, start, end)) this.read(message)
          },
      // The mark shows that it is a beginning: what is looked for in it may be cut off as well.
      tooLong: (length, head) => this.closed || handler.tooLong(length, `${wholeCharacters(head)}…`),
    })
  }

  /** Takes the next bytes; the handler is called before this returns. */
  take(chunk: Buffer): void {
    this.splitter.push(chunk)
  }

  /** Nothing more is told, not even of what was taken already. */
  end(): void {
    this.closed = true
  }

  get ended(): boolean {
    return this.closed
  }

  private read(message: Message): void {
    // A line before it in the same chunk may have ended the connection.
    if (this.closed) return
    const { handler } = this
    switch (message.kind) {
      case 'push':
        handler.push(message)
        break
      case 'login-reply':
        handler.loginReply(message)
        break
      case 'no-heartbeat':
        handler.gaveUp()
        break
      case 'invalid':
      case 'unknown':
      case 'malformed':
        handler.skipped(message)
        break
      case 'pong':
      case 'blank':
    }
  }
}

/** The text of bytes that may end within a character. */
function wholeCharacters(bytes: Buffer): string {
  return bytes.toString('utf8').replace(/\ufffd$/, '')
}
