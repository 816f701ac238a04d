import { basename } from 'node:path'
import { RunActivity } from '../app/run-activity.ts'
import type { Source } from '../app/source.ts'
import type { Clock } from '../base/clock.ts'
import { timeStyles } from '../format/time-format.ts'
import { PausableClock } from '../replay/pausable-clock.ts'
import { Playback } from '../replay/playback.ts'
import type { RecordedBatch } from '../replay/recorded-batch.ts'
import type { StatusFacts } from '../view/status-facts.ts'
import { RecordedTime } from '../view/view-time.ts'
import { filterWords } from './filter-words.ts'
import { LiveWatch } from './live-watch.ts'
import type { PreparedRun } from './prepare-run.ts'

interface ReplayViewOptions {
  readonly files: readonly string[]
  readonly speed: number | undefined
}

/** The live view of a replay: its clock, and what pauses it. */
export class ReplayView {
  /** The time of the recording. */
  readonly time: RecordedTime
  /** The clock by which the recording is played. */
  readonly clock: PausableClock
  private readonly options: ReplayViewOptions
  private readonly activity: RunActivity
  private readonly realClock: Clock
  private live: LiveWatch | undefined

  constructor(options: ReplayViewOptions, clock: Clock) {
    this.options = options
    this.realClock = clock
    this.clock = new PausableClock(clock)
    this.time = new RecordedTime(this.clock, options.speed)
    this.activity = new RunActivity(clock)
  }

  /** Opens the view, and passes batches on while it is not paused. The run ends only when the view is quit. */
  watch(
    batches: AsyncIterable<RecordedBatch>,
    { watch, config, devices, halted, terminal: { messages } }: PreparedRun,
    quit: () => void,
  ): Source {
    const playback = new Playback(this.clock, halted.signal, () => this.time.end())
    const local = timeStyles.local.create(config.timeZone)
    const clockText = () => {
      const at = this.time.wall()
      return `${local.date?.(at).slice(0, 10)} ${local.brief?.text(at)}`
    }
    const filters = filterWords(config.filters)
    const facts = (): StatusFacts => ({
      ...this.activity.facts(),
      server: this.options.files.map(path => basename(path)).join(', '),
      connection: {
        name: 'replaying',
        time: clockText(),
        speed: this.options.speed,
        is: playback.hasEnded ? 'ended' : playback.isPaused ? 'paused' : 'playing',
      },
      filters,
      lag: undefined,
      prefetch: undefined,
      windowFull: false,
      ack: undefined,
      openAlarms: devices?.alarms.openCount,
    })
    const pause = (isPaused: boolean) => playback.pause(isPaused)
    if (watch)
      this.live = new LiveWatch(watch, { clock: this.realClock, messages, facts, quit, pause, process })
    return this.activity.watch(playback.watch(batches))
  }

  addShown(count: number): void {
    this.activity.addShown(count)
  }

  close(): void {
    this.live?.close()
  }
}
