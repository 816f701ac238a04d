import type { Failure } from '../base/failure.ts'
import { safeText } from '../base/safe-text.ts'
import { paint } from '../format/style.ts'
import type { Theme } from '../format/theme.ts'
import { secretMask } from './secret-mask.ts'
import type { Spinner } from './spinner.ts'

/** Bytes that may wait to be read before minor lines are left out. */
const mostWaiting = 1024 * 1024

/** How much is said. */
export type Loudness = 'quiet' | 'normal' | 'verbose'

/** The part of stderr that talking needs. */
export interface TalkStream {
  write(text: string): unknown
  /** Bytes written and not taken yet. */
  readonly writableLength?: number | undefined
  readonly isTTY?: boolean | undefined
}

/** All that is said to a person: on stderr, one line a thing, safe to show. Nothing here ever reaches stdout. */
export class Talk {
  private readonly stream: TalkStream
  private readonly theme: Theme
  private readonly loudness: Loudness
  private readonly spinner: Spinner | undefined
  private mask: (text: string) => string = text => text
  private leftOut = 0

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
    if (this.loudness === 'verbose') this.minor(paint(this.theme.dim, safeText(text)))
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
  fail({ code, message, hint }: Failure): void {
    // Who pressed Ctrl-C knows why it ends.
    if (code === 'interrupted') return
    // A message may have lines of its own making (a caret under a fault): each is made safe by itself.
    const [first, ...rest] = message.split('\n').map(safeText)
    this.line([`${paint(this.theme.error, 'error:')} ${first}`, ...rest].join('\n'))
    if (hint) this.line(paint(this.theme.dim, `  ${safeText(hint)}`))
  }

  /** One traced line. */
  trace(direction: 'sent' | 'received', line: string): void {
    this.minor(paint(this.theme.dim, `${direction === 'sent' ? '>' : '<'} ${safeText(line)}`))
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

  /** Left out while nobody reads what was said before: it must not fill the memory. */
  private minor(text: string): void {
    if ((this.stream.writableLength ?? 0) > mostWaiting) {
      this.leftOut++
      return
    }
    if (this.leftOut > 0) this.line(`(${this.leftOut} lines left out: stderr was not read)`)
    this.leftOut = 0
    this.line(text)
  }

  private line(text: string): void {
    const write = () => this.stream.write(`${this.mask(text)}\n`)
    if (this.spinner) this.spinner.around(write)
    else write()
  }
}
