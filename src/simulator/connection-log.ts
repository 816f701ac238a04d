import { messageText } from '../base/safe-text.ts'

/** How clients end connections, by the code of the error. */
const endings: Readonly<Record<string, string>> = {
  ECONNRESET: 'reset by the client',
  EPIPE: 'closed by the client',
  ETIMEDOUT: 'lost: the client’s machine no longer answers',
}

/** Says how a client ended a connection. Without an error it closed the connection in order. */
export function clientEnding(error?: NodeJS.ErrnoException): string {
  if (!error) return 'closed by the client'
  return endings[error.code ?? ''] ?? `lost: ${messageText(error.message)}`
}

/** Says that `count` un-acked events go back to their queues; empty if there are none. */
export function goBack(count: number): string {
  if (count === 0) return ''
  return count === 1 ? '1 un-acked event goes back' : `${count} un-acked events go back`
}

/** Says that the last line had no end, since a client that forgets it waits forever; empty if `bytes` is 0. */
export function noLineEnd(bytes: number): string {
  return bytes === 0 ? '' : `its last ${bytes} bytes had no line end`
}

/** Whether to log the `count`-th of many similar lines: the first five are logged, then the 10th, 100th, 1000th, … */
export function isLogged(count: number): boolean {
  return count <= 5 || Number.isInteger(Math.log10(count))
}
