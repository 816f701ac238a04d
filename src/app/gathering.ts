import type { Clock } from '../base/clock.ts'
import type { Output } from '../output/output.ts'
import type { Source, SourceBatch, SourceDelivery } from './source.ts'

/** Bytes of batches that are kept in memory at most while some of their events are gathered. */
const mostBytes = 4 * 1024 * 1024

/** What the source is made to yield when time is over and it has nothing: the loop then flushes. */
const tick: SourceBatch = { deliveries: [], ackable: false, ack: () => 0 }

/**
 * Decides when to flush the outputs that gather events over several batches: a compressor, a command. Acks wait for
 * that; other outputs do not.
 */
export class Gathering {
  private readonly events: number
  private readonly time: number
  private readonly most: number
  private readonly clock: Clock
  private readonly signal: AbortSignal | undefined
  private eventCount = 0
  private byteCount = 0
  /** When the first of the gathered events came; undefined if there is none. */
  private since: number | undefined

  /**
   * @param limits flush after `events` events, or `time` milliseconds after the first, and rather before than with more
   *   than `most` events
   * @param signal once aborted, what was gathered is flushed, and the iteration ends
   */
  constructor(
    limits: Required<NonNullable<Output<never>['gather']>>,
    clock: Clock,
    signal?: AbortSignal | undefined,
  ) {
    this.events = limits.events
    this.time = limits.time
    this.most = limits.most
    this.clock = clock
    this.signal = signal
  }

  /**
   * Counts a batch, of which outputs gather some events.
   *
   * @param deliveries all events of the batch, which stay in memory for as long as one of them is gathered
   */
  add(gathered: number, deliveries: readonly SourceDelivery[]): void {
    if (gathered === 0) return
    this.since ??= this.clock.now()
    this.eventCount += gathered
    for (const { push } of deliveries) this.byteCount += push.end - push.start
  }

  /** Whether to flush now. */
  get due(): boolean {
    const enough = this.eventCount >= this.events || this.byteCount >= mostBytes || this.timeLeft <= 0
    return enough || this.signal?.aborted === true
  }

  /** Whether to flush before a batch of so many events is read. A larger batch is too much in any case. */
  isFullFor(events: number): boolean {
    return this.eventCount > 0 && events <= this.most && this.eventCount + events > this.most
  }

  /** Starts anew, after a flush. */
  flushed(): void {
    this.eventCount = 0
    this.byteCount = 0
    this.since = undefined
  }

  /**
   * Passes batches on, and yields an empty one when gathered events are to be flushed though nothing comes. The iteration
   * ends after that, not before: where it ends the connection is closed, and nothing can be acked any more.
   */
  async *watch(source: Source): AsyncGenerator<SourceBatch, void, undefined> {
    const iterator = source[Symbol.asyncIterator]()
    let next: Promise<IteratorResult<SourceBatch>> | undefined
    try {
      while (!this.signal?.aborted) {
        next ??= iterator.next()
        const result = await this.inTime(next)
        if (result) next = undefined
        if (result?.done) return
        if (result) yield result.value
        else if (!this.signal?.aborted) yield tick
      }
      if (this.since !== undefined) yield tick
    } finally {
      const ended = Promise.resolve(iterator.return?.())
      // An iterator that is asked for more returns only after that came: whoever made the source ends it.
      if (next) ended.catch(() => {})
      else await ended
    }
  }

  /** Milliseconds until a flush is due. */
  private get timeLeft(): number {
    return this.since === undefined ? Number.POSITIVE_INFINITY : this.since + this.time - this.clock.now()
  }

  /** Returns what `next` settles with; undefined if a flush is due, or the signal aborted, before. */
  private inTime<T>(next: Promise<T>): Promise<T | undefined> {
    const { since, signal, clock } = this
    return new Promise((resolve, reject) => {
      const cancel = since === undefined ? () => {} : clock.after(this.timeLeft, wake)
      signal?.addEventListener('abort', wake)
      function end(): void {
        cancel()
        signal?.removeEventListener('abort', wake)
      }
      function wake(): void {
        end()
        resolve(undefined)
      }
      next.then(resolve, reject).finally(end)
    })
  }
}

/**
 * Returns how to gather for these outputs; undefined if none of them gathers. If several do, all of them wait for the
 * one that waits longest.
 *
 * @param prefetch events that the server may have out. Half of them are enough for a flush, even if more are wanted: the
 *   others may be held by the server, or arrive meanwhile
 */
export function gatheringFor(
  outputs: readonly Pick<Output<never>, 'gather'>[],
  prefetch: number,
  clock: Clock,
  signal?: AbortSignal | undefined,
): Gathering | undefined {
  const limits = outputs.flatMap(({ gather }) => gather ?? [])
  if (limits.length === 0) return undefined
  const events = Math.max(...limits.map(limit => limit.events))
  const time = Math.max(...limits.map(limit => limit.time))
  const most = Math.min(...limits.map(limit => limit.most ?? Number.POSITIVE_INFINITY))
  return new Gathering({ events: Math.min(events, Math.ceil(prefetch / 2)), time, most }, clock, signal)
}
