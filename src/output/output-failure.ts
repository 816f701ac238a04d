import { Failure } from '../base/failure.ts'
import { say, type Text } from '../language/say.ts'

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

const hints: Record<string, Text> = {
  ENOSPC: 'The disk is full. Events that were not written completely were not acked and stay in the queue.',
  EDQUOT:
    'The quota is exceeded. Events that were not written completely were not acked and stay in the queue.',
  EFBIG:
    'The file may not grow further. Events that were not written completely were not acked and stay in the queue.',
}

export function outputFailure(error: NodeJS.ErrnoException): Failure {
  const hint = hints[error.code ?? ''] ?? 'Events that are not written were not acked and stay in the queue.'
  return new Failure('output', say('cannot write to the output: {why}', { why: error.message }), {
    hint: say(hint),
    cause: error,
  })
}
