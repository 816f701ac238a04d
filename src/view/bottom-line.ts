import type { SharedStream, TerminalStream } from './terminal-streams.ts'

interface Job {
  readonly stream: TerminalStream
  readonly chunk: string | Uint8Array
  readonly done: ((error?: Error | null) => void) | undefined
}

const beginFrame = '\u001b[?2026h'
const endFrame = '\u001b[?2026l'
/** To the beginning of the row, and all from there to the end of the screen. */
const erase = '\r\u001b[J'
/** A terminal that draws some characters wider than expected must not wrap the line. */
const noWrap = '\u001b[?7l'
const wrap = '\u001b[?7h'
const backUp = '\r\u001b[A'

const begin = Buffer.from(beginFrame)
const beginErased = Buffer.from(beginFrame + erase)
const end = Buffer.from(endFrame)

/** On a smaller terminal the line would take too much room, or its size is not known. */
const least = { columns: 20, rows: 4 } as const

/**
 * A line of text below what two streams write to one terminal, such as stdout and stderr. The cursor stays where the next
 * output goes, at the beginning of an empty row; the line is on the row after it. Therefore nothing has to be restored when
 * the program ends, and what is erased before a write is the same whatever the terminal did to the line when it was resized.
 *
 * Only one stream writes at a time, and only when the terminal has taken what came before: two streams that write to a
 * stopped terminal would mix their lines when it goes on.
 */
export class BottomLine {
  readonly stdout: SharedStream
  readonly stderr: SharedStream
  private readonly streams: { readonly stdout: TerminalStream; readonly stderr: TerminalStream }
  private text = ''
  /** What draws it. */
  private drawn: Uint8Array = Buffer.alloc(0)
  private room = Buffer.alloc(0)
  private isDrawn = false
  private isBusy = false
  private isClosed = false
  private jobs: Job[] = []

  constructor(streams: { readonly stdout: TerminalStream; readonly stderr: TerminalStream }) {
    this.streams = streams
    this.stdout = this.shared(streams.stdout)
    this.stderr = this.shared(streams.stderr)
  }

  /** Sets the text, safe and painted, and draws it, unless it is drawn already. Empty: no line. */
  set(text: string): void {
    if (this.isClosed || (text === this.text && this.isDrawn === this.canDraw)) return
    this.text = text
    this.drawn = Buffer.from(`\n${noWrap}${text}${wrap}${backUp}${endFrame}`)
    // Otherwise it is drawn after what is being written.
    if (!this.isBusy) this.run({ stream: this.streams.stderr, chunk: '', done: undefined })
  }

  /** Erases the line until the next `set` or write. */
  erase(): void {
    if (this.isDrawn) this.streams.stderr.write(erase)
    this.isDrawn = false
  }

  /** Erases the line for good. What still waits is handed to its stream at once. */
  close(): void {
    this.isClosed = true
    this.text = ''
    this.erase()
    const { jobs } = this
    this.jobs = []
    for (const { stream, chunk, done } of jobs) stream.write(chunk, done)
  }

  private get canDraw(): boolean {
    const { columns = 0, rows = 0 } = this.streams.stdout
    return this.text !== '' && columns >= least.columns && rows >= least.rows
  }

  private shared(stream: TerminalStream): SharedStream {
    const ofStream = () => this.jobs.filter(job => job.stream === stream)
    return {
      write: (chunk, done) => {
        const job = { stream, chunk, done }
        if (this.isClosed) stream.write(chunk, done)
        else if (this.isBusy) this.jobs.push(job)
        else this.run(job)
      },
      on: (event, listener) => stream.on(event, listener),
      isTTY: true,
      get columns() {
        return stream.columns ?? 0
      },
      get writableLength() {
        return stream.writableLength + ofStream().reduce((sum, { chunk }) => sum + chunk.length, 0)
      },
    }
  }

  private run({ stream, chunk, done }: Job): void {
    const { canDraw, isDrawn } = this
    this.isBusy = true
    const finish = (error?: Error | null) => {
      // What is written within the call waits its turn.
      done?.(error)
      this.isBusy = false
      const next = this.jobs.shift()
      if (next) this.run(next)
    }
    if (!isDrawn && !canDraw) {
      stream.write(chunk, finish)
      return
    }
    const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : chunk
    stream.write(this.frame(isDrawn ? beginErased : begin, bytes, canDraw ? this.drawn : end), finish)
    this.isDrawn = canDraw
  }

  /** Joins what makes one write. The bytes are valid until the next call: by then the terminal has taken them. */
  private frame(...parts: readonly Uint8Array[]): Uint8Array {
    const length = parts.reduce((sum, part) => sum + part.length, 0)
    if (length > this.room.length) this.room = Buffer.allocUnsafeSlow(2 * length)
    let at = 0
    for (const part of parts) {
      this.room.set(part, at)
      at += part.length
    }
    return this.room.subarray(0, length)
  }
}
