import { Failure } from '../base/failure.ts'
import { stdoutSink } from '../output/stdout-sink.ts'

/**
 * Writes text to stdout, and resolves once it is written. A closed pipe is not an error.
 *
 * @throws Failure `output` if it cannot be written
 */
export async function print(text: string): Promise<void> {
  const sink = stdoutSink()
  sink.put(text)
  try {
    await sink.flush()
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    // The hint is about events.
    throw new Failure('output', error.message, { cause: error.cause })
  }
}
