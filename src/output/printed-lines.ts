import { StringDecoder } from 'node:string_decoder'

/** UTF-16 units of a line that are passed on. */
const mostShown = 4096

/** Splits what a command prints into lines, of which at most 4096 characters are kept, with `…` where one was cut. */
export class PrintedLines {
  private readonly decoder = new StringDecoder('utf8')
  private readonly print: (line: string) => void
  private rest = ''
  private lastLine = ''

  constructor(print: (line: string) => void) {
    this.print = print
  }

  /** The last line that is not blank. */
  get last(): string {
    return this.rest.trim() === '' ? this.lastLine : this.rest
  }

  push(chunk: Buffer): void {
    const text = this.decoder.write(chunk)
    let start = 0
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
      this.line(this.joined(text, start, end))
      this.rest = ''
      start = end + 1
    }
    this.rest = this.joined(text, start, text.length)
  }

  /** Passes on an unfinished line. */
  end(): void {
    if (this.rest !== '') this.line(this.rest)
    this.rest = ''
  }

  private joined(text: string, start: number, end: number): string {
    const room = mostShown + 1 - this.rest.length
    return this.rest + text.slice(start, Math.min(end, start + room))
  }

  private line(text: string): void {
    const whole = text.endsWith('\r') ? text.slice(0, -1) : text
    const line = whole.length > mostShown ? `${whole.slice(0, mostShown)}…` : whole
    if (line.trim() !== '') this.lastLine = line
    this.print(line)
  }
}
