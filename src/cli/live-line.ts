import type { Clock } from '../base/clock.ts'
import type { Status } from '../session/status.ts'
import type { BottomLine } from '../view/bottom-line.ts'
import type { StatusFacts } from '../view/status-facts.ts'
import { StatusLine } from '../view/status-line.ts'
import { statusText } from '../view/status-text.ts'
import type { Console } from './console.ts'
import { glyphSet } from './glyph-set.ts'
import { guardTerminal } from './terminal-guard.ts'

export interface LiveLineDeps {
  readonly clock: Clock
  readonly log: Pick<Console, 'endProgress' | 'theme'>
  readonly facts: () => StatusFacts
  readonly process: Pick<
    NodeJS.Process,
    'stdout' | 'platform' | 'env' | 'pid' | 'kill' | 'on' | 'off' | 'listenerCount'
  >
}

/** The status line of a run: from the first login on, until the end, and gone while the process is stopped. */
export class LiveLine {
  private readonly line: BottomLine
  private readonly deps: LiveLineDeps
  private readonly status: StatusLine
  private unguard: (() => void) | undefined
  private readonly refresh = () => this.status.refresh()

  constructor(line: BottomLine, deps: LiveLineDeps) {
    const { clock, log, facts, process } = deps
    const glyphs = glyphSet(process.platform, process.env)
    this.line = line
    this.deps = deps
    // Some terminals draw the last column only when the next character comes.
    const width = () => (process.stdout.columns ?? 0) - 1
    this.status = new StatusLine({
      clock,
      line,
      text: () => statusText(facts(), clock.now(), width(), log.theme, glyphs),
    })
  }

  /** Until the first login, a spinner shows what goes on. */
  onStatus(status: Status): void {
    if (status.kind !== 'connected' || this.unguard) return
    const { log, process } = this.deps
    log.endProgress()
    this.unguard = guardTerminal(process, { restore: () => this.line.erase(), resume: this.refresh })
    process.stdout.on('resize', this.refresh)
    this.status.start()
  }

  close(): void {
    this.unguard?.()
    this.deps.process.stdout.off('resize', this.refresh)
    this.status.close()
  }
}
