import type { Failure } from '../base/failure.ts'
import { safeText } from '../base/safe-text.ts'
import { paint } from '../format/style.ts'
import type { Theme } from '../format/theme.ts'
import { BoundedLog, type LogStream } from './bounded-log.ts'
import { secretMask } from './secret-mask.ts'
import type { Spinner } from './spinner.ts'

/** How much is said. */
export type Loudness = 'quiet' | 'normal' | 'verbose'

/** The part of stderr that talking needs. */
export interface TalkStream extends LogStream {
  readonly isTTY?: boolean | undefined
}

/** All that is said to a person: on stderr, one line a thing, safe to show. Nothing here ever reaches stdout. */
export class Talk {
  private readonly stream: TalkStream
  private readonly theme: Theme
  private readonly loudness: Loudness
  private readonly spinner: Spinner | undefined
  private readonly log: BoundedLog
  private mask: (text: string) => string = text => text

  constructor(stream: TalkStream, theme: Theme, loudness: Loudness, spinner?: Spinner) {
    this.stream = stream
    this.theme = theme
    this.loudness = loudness
    this.spinner = spinner
    this.log = new BoundedLog(stream, line => this.write(line))
  }

  /** From here on this is taken out of all that is said. */
  hide(secret: string): void {
    this.mask = secretMask(secret)
  }

  /** Something a user wants to know. */
  say(text: string): void {
    if (this.loudness !== 'quiet') this.log.line(safeText(text))
  }

  /** A step that only `-v` shows. */
  detail(text: string): void {
    if (this.loudness === 'verbose') this.log.line(paint(this.theme.dim, safeText(text)))
  }

  /** Said on a terminal alone: a person can act on it, a log cannot. */
  tip(text: string): void {
    if (this.stream.isTTY && this.loudness !== 'quiet')
      this.log.line(paint(this.theme.dim, `tip: ${safeText(text)}`))
  }

  warn(text: string): void {
    if (this.loudness !== 'quiet') this.log.line(`${paint(this.theme.warning, 'warning:')} ${safeText(text)}`)
  }

  /**
   * Why the program cannot go on; said however quiet it is.
   *
   * @param advice lines for what to try that only the command line can give
   */
  fail({ code, message, hint, details }: Failure, advice: readonly string[] = []): void {
    // Who pressed Ctrl-C knows why it ends.
    if (code === 'interrupted') return
    // A message may have lines of its own making (a caret under a fault): each is made safe by itself.
    const [first, ...rest] = message.split('\n').map(safeText)
    this.log.lastLine([`${paint(this.theme.error, 'error:')} ${first}`, ...rest].join('\n'))
    for (const detail of details) this.log.lastLine(`  ${safeText(detail)}`)
    for (const line of [...(hint ? [hint] : []), ...advice])
      this.log.lastLine(paint(this.theme.dim, `  ${safeText(line)}`))
  }

  /** One traced line. */
  trace(direction: 'sent' | 'received', line: string): void {
    this.log.line(paint(this.theme.dim, `${direction === 'sent' ? '>' : '<'} ${safeText(line)}`))
  }

  /** Text that is ready as it is, a table, with air above it. */
  block(text: string): void {
    this.log.lastLine(`\n${text.trimEnd()}`)
  }

  /** Shows that something is under way, where a terminal can. */
  busy(text: string): void {
    if (this.loudness !== 'quiet') this.spinner?.show(this.mask(safeText(text)))
  }

  /** Nothing is under way any more. */
  idle(): void {
    this.spinner?.hide()
  }

  private write(line: string): void {
    const write = () => this.stream.write(`${this.mask(line)}\n`)
    if (this.spinner) this.spinner.around(write)
    else write()
  }
}
