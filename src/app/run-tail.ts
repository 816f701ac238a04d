import { Event } from '../event/event.ts'
import type { ByteRange, Sink } from '../output/sink.ts'
import type { Batch, Delivery } from './open-tail.ts'
import type { RunStats } from './run-stats.ts'
import type { TurnLimit } from './turn-limit.ts'

/** Which events are acked, once the output has them. */
export type AckPolicy = 'all' | 'matched' | 'none'

export interface TailJob {
  readonly batches: AsyncIterable<Batch>
  readonly keep: (event: Event) => boolean
  readonly format: (event: Event) => string | ByteRange
  readonly sink: Sink
  readonly ack: AckPolicy
  /** End after this many shown events. */
  readonly count?: number | undefined
  /** Counts what passes, where somebody will look at it. */
  readonly stats?: RunStats | undefined
  /** How long a batch may occupy the event loop; without it, however long it takes. */
  readonly turn?: TurnLimit | undefined
  /** Once aborted, the rest of a batch that has taken more than a turn is left un-acked, to come again. */
  readonly signal?: AbortSignal | undefined
  /** Hears after each batch what became of it. */
  readonly progress?: ((done: Progress) => void) | undefined
}

export interface Progress {
  /** Events shown of this batch. */
  readonly shown: number
  /** Events of it that stay un-acked at the server while this connection lives. */
  readonly held: number
}

/** Why the loop ended by itself. */
export type TailEnd = 'count' | 'reader-gone' | 'no-more'

/**
 * The whole program: what comes is filtered, formatted, written, and only then acked.
 *
 * @throws Failure of the session or of the output
 */
export async function runTail(job: TailJob): Promise<TailEnd> {
  const { keep, format, sink, turn, signal, stats, progress } = job
  let left = job.count ?? Number.POSITIVE_INFINITY
  if (left <= 0) return 'count'
  for await (const batch of job.batches) {
    const shown: Delivery[] = []
    let read = 0
    turn?.begin()
    for (const delivery of batch.deliveries) {
      if (turn?.isOver()) {
        await turn.pass()
        if (signal?.aborted) break
      }
      const event = new Event(delivery.push)
      read++
      stats?.received(event)
      if (!keep(event)) continue
      sink.put(format(event))
      shown.push(delivery)
      stats?.shown(event)
      if (shown.length === left) break
    }
    if (!(await sink.flush())) return 'reader-gone'
    const acked = batch.ack(toAck(job.ack, batch, read, shown))
    stats?.ackedOf(batch)
    progress?.({ shown: shown.length, held: batch.ackable ? read - acked : 0 })
    left -= shown.length
    if (left === 0) return 'count'
  }
  return 'no-more'
}

function toAck(
  policy: AckPolicy,
  batch: Batch,
  read: number,
  shown: readonly Delivery[],
): readonly Delivery[] {
  if (policy === 'none') return []
  if (policy === 'matched') return shown
  return read === batch.deliveries.length ? batch.deliveries : batch.deliveries.slice(0, read)
}
