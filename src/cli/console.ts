import type { Failure } from '../base/failure.ts'
import { safeText } from '../base/safe-text.ts'
import { wrapWords } from '../base/word-wrap.ts'
import { maskSecretMembers } from '../event/secret-members.ts'
import { paint, plain, type Style } from '../format/style.ts'
import type { Theme } from '../format/theme.ts'
import { say } from '../language/say.ts'
import { BoundedLog, type LogStream } from './bounded-log.ts'
import type { SecretMask } from './secret-mask.ts'
import type { Spinner } from './spinner.ts'

/** Cells. On a narrower terminal wrapping does not make text easier to read. */
const leastColumns = 20

/** Which messages are shown. */
export type Verbosity = 'quiet' | 'normal' | 'verbose'

/** The part of stderr that a console needs. */
export interface ConsoleStream extends LogStream {
  readonly isTTY?: boolean | undefined
  /** The width of a terminal in cells; 0 if it is unknown. */
  readonly columns?: number | undefined
}

/**
 * Messages for people, on stderr, one per line and safe to show. On a terminal, long lines are wrapped between words.
 * Nothing is ever written to stdout.
 */
export class Console {
  private readonly stream: ConsoleStream
  /** For text that is laid out elsewhere. */
  readonly theme: Theme
  private readonly verbosity: Verbosity
  private spinner: Spinner | undefined
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

  /** From now on, masks the secret in all messages. */
  hide(mask: SecretMask): void {
    this.mask = mask
  }

  /** Shows what a user wants to know. */
  info(text: string): void {
    if (this.verbosity !== 'quiet') this.log.line(this.wrapped([text]))
  }

  /** Shows a step, with `-v` only. */
  debug(text: string): void {
    if (this.verbosity === 'verbose') this.log.line(this.wrapped([text], this.theme.dim))
  }

  /** Shows advice, on a terminal only: a person can follow it, a log cannot. */
  hint(text: string): void {
    if (!this.stream.isTTY || this.verbosity === 'quiet') return
    this.lastHint = text
    this.log.line(this.wrapped([say('tip: {text}', { text })], this.theme.dim))
  }

  warn(text: string): void {
    if (this.verbosity !== 'quiet') this.log.line(this.labelled(say('warning: '), this.theme.warning, [text]))
  }

  /** Shows what a run has found that makes it fail, even if the console is quiet. */
  error(text: string): void {
    this.log.lastLine(this.labelled(say('error: '), this.theme.error, [text]))
  }

  /**
   * Shows why the program cannot go on, even if it is quiet.
   *
   * @param advice lines about what to try that depend on the command line; not wrapped, since they may be commands to
   *   copy
   */
  fail({ code, message, hint, details }: Failure, advice: readonly string[] = []): void {
    // Whoever pressed Ctrl-C knows why it ends.
    if (code === 'interrupted') return
    const { dim, error } = this.theme
    // A message may have several lines (a caret under an error, for example). Each is made safe separately.
    this.log.lastLine(this.labelled(say('error: '), error, message.split('\n')))
    for (const detail of details) this.log.lastLine(this.wrapped([detail], plain, 2))
    // The same advice is not given twice.
    if (hint && hint !== this.lastHint) this.log.lastLine(this.wrapped([hint], dim, 2))
    for (const line of advice) this.log.lastLine(paint(dim, `  ${this.shown(line)}`))
  }

  /** Shows a line sent or received. */
  trace(direction: 'sent' | 'received', line: string): void {
    this.log.line(paint(this.theme.dim, this.shown(`${direction === 'sent' ? '>' : '<'} ${line}`)))
  }

  /** Shows lines that a command of the user has printed, even if the console is quiet. */
  printed(lines: readonly string[]): void {
    this.log.line(lines.map(line => this.shown(line)).join('\n'), lines.length)
  }

  /** Shows text that is laid out already, such as a table, after an empty line. */
  block(text: string): void {
    this.log.lastLine(this.masked(`\n${text.trimEnd()}`))
  }

  /** Shows that something is in progress, if stderr is a terminal. */
  busy(text: string): void {
    if (this.verbosity !== 'quiet') this.spinner?.show(this.shown(text))
  }

  /** Shows the time left until something happens in `ms` milliseconds, if stderr is a terminal. */
  countDown(ms: number, textFor: (left: string) => string): void {
    if (this.verbosity !== 'quiet') this.spinner?.countDown(ms, left => this.shown(textFor(left)))
  }

  /** Nothing is in progress any more. */
  idle(): void {
    this.spinner?.hide()
  }

  /** Shows no progress any more: it is shown elsewhere from now on. */
  endProgress(): void {
    this.idle()
    this.spinner = undefined
  }

  private labelled(label: string, style: Style, [first, ...rest]: readonly string[]): string {
    const text = this.wrapped([label + first, ...rest])
    const word = label.trimEnd()
    return text.startsWith(word) ? paint(style, word) + text.slice(word.length) : text
  }

  /**
   * Makes lines safe to show and wraps long ones, indenting what follows by two cells. A line that begins with a space
   * is laid out already (a caret under an error, for example) and stays as it is.
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

  /** Makes a line safe to show, and masks secrets in it. */
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
