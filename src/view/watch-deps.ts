import type { Clock } from '../base/clock.ts'
import type { Event } from '../event/event.ts'
import type { GlyphSet } from '../format/event-styles.ts'
import type { OpenDeviceDeps } from './open-device.ts'
import type { StatusFacts } from './status-facts.ts'
import type { ViewContext } from './view-context.ts'
import type { ViewTime } from './view-time.ts'
import type { Viewport } from './viewport.ts'

export interface WatchDeps extends OpenDeviceDeps {
  /** When to draw. */
  readonly clock: Clock
  /** The time of what is drawn. */
  readonly time: ViewTime
  readonly viewport: Viewport
  readonly context: ViewContext & { readonly glyphSet: GlyphSet }
  /** @throws Failure `usage` */
  readonly compile: (filter: string) => Promise<(event: Event) => boolean>
}

/** What a watch needs of the run that it is part of. */
export interface WatchedRun {
  readonly status: () => StatusFacts
  readonly hasKeys: boolean
  quit(): void
  /** Pauses the source of the events; undefined if it cannot be paused. */
  readonly pause?: ((isPaused: boolean) => void) | undefined
  signal(name: 'SIGINT' | 'SIGTSTP' | 'SIGQUIT'): void
}
