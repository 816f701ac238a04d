import { Failure } from '../base/failure.ts'
import { systemErrorText } from '../base/system-error.ts'
import { say } from '../language/say.ts'

/** Codes of errors that mean that nobody reads the output any more. */
const readerGone = new Set([
  'EPIPE',
  'ECONNRESET',
  'ERR_STREAM_DESTROYED',
  'ERR_STREAM_WRITE_AFTER_END',
  'EOF',
])

/** Whether nobody reads the output any more, which is a normal end: `| head`. */
export function isReaderGone(error: NodeJS.ErrnoException): boolean {
  return readerGone.has(error.code ?? '')
}

export function outputFailure(error: NodeJS.ErrnoException): Failure {
  return new Failure('output', say('cannot write to the output: {why}', { why: systemErrorText(error) }), {
    hint: say('Events that were not written completely were not acked and stay in the queue.'),
    cause: error,
  })
}
