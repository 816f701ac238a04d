import type { ByteRange } from '../base/byte-range.ts'
import type { Output } from './output.ts'
import { OutputCounter } from './output-counter.ts'
import type { Sink } from './sink.ts'

/** Makes whole lines of an event, each with its `\n`. Called once per event, in order. */
interface LineFormat<E> {
  (event: E): string | ByteRange
  /** Lines to write before those of the first event. */
  readonly header?: string
}

/** Writes each event in a text format, as whole lines. */
export class LineOutput<E> implements Output<E> {
  readonly counts = new OutputCounter('stdout')
  private readonly format: LineFormat<E>
  private readonly sink: Sink
  /** Whether there is a header that no flush has written. */
  private isHeaderLeft: boolean

  constructor(format: LineFormat<E>, sink: Sink) {
    this.format = format
    this.sink = sink
    this.isHeaderLeft = format.header !== undefined
    if (format.header !== undefined) sink.put(format.header)
  }

  put(event: E): void {
    this.counts.waiting++
    this.sink.put(this.format(event))
  }

  async flush(): Promise<boolean> {
    const { counts, sink } = this
    const before = sink.written
    this.isHeaderLeft = false
    const taken = await sink.flush()
    if (taken) counts.taken(sink.written - before)
    return taken
  }

  abandon(): void {
    this.sink.abandon()
  }

  /** Writes the header if there was no event. Leaves the sink open: stdout belongs to the process. */
  async close(): Promise<void> {
    if (this.isHeaderLeft) await this.flush()
  }
}
