import type { Ora } from 'ora'
import type { Clock } from '../base/clock.ts'
import { formatDuration } from '../base/duration.ts'
import { wrapWords } from '../base/word-wrap.ts'
import { type GuardedProcess, guardTerminal } from './terminal-guard.ts'

/** Milliseconds before the spinner is loaded and shown. Most connections are faster. */
const showDelay = 150
/**
 * Narrower terminals get no spinner. This includes those that report a width of 0 cells: ora divides by the width to
 * compute the rows to clear, and would never return.
 */
const leastColumns = 20

const hideCursor = '\u001b[?25l'
const showCursor = '\u001b[?25h'

type SpinnerStream = Pick<NodeJS.WriteStream, 'columns' | 'write' | 'on' | 'off'>

export interface SpinnerDeps {
  readonly clock: Clock
  /** A terminal. */
  readonly stream: SpinnerStream
  readonly process: GuardedProcess
  /** Whether to use colours. */
  readonly coloured: boolean
}

/**
 * A spinner with a text, on one row of the terminal. Loads ora only when there is something to show. Hides the cursor only
 * while it is spinning, and shows it again before the process is stopped or ends.
 */
export class Spinner {
  private readonly deps: SpinnerDeps
  private ora: Ora | undefined
  private text: string | undefined
  private loading = false
  private cancelStart: () => void = () => {}
  private cancelTick: () => void = () => {}
  private unguard: (() => void) | undefined

  constructor(deps: SpinnerDeps) {
    this.deps = deps
  }

  show(text: string): void {
    this.cancelTick()
    this.put(text)
  }

  /**
   * Shows the remaining time once per second.
   *
   * @param ms milliseconds
   * @param say returns the text for the remaining time, such as `11s`
   */
  countDown(ms: number, say: (left: string) => string): void {
    const { clock } = this.deps
    const end = clock.now() + ms
    const tick = () => {
      const seconds = Math.ceil((end - clock.now()) / 1000)
      this.show(say(seconds < 60 ? `${Math.max(0, seconds)}s` : formatDuration(seconds * 1000)))
      if (seconds > 1) this.cancelTick = clock.after(1000, tick)
    }
    tick()
  }

  hide(): void {
    this.cancelStart()
    this.cancelTick()
    this.text = undefined
    this.stop()
    this.unguard?.()
    this.unguard = undefined
  }

  /** Writes a line, with the spinner removed meanwhile. */
  around(write: () => void): void {
    const spinning = this.ora?.isSpinning === true
    if (spinning) this.stop()
    write()
    if (spinning) this.start()
  }

  private put(text: string): void {
    const fresh = this.text === undefined
    this.text = text
    if (this.ora?.isSpinning) {
      this.ora.text = this.row()
      this.ora.render()
    } else if (fresh) this.cancelStart = this.deps.clock.after(showDelay, () => void this.begin())
  }

  private async begin(): Promise<void> {
    if (this.loading) return
    this.loading = true
    const { default: ora } = await import('ora')
    this.loading = false
    // Meanwhile the connection may have been opened, or lost again.
    if (this.text === undefined || this.unguard) return
    const { stream, process, coloured } = this.deps
    this.ora ??= ora({
      stream: stream as NodeJS.WriteStream,
      discardStdin: false,
      hideCursor: false,
      isEnabled: true,
      color: coloured && 'cyan',
    })
    const restart = () => {
      this.stop()
      this.start()
    }
    const unguard = guardTerminal(process, { restore: () => this.stop(), resume: restart })
    stream.on('resize', restart)
    this.unguard = () => {
      unguard()
      stream.off('resize', restart)
    }
    this.start()
  }

  private start(): void {
    const { stream } = this.deps
    if (!this.ora || this.text === undefined || stream.columns < leastColumns) return
    stream.write(hideCursor)
    this.ora.start(this.row())
  }

  private stop(): void {
    if (!this.ora?.isSpinning) return
    this.ora.stop()
    this.deps.stream.write(showCursor)
  }

  /** Returns the text, cut to what fits one row together with the spinner. */
  private row(): string {
    const [row = '', ...rest] = wrapWords(this.text ?? '', this.deps.stream.columns - 6)
    return rest.length > 0 ? `${row}...` : row
  }
}
