import type { Event } from '../event/event.ts'
import { allOutputs, type CombinedOutput } from '../output/all-outputs.ts'
import type { Output } from '../output/output.ts'
import { AckQueue } from './ack-queue.ts'
import type { Gathering } from './gathering.ts'
import type { Reader } from './reader.ts'
import type { RunStats } from './run-stats.ts'
import type { Source, SourceDelivery } from './source.ts'
import type { TurnLimit } from './turn-limit.ts'

/** Which events are acked, once every output has them. */
export type AckPolicy = 'all' | 'matched' | 'none'

export interface TailJob {
  readonly source: Source
  readonly read: Reader
  readonly keep: (event: Event) => boolean
  /** Each gets every event that is kept. Outputs and recorders are closed when the run ends. */
  readonly outputs: readonly Output<Event>[]
  /** Each gets every event that was read, whatever the filter. An event is acked once recorders and outputs have it. */
  readonly recorders?: readonly Output<Event>[] | undefined
  readonly ack: AckPolicy
  /** Ends the run after this many shown events. */
  readonly count?: number | undefined
  /** Ends the run after the first shown event for which it returns true. Called once per shown event, in order. */
  readonly endsAt?: ((event: Event) => boolean) | undefined
  /** When to flush the outputs and recorders that gather, if any does: see `gatheringFor`. */
  readonly gathering?: Gathering | undefined
  /** Counts events, if there is to be a summary. */
  readonly stats?: RunStats | undefined
  /** How long a batch may occupy the event loop. Without it there is no limit. */
  readonly turn?: TurnLimit | undefined
  /** Once aborted, the rest of a batch that takes longer than a turn stays un-acked. */
  readonly signal?: AbortSignal | undefined
  /** Called when events were shown, and when batches were acked. Both are one call, unless outputs gather. */
  readonly progress?: ((done: Progress) => void) | undefined
}

export interface Progress {
  /** Events that were shown. */
  readonly shown: number
  /** Events that stay un-acked at the server while this connection lives. */
  readonly held: number
}

/** Why a run ended by itself. */
export type TailEnd = 'match' | 'count' | 'reader-gone' | 'no-more'

/**
 * The whole program: events are read, filtered and written, and acked after that.
 *
 * @throws Failure of the source or of an output
 */
export async function runTail(job: TailJob): Promise<TailEnd> {
  const all = allOutputs([...(job.recorders ?? []), ...job.outputs])
  let end: TailEnd
  try {
    end = await pump(job, all)
  } catch (error) {
    // Why the run failed matters more than a failure to close.
    await all.close().catch(() => {})
    throw error
  }
  await all.close()
  return end
}

async function pump(job: TailJob, all: CombinedOutput<Event>): Promise<TailEnd> {
  const { source, keep, endsAt, turn, signal, stats, gathering } = job
  const read = recordingReader(job)
  const output = allOutputs(job.outputs)
  const acks = new AckQueue(job, all)
  let left = job.count ?? Number.POSITIVE_INFINITY
  if (left <= 0) return 'count'
  let isMatch = false
  for await (const batch of gathering ? gathering.watch(source) : source) {
    if (gathering?.isFullFor(batch.deliveries.length) && !(await acks.flush())) return 'reader-gone'
    const shown: SourceDelivery[] = []
    let taken = 0
    turn?.begin()
    for (const delivery of batch.deliveries) {
      if (turn?.isOver()) {
        await turn.pass()
        if (signal?.aborted) break
      }
      const event = read(delivery)
      taken++
      stats?.received(event)
      if (!keep(event)) continue
      output.put(event)
      shown.push(delivery)
      stats?.shown(event)
      // The last event that is wanted may also be the one that ends the run.
      isMatch = endsAt?.(event) === true
      if (isMatch || shown.length === left) break
    }
    left -= shown.length
    if (!(await acks.add(batch, taken, shown))) return 'reader-gone'
    // Before the iteration is left, which closes the connection.
    if (isMatch || left === 0) return (await acks.flush()) ? (isMatch ? 'match' : 'count') : 'reader-gone'
  }
  return (await acks.flush()) ? 'no-more' : 'reader-gone'
}

/** Returns a reader that also puts each event into the recorders. Without recorders, events cost nothing more. */
function recordingReader({ read, recorders = [] }: TailJob): Reader {
  if (recorders.length === 0) return read
  const recorder = allOutputs(recorders)
  return delivery => {
    const event = read(delivery)
    recorder.put(event)
    return event
  }
}
