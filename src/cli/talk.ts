import type { Failure } from '../base/failure.ts'
import { safeText } from '../base/safe-text.ts'
import { paint } from '../format/style.ts'
import type { Theme } from '../format/theme.ts'
import { secretMask } from './secret-mask.ts'
import type { Spinner } from './spinner.ts'

/** How much is said. */
export type Loudness = 'quiet' | 'normal' | 'verbose'

/** The part of stderr that talking needs. */
export interface TalkStream {
  write(text: string): unknown
  readonly isTTY?: boolean | undefined
}

/** All that is said to a person: on stderr, one line a thing, safe to show. Nothing here ever reaches stdout. */
export class Talk {
  private readonly stream: TalkStream
  private readonly theme: Theme
  private readonly loudness: Loudness
  private readonly spinner: Spinner | undefined
  private mask: (text: string) => string = text => text

  constructor(stream: TalkStream, theme: Theme, loudness: Loudness, spinner?: Spinner) {
    this.stream = stream
    this.theme = theme
    this.loudness = loudness
    this.spinner = spinner
  }

  /** From here on this is taken out of all that is said. */
  hide(secret: string): void {
    this.mask = secretMask(secret)
  }

  /** Something a user wants to know. */
  say(text: string): void {
    if (this.loudness !== 'quiet') this.line(safeText(text))
  }

  /** A step that only `-v` shows. */
  detail(text: string): void {
    if (this.loudness === 'verbose') this.line(paint(this.theme.dim, safeText(text)))
  }

  /** Said on a terminal alone: a person can act on it, a log cannot. */
  tip(text: string): void {
    if (this.stream.isTTY && this.loudness !== 'quiet')
      this.line(paint(this.theme.dim, `tip: ${safeText(text)}`))
  }

  warn(text: string): void {
    if (this.loudness !== 'quiet') this.line(`${paint(this.theme.warning, 'warning:')} ${safeText(text)}`)
  }

  /** Why the program cannot go on; said however quiet it is. */
  fail({ message, hint }: Pick<Failure, 'message' | 'hint'>): void {
    // A message may have lines of its own making (a caret under a fault): each is made safe by itself.
    const [first, ...rest] = message.split('\n').map(safeText)
    this.line([`${paint(this.theme.error, 'error:')} ${first}`, ...rest].join('\n'))
    if (hint) this.line(paint(this.theme.dim, `  ${safeText(hint)}`))
  }

  /** One traced line. */
  trace(direction: 'sent' | 'received', line: string): void {
    this.line(paint(this.theme.dim, `${direction === 'sent' ? '>' : '<'} ${safeText(line)}`))
  }

  /** Text that is ready as it is, a table, with air above it. */
  block(text: string): void {
    this.line(`\n${text.trimEnd()}`)
  }

  /** Shows that something is under way, where a terminal can. */
  busy(text: string): void {
    if (this.loudness !== 'quiet') this.spinner?.show(this.mask(safeText(text)))
  }

  /** Nothing is under way any more. */
  idle(): void {
    this.spinner?.hide()
  }

  private line(text: string): void {
    const write = () => this.stream.write(`${this.mask(text)}\n`)
    if (this.spinner) this.spinner.around(write)
    else write()
  }
}
