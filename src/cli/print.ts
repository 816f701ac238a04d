import { Failure } from '../base/failure.ts'
import { stdoutSink } from '../output/stdout-sink.ts'

/**
 * Writes text to stdout, and resolves once it is written. A closed pipe is not an error.
 *
 * @throws Failure `output` if it cannot be written
 */
export function print(text: string): Promise<void> {
  return printAll([text])
}

/** Prints texts one after the other, as `print` does, until the source ends or the pipe is closed. */
export async function printAll(texts: Iterable<string> | AsyncIterable<string>): Promise<void> {
  const sink = stdoutSink()
  try {
    for await (const text of texts) {
      sink.put(text)
      if (!(await sink.flush())) return
    }
  } catch (error) {
    if (!(error instanceof Failure) || error.code !== 'output') throw error
    // The hint is about events.
    throw new Failure('output', error.message, { cause: error.cause })
  }
}
