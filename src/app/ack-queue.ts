import type { Event } from '../event/event.ts'
import { allOutputs, type CombinedOutput } from '../output/all-outputs.ts'
import type { TailJob } from './run-tail.ts'
import type { SourceBatch, SourceDelivery } from './source.ts'

/** What waits for its ack. */
interface Taken {
  readonly batch: SourceBatch
  /** The events that were read. */
  readonly deliveries: readonly SourceDelivery[]
  readonly shown: readonly SourceDelivery[]
  /** How many acks were sent. */
  acked: number
}

/** Flushes outputs and recorders, and acks what all of them have, in order. */
export class AckQueue {
  private readonly job: Pick<TailJob, 'ack' | 'gathering' | 'stats' | 'progress'>
  private readonly all: CombinedOutput<Event>
  /** The outputs and recorders that do not gather. */
  private readonly prompt: CombinedOutput<Event>
  /** Whether events that are not shown are gathered too. */
  private readonly gathersHidden: boolean
  private readonly taken: Taken[] = []

  /** @param all outputs and recorders of the job */
  constructor(job: TailJob, all: CombinedOutput<Event>) {
    const { outputs, recorders = [] } = job
    this.job = job
    this.all = all
    this.prompt = allOutputs([...recorders, ...outputs].filter(({ gather }) => !gather))
    this.gathersHidden = recorders.some(({ gather }) => gather)
  }

  /**
   * Flushes what was put of a batch, and acks it, unless outputs gather.
   *
   * @param count how many events of the batch were read
   * @returns false if nobody reads an output any more
   */
  async add(batch: SourceBatch, count: number, shown: readonly SourceDelivery[]): Promise<boolean> {
    const { gathering, progress } = this.job
    const all = batch.deliveries
    const deliveries = count === all.length ? all : all.slice(0, count)
    const taken = { batch, deliveries, shown, acked: 0 }
    this.taken.push(taken)
    gathering?.add(this.gathersHidden ? deliveries.length : shown.length, deliveries)
    if (!gathering || gathering.due) return this.flush(shown.length)
    if (!(await this.prompt.flush())) return false
    let held = 0
    if (!this.gathersHidden) {
      this.ackHidden(taken)
      // Nothing of it waits. It need not stay in memory.
      if (shown.length === 0) held = this.ack(this.taken.pop()!)
    }
    progress?.({ shown: shown.length, held })
    return true
  }

  /**
   * Flushes everything, and acks what was not acked.
   *
   * @param shown how many of the events are shown by this flush
   * @returns false if nobody reads an output any more
   */
  async flush(shown = 0): Promise<boolean> {
    if (this.taken.length === 0) return true
    if (!(await this.all.flush())) return false
    let held = 0
    for (const taken of this.taken) held += this.ack(taken)
    this.taken.length = 0
    this.job.gathering?.flushed()
    this.job.progress?.({ shown, held })
    return true
  }

  /** Acks the events that are not shown: no output that gathers has to take them. */
  private ackHidden(taken: Taken): void {
    const { batch, deliveries, shown } = taken
    if (this.job.ack !== 'all' || shown.length === deliveries.length) return
    const kept = new Set(shown)
    taken.acked = batch.ack(deliveries.filter(delivery => !kept.has(delivery)))
  }

  /** Returns how many events stay un-acked at the server. */
  private ack(taken: Taken): number {
    const { ack, stats } = this.job
    const { batch, deliveries, shown } = taken
    taken.acked += batch.ack(ack === 'all' ? deliveries : ack === 'matched' ? shown : [])
    stats?.ackedOf(batch)
    return batch.ackable ? deliveries.length - taken.acked : 0
  }
}
