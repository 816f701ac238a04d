import type { ByteRange } from '../base/byte-range.ts'
import type { Output } from './output.ts'
import type { Sink } from './sink.ts'

/** Writes each event in a text format, as whole lines. */
export class LineOutput<E> implements Output<E> {
  private readonly format: (event: E) => string | ByteRange
  private readonly sink: Sink

  /** @param format called once per event, in order; returns whole lines, each with its `\n` */
  constructor(format: (event: E) => string | ByteRange, sink: Sink) {
    this.format = format
    this.sink = sink
  }

  put(event: E): void {
    this.sink.put(this.format(event))
  }

  flush(): Promise<boolean> {
    return this.sink.flush()
  }

  abandon(): void {
    this.sink.abandon()
  }

  /** Leaves the sink as it is: stdout belongs to the process. */
  async close(): Promise<void> {}
}
