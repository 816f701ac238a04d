import type { Push } from '../wire/push.ts'
import { eventSeconds } from './event-seconds.ts'

/** Events in order. No batch is empty. */
export type Events = AsyncGenerator<readonly Push[], void, undefined>

/** Events of a batch, at most. */
const batchSize = 500

/**
 * Merges recordings by the times of their events. Events of one recording keep their order: only its next event is
 * compared. An event without a time stays next to the one before it. Of equal times, that of the first recording comes first.
 */
export async function* merged(recordings: readonly Events[]): Events {
  if (recordings.length === 1) {
    yield* recordings[0]!
    return
  }
  const cursors = recordings.map((events, rank) => new Cursor(events, rank))
  await Promise.all(cursors.map(cursor => cursor.load()))
  let left = cursors.filter(cursor => cursor.has)
  let batch: Push[] = []
  while (left.length > 0) {
    const [first, second] = earliest(left)
    do batch.push(first.take())
    while (first.has && batch.length < batchSize && (!second || first.isBefore(second)))
    if (first.has && batch.length < batchSize) continue
    yield batch
    batch = []
    if (first.has) continue
    await first.load()
    if (!first.has) left = left.filter(cursor => cursor !== first)
  }
}

/** Returns the recording whose event is next, and the one after it. */
function earliest(cursors: readonly Cursor[]): [Cursor, Cursor | undefined] {
  let first = cursors[0]!
  let second: Cursor | undefined
  for (const cursor of cursors.slice(1)) {
    if (cursor.isBefore(first)) {
      second = first
      first = cursor
    } else if (!second || cursor.isBefore(second)) second = cursor
  }
  return [first, second]
}

/** The next event of a recording. */
class Cursor {
  private readonly events: Events
  private readonly rank: number
  /** The time of the next event; that of one without a time is before all others. */
  private seconds = Number.NEGATIVE_INFINITY
  private batch: readonly Push[] = []
  private at = 0

  /** @param rank decides between events of one time */
  constructor(events: Events, rank: number) {
    this.events = events
    this.rank = rank
  }

  /** Whether there is a next event. */
  get has(): boolean {
    return this.at < this.batch.length
  }

  isBefore({ seconds, rank }: Cursor): boolean {
    return this.seconds < seconds || (this.seconds === seconds && this.rank < rank)
  }

  /** Reads on, once there is no next event. */
  async load(): Promise<void> {
    const { value } = await this.events.next()
    this.batch = value ?? []
    this.at = 0
    this.look()
  }

  take(): Push {
    const push = this.batch[this.at++]!
    this.look()
    return push
  }

  private look(): void {
    if (this.has) this.seconds = eventSeconds(this.batch[this.at]!) ?? Number.NEGATIVE_INFINITY
  }
}
