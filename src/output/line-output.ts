import type { ByteRange } from '../base/byte-range.ts'
import type { Output } from './output.ts'
import { OutputCounter } from './output-counter.ts'
import type { Sink } from './sink.ts'

/** Writes each event in a text format, as whole lines. */
export class LineOutput<E> implements Output<E> {
  readonly counts = new OutputCounter('stdout')
  private readonly format: (event: E) => string | ByteRange
  private readonly sink: Sink

  /** @param format called once per event, in order; returns whole lines, each with its `\n` */
  constructor(format: (event: E) => string | ByteRange, sink: Sink) {
    this.format = format
    this.sink = sink
  }

  put(event: E): void {
    this.counts.waiting++
    this.sink.put(this.format(event))
  }

  async flush(): Promise<boolean> {
    const { counts, sink } = this
    const before = sink.written
    const taken = await sink.flush()
    if (taken) counts.taken(sink.written - before)
    return taken
  }

  abandon(): void {
    this.sink.abandon()
  }

  /** Leaves the sink as it is: stdout belongs to the process. */
  async close(): Promise<void> {}
}
