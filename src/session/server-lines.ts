import { textBeginning } from '../base/text-beginning.ts'
import type { Decoder } from '../wire/dialect.ts'
import { LineSplitter } from '../wire/line-splitter.ts'
import type { LoginReply, Message, SkippedLine } from '../wire/message.ts'
import type { Push } from '../wire/push.ts'

/** Called with what the server sends, line by line. */
export interface ServerLinesHandler {
  /** If given, called with every line before its meaning is; a long line is cut. */
  readonly line?: ((text: string) => void) | undefined
  push(push: Push): void
  loginReply(reply: LoginReply): void
  /** The server received nothing for too long. */
  noHeartbeat(): void
  skipped(line: SkippedLine): void
  /** A line of `length` bytes exceeded the limit; `head` is its beginning. */
  tooLong(length: number, head: string): void
}

/** Most characters of a line that a trace shows. */
export const mostTraced = 64 * 1024

/** Splits the bytes of one connection into lines, and calls a handler with what they mean. */
export class ServerLines {
  /** Undefined after `end`. */
  private handler: ServerLinesHandler | undefined
  private readonly splitter: LineSplitter

  constructor(decoder: Decoder, maxLine: number, handler: ServerLinesHandler) {
    this.handler = handler
    const { line } = handler
    this.splitter = new LineSplitter(maxLine, {
      line: (bytes, start, end) => {
        if (this.handler) line?.(textBeginning(bytes, start, end, mostTraced))
        this.read(decoder.read(bytes, start, end))
      },
      // With `line`, the lines come one by one, so that each is shown before its meaning takes effect.
      lines: line
        ? undefined
        : (bytes, start, end) => {
            for (const message of decoder.readAll(bytes, start, end)) this.read(message)
          },
      // The ellipsis shows that the text is cut: so may be what is searched for in it.
      tooLong: (length, head) => this.handler?.tooLong(length, `${wholeCharacters(head)}…`),
    })
  }

  /** Reads the next bytes. The handler is called before this returns. */
  take(chunk: Buffer): void {
    this.splitter.push(chunk)
  }

  /** The handler is not called any more, not even for what came already. */
  end(): void {
    this.handler = undefined
  }

  get ended(): boolean {
    return this.handler === undefined
  }

  private read(message: Message): void {
    const { handler } = this
    // An earlier line of the same chunk may have ended the connection.
    if (!handler) return
    switch (message.kind) {
      case 'push':
        handler.push(message)
        break
      case 'login-reply':
        handler.loginReply(message)
        break
      case 'no-heartbeat':
        handler.noHeartbeat()
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

/** Decodes bytes that may end in the middle of a character, which is left out. */
function wholeCharacters(bytes: Buffer): string {
  return bytes.toString('utf8').replace(/\ufffd$/, '')
}
