import { Failure } from '../base/failure.ts'
import { stdoutSink } from '../output/stdout-sink.ts'

/**
 * Writes text to stdout, and settles once it is out. A reader that has gone is no error.
 *
 * @throws Failure `output` where it cannot be written
 */
export async function print(text: string): Promise<void> {
  const sink = stdoutSink()
  sink.put(text)
  try {
    await sink.flush()
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    // Without the hint, which is about events.
    throw new Failure('output', error.message, { cause: error.cause })
  }
}
