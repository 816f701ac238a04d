import { StringDecoder } from 'node:string_decoder'

/** UTF-16 units of a line that are passed on. */
const mostShown = 4096

/** Splits what a command prints into lines, of which at most 4096 characters are kept, with `…` where one was cut. */
export class PrintedLines {
  private readonly decoder = new StringDecoder('utf8')
  private readonly print: (lines: readonly string[]) => void
  /** The line that has not ended yet, or as much of it as is needed. */
  private rest = ''
  private lastLine = ''

  /** @param print called with lines that were printed together: a call per line would be a write per line */
  constructor(print: (lines: readonly string[]) => void) {
    this.print = print
  }

  /** The last line that is not blank; empty if there was none. */
  get last(): string {
    return this.lastLine
  }

  push(chunk: Buffer): void {
    const parts = this.decoder.write(chunk).split('\n')
    parts[0] = this.rest + parts[0]
    this.rest = parts.pop()!.slice(0, mostShown + 1)
    this.pass(parts)
  }

  /** Passes on a line without an end. */
  end(): void {
    if (this.rest !== '') this.pass([this.rest])
    this.rest = ''
  }

  private pass(whole: readonly string[]): void {
    if (whole.length === 0) return
    const lines = whole.map(shownLine)
    this.lastLine = lines.findLast(line => line.trim() !== '') ?? this.lastLine
    this.print(lines)
  }
}

function shownLine(whole: string): string {
  const line = whole.endsWith('\r') ? whole.slice(0, -1) : whole
  return line.length > mostShown ? `${line.slice(0, mostShown)}…` : line
}
