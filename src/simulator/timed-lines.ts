import type { Clock } from '../base/clock.ts'
import { isInMilliseconds } from '../event/in-milliseconds.ts'
import { Timeline } from '../replay/timeline.ts'
import { ObjectScanner } from '../wire/object-scanner.ts'
import type { EventLine } from './event-line.ts'
import type { EventSource } from './event-source.ts'

export interface TimedLinesOptions {
  /** How many times as fast as they happened; undefined where a rate says when events come. */
  readonly speed: number | undefined
  /** Whether `created_at` becomes the time at which an event is drawn. */
  readonly retime: boolean
  /** Whether to begin again after the last line. */
  readonly loop: boolean
}

/** What `created_at` of a line is, and where. */
interface Created {
  /** Seconds since 1970. */
  readonly seconds: number
  readonly inMilliseconds: boolean
  readonly from: number
  readonly to: number
}

const scanner = new ObjectScanner(['created_at'])

/**
 * Given lines whose `created_at` says when they come, or is moved. When they begin again, all times move by as much as
 * the lines take, and the events are new ones, without ids of their own.
 */
export class TimedLines implements EventSource {
  readonly opening = 0
  private readonly lines: readonly Buffer[]
  private readonly cut: (line: Buffer) => EventLine
  private readonly options: TimedLinesOptions
  private readonly clock: Clock
  private readonly timeline: Timeline | undefined
  /** Seconds by which each round is later than the one before it. */
  private readonly period: number
  /** Lines drawn so far. */
  private drawn = 0

  constructor(
    lines: readonly Buffer[],
    cut: (line: Buffer) => EventLine,
    options: TimedLinesOptions,
    clock: Clock,
  ) {
    this.lines = lines
    this.cut = cut
    this.options = options
    this.clock = clock
    this.timeline = options.speed === undefined ? undefined : new Timeline(options.speed)
    this.period = options.loop ? periodOf(lines) : 0
  }

  get isTimed(): boolean {
    return this.timeline !== undefined
  }

  due(now: number): number {
    if (this.isOver) return Number.POSITIVE_INFINITY
    const created = createdOf(this.line)
    return this.timeline!.due(created && created.seconds + this.shift, now)
  }

  next(): EventLine | undefined {
    if (this.isOver) return undefined
    const event = this.cut(this.moved(this.line))
    const isNew = this.round > 0
    this.drawn++
    return isNew ? { ...event, ownId: undefined } : event
  }

  private get round(): number {
    return Math.floor(this.drawn / this.lines.length)
  }

  private get line(): Buffer {
    return this.lines[this.drawn % this.lines.length]!
  }

  private get isOver(): boolean {
    return this.drawn >= this.lines.length && (!this.options.loop || this.lines.length === 0)
  }

  /** Seconds by which times of this round are moved. */
  private get shift(): number {
    return this.round * this.period
  }

  /** Returns a line with its time moved; the same bytes if it stays. */
  private moved(line: Buffer): Buffer {
    const { retime } = this.options
    const created = retime || this.shift > 0 ? createdOf(line) : undefined
    if (!created) return line
    const seconds = retime ? this.clock.wall() / 1000 : created.seconds + this.shift
    const text = created.inMilliseconds ? (seconds * 1000).toFixed(0) : seconds.toFixed(3)
    return Buffer.concat([line.subarray(0, created.from), Buffer.from(text), line.subarray(created.to)])
  }
}

/** Returns what `created_at` of a line says; undefined if it is no number. */
function createdOf(line: Buffer): Created | undefined {
  scanner.scan(line, 0, line.length)
  const [from] = scanner.from
  const [to] = scanner.to
  const value = from! < 0 ? Number.NaN : Number(line.toString('latin1', from, to) || Number.NaN)
  if (!Number.isFinite(value)) return undefined
  const inMilliseconds = isInMilliseconds(value)
  return { seconds: inMilliseconds ? value / 1000 : value, inMilliseconds, from: from!, to: to! }
}

/** Returns the seconds from the first time to the last, and as much more as events are apart on average. */
function periodOf(lines: readonly Buffer[]): number {
  let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (const line of lines) {
    const seconds = createdOf(line)?.seconds
    if (seconds === undefined) continue
    first = Math.min(first, seconds)
    last = Math.max(last, seconds)
  }
  const length = last - first
  return length > 0 ? length + length / (lines.length - 1) : 1
}
