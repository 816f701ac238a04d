import { messageText } from '../base/safe-text.ts'
import { say, type Text } from '../language/say.ts'

/** How clients end connections, by the code of the error. */
const endings: Readonly<Record<string, Text>> = {
  ECONNRESET: 'reset by the client',
  EPIPE: 'closed by the client',
  ETIMEDOUT: 'lost: the client’s machine no longer answers',
}

/** Says how a client ended a connection. Without an error it closed the connection in order. */
export function clientEnding(error?: NodeJS.ErrnoException): string {
  if (!error) return say('closed by the client')
  const ending = endings[error.code ?? '']
  return ending ? say(ending) : say('lost: {why}', { why: messageText(error.message) })
}

/** Says that `count` un-acked events go back to their queues; empty if there are none. */
export function goBack(count: number): string {
  if (count === 0) return ''
  return count === 1 ? say('1 un-acked event goes back') : say('{n} un-acked events go back', { n: count })
}

/** Says that the last line had no end, since a client that forgets it waits forever; empty if `bytes` is 0. */
export function noLineEnd(bytes: number): string {
  return bytes === 0 ? '' : say('its last {n} bytes had no line end', { n: bytes })
}

/** Whether to log the `count`-th of many similar lines: the first five are logged, then the 10th, 100th, 1000th, … */
export function isLogged(count: number): boolean {
  return count <= 5 || Number.isInteger(Math.log10(count))
}
