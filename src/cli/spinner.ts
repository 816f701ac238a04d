import type { Ora } from 'ora'
import type { Clock } from '../base/clock.ts'

/** A connection that comes up faster than this needs no spinner, and loads none. */
const patience = 150

/** The spinner of a terminal's stderr. ora is loaded when it first has something to show. */
export class Spinner {
  private readonly clock: Clock
  private ora: Ora | undefined
  private text: string | undefined
  private loading = false
  private cancel: () => void = () => {}

  constructor(clock: Clock) {
    this.clock = clock
  }

  show(text: string): void {
    const fresh = this.text === undefined
    this.text = text
    if (this.ora?.isSpinning) this.ora.text = text
    else if (fresh) this.cancel = this.clock.after(patience, () => void this.spin())
  }

  hide(): void {
    this.cancel()
    this.text = undefined
    this.ora?.stop()
  }

  /** Writes a line while the spinner is out of its way. */
  around(write: () => void): void {
    const spinning = this.ora?.isSpinning === true
    if (spinning) this.ora?.stop()
    write()
    if (spinning) this.ora?.start()
  }

  private async spin(): Promise<void> {
    if (this.loading) return
    this.loading = true
    const { default: ora } = await import('ora')
    this.loading = false
    // By now the connection may be up.
    if (this.text === undefined) return
    this.ora ??= ora({ stream: process.stderr, discardStdin: false, isEnabled: true })
    this.ora.start(this.text)
  }
}
