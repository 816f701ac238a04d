import { excerptOf } from '../base/safe-text.ts'
import { say } from '../language/say.ts'
import { dialects } from '../wire/dialects.ts'
import { LineSplitter } from '../wire/line-splitter.ts'
import type { Message } from '../wire/message.ts'
import type { Push } from '../wire/push.ts'
import type { Report } from './notice.ts'

const newline = 0x0a
const endOfLine = Buffer.from('\n')
const decoders = Object.values(dialects).map(dialect => dialect.decoder)

/**
 * Finds the events in the lines of a file, whichever dialect each line is of. Blank lines are passed over; so is, with a
 * notice, what is no event, or too long.
 */
export class EventLines {
  /** Lines that were passed over, but for blank ones. */
  passedOver = 0
  events = 0
  private readonly file: string
  private readonly report: Report
  private readonly splitter: LineSplitter
  /** That of the dialect of the last line that was an event. */
  private decoder = decoders[0]!
  private found: Push[] = []
  private lines = 0
  /** Whether the line in hand is the last of a file and lacks its newline. */
  private isRest = false
  /** Says where the file is cut. */
  private cut: string | undefined

  /**
   * @param file its name in messages
   * @param maxLine bytes of the longest line
   */
  constructor(file: string, maxLine: number, report: Report) {
    this.file = file
    this.report = report
    this.splitter = new LineSplitter(maxLine, {
      lines: (bytes, start, end) => this.readAll(bytes, start, end),
      line: (bytes, start, end) => this.take(this.decoder.read(bytes, start, end), bytes, start, end),
      tooLong: (length, head) =>
        this.passOver(
          'too-long',
          say('{n} bytes: {text}', { n: length, text: excerptOf(head, 0, head.length) }),
        ),
    })
  }

  /** Returns the events whose lines `chunk` completes. */
  push(chunk: Buffer): readonly Push[] {
    this.splitter.push(chunk)
    return this.taken()
  }

  /**
   * Returns the event whose line lacks nothing but its newline, if the file ends in one.
   *
   * @param compression that of the data within which the file ends, if it does
   */
  end(compression: string | undefined): readonly Push[] {
    const { file, report, splitter } = this
    this.isRest = true
    if (splitter.pending > 0) splitter.push(endOfLine)
    if (compression) this.cut = say('{file} ends within its {compression} data', { file, compression })
    if (this.cut) report({ kind: 'cut', file, text: this.cut })
    const found = this.taken()
    report({ kind: 'end', file, events: this.events, passedOver: this.passedOver })
    return found
  }

  private taken(): readonly Push[] {
    const { found } = this
    this.found = []
    this.events += found.length
    return found
  }

  private readAll(bytes: Buffer, start: number, end: number): void {
    const messages = this.decoder.readAll(bytes, start, end)
    if (messages.every(isPush)) {
      this.lines += messages.length
      this.found = this.found.length === 0 ? messages : [...this.found, ...messages]
      return
    }
    let at = start
    for (const message of messages) {
      const lineEnd = bytes.indexOf(newline, at)
      this.take(message, bytes, at, lineEnd)
      at = lineEnd + 1
    }
  }

  /** Takes the line `bytes[start, end)`, which the decoder in use has read as `message`. */
  private take(message: Message, bytes: Buffer, start: number, end: number): void {
    const push = isPush(message) ? message : this.readAsOther(message, bytes, start, end)
    if (push) {
      this.lines++
      this.found.push(push)
    } else if (message.kind === 'blank') this.lines++
    else if (this.isRest && message.kind === 'malformed')
      this.cut = say('{file} ends in an incomplete line, {line}: {text}', {
        file: this.file,
        line: this.lines + 1,
        text: excerptOf(bytes, start, end),
      })
    else this.passOver('no-event', excerptOf(bytes, start, end))
  }

  /** Reads a line in the other dialects, if it is one JSON object. */
  private readAsOther(message: Message, bytes: Buffer, start: number, end: number): Push | undefined {
    if (message.kind === 'malformed' || message.kind === 'blank') return undefined
    for (const decoder of [this.decoder, ...decoders]) {
      const other = decoder.read(bytes, start, end)
      if (!isPush(other)) continue
      this.decoder = decoder
      return other
    }
    return undefined
  }

  private passOver(kind: 'no-event' | 'too-long', text: string): void {
    this.lines++
    this.passedOver++
    this.report({ kind, file: this.file, line: this.lines, text })
  }
}

function isPush(message: Message): message is Push {
  return message.kind === 'push'
}
