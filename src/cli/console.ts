import type { Failure } from '../base/failure.ts'
import { safeText } from '../base/safe-text.ts'
import { wrapWords } from '../base/word-wrap.ts'
import { maskSecretMembers } from '../event/secret-members.ts'
import { paint, plain, type Style } from '../format/style.ts'
import type { Theme } from '../format/theme.ts'
import { BoundedLog, type LogStream } from './bounded-log.ts'
import type { SecretMask } from './secret-mask.ts'
import type { Spinner } from './spinner.ts'

/** On a narrower terminal than this, in cells, wrapped text is no easier to read. */
const leastColumns = 20

/** How much is said. */
export type Verbosity = 'quiet' | 'normal' | 'verbose'

/** The part of stderr that talking needs. */
export interface ConsoleStream extends LogStream {
  readonly isTTY?: boolean | undefined
  /** Cells of a terminal's width; 0 where it does not say. */
  readonly columns?: number | undefined
}

/**
 * All that is said to a person: on stderr, one line a thing, safe to show. A terminal gets long lines wrapped
 * between words. Nothing here ever reaches stdout.
 */
export class Console {
  private readonly stream: ConsoleStream
  /** For text that is laid out elsewhere. */
  readonly theme: Theme
  private readonly verbosity: Verbosity
  private readonly spinner: Spinner | undefined
  private readonly log: BoundedLog
  private lastHint: string | undefined
  private mask: SecretMask | undefined

  constructor(stream: ConsoleStream, theme: Theme, verbosity: Verbosity, spinner?: Spinner) {
    this.stream = stream
    this.theme = theme
    this.verbosity = verbosity
    this.spinner = spinner
    this.log = new BoundedLog(stream, line => this.write(line))
  }

  /** The terminal's width in cells; 0 if it is unknown. */
  get columns(): number {
    return this.stream.columns ?? 0
  }

  /** From here on the secret of `mask` is taken out of all that is said. */
  hide(mask: SecretMask): void {
    this.mask = mask
  }

  /** Something a user wants to know. */
  info(text: string): void {
    if (this.verbosity !== 'quiet') this.log.line(this.wrapped([text]))
  }

  /** A step that only `-v` shows. */
  debug(text: string): void {
    if (this.verbosity === 'verbose') this.log.line(this.wrapped([text], this.theme.dim))
  }

  /** Said on a terminal alone: a person can act on it, a log cannot. */
  hint(text: string): void {
    if (!this.stream.isTTY || this.verbosity === 'quiet') return
    this.lastHint = text
    this.log.line(this.wrapped([`tip: ${text}`], this.theme.dim))
  }

  warn(text: string): void {
    if (this.verbosity !== 'quiet') this.log.line(this.labelled('warning:', this.theme.warning, [text]))
  }

  /**
   * Why the program cannot go on; said however quiet it is.
   *
   * @param advice lines for what to try that only the command line can give; never wrapped, since they may be
   *   commands to copy
   */
  fail({ code, message, hint, details }: Failure, advice: readonly string[] = []): void {
    // Who pressed Ctrl-C knows why it ends.
    if (code === 'interrupted') return
    const { dim, error } = this.theme
    // A message may have lines of its own making (a caret under a fault): each is made safe by itself.
    this.log.lastLine(this.labelled('error:', error, message.split('\n')))
    for (const detail of details) this.log.lastLine(this.wrapped([detail], plain, 2))
    // The same advice twice is once too often.
    if (hint && hint !== this.lastHint) this.log.lastLine(this.wrapped([hint], dim, 2))
    for (const line of advice) this.log.lastLine(paint(dim, `  ${this.shown(line)}`))
  }

  /** One traced line. */
  trace(direction: 'sent' | 'received', line: string): void {
    this.log.line(paint(this.theme.dim, this.shown(`${direction === 'sent' ? '>' : '<'} ${line}`)))
  }

  /** Text that is ready as it is, a table, with air above it. */
  block(text: string): void {
    this.log.lastLine(this.masked(`\n${text.trimEnd()}`))
  }

  /** Shows that something is under way, where a terminal can. */
  busy(text: string): void {
    if (this.verbosity !== 'quiet') this.spinner?.show(this.shown(text))
  }

  /** Shows, where a terminal can, how long something takes that ends in `ms` milliseconds. */
  countDown(ms: number, say: (left: string) => string): void {
    if (this.verbosity !== 'quiet') this.spinner?.countDown(ms, left => this.shown(say(left)))
  }

  /** Nothing is under way any more. */
  idle(): void {
    this.spinner?.hide()
  }

  private labelled(label: string, style: Style, [first, ...rest]: readonly string[]): string {
    const text = this.wrapped([`${label} ${first}`, ...rest])
    return text.startsWith(label) ? paint(style, label) + text.slice(label.length) : text
  }

  /**
   * Lines as they may be shown, long ones wrapped, with what goes on two cells to the right. A line that begins
   * with a space is laid out already (a caret under a fault, for example), and stays as it is.
   *
   * @param margin spaces before every line
   */
  private wrapped(lines: readonly string[], style: Style = plain, margin = 0): string {
    const { isTTY, columns = 0 } = this.stream
    const width = isTTY && columns >= leastColumns ? columns - margin : Number.POSITIVE_INFINITY
    return lines
      .map(line => this.shown(line))
      .flatMap(line => (line.startsWith(' ') ? [line] : wrapWords(line, width, 2)))
      .map(line => paint(style, ' '.repeat(margin) + line))
      .join('\n')
  }

  /** One line made safe, without secrets. */
  private shown(line: string): string {
    return maskSecretMembers(this.masked(safeText(line)))
  }

  private write(line: string): void {
    const write = () => this.stream.write(`${line}\n`)
    if (this.spinner) this.spinner.around(write)
    else write()
  }

  private masked(text: string): string {
    return this.mask ? this.mask.hide(text) : text
  }
}
