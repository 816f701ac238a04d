import { messageText } from '../base/safe-text.ts'

/** How connections end from the client's side, by the error's code. */
const endings: Readonly<Record<string, string>> = {
  ECONNRESET: 'reset by the client',
  EPIPE: 'closed by the client',
  ETIMEDOUT: 'lost: the client’s machine does not answer any more',
}

/** Who ended a connection that the broker did not end, by its error; without one the client closed it in order. */
export function clientEnding(error?: NodeJS.ErrnoException): string {
  if (!error) return 'closed by the client'
  return endings[error.code ?? ''] ?? `lost: ${messageText(error.message)}`
}

/** What becomes of `count` un-acked events; empty where there are none. */
export function goBack(count: number): string {
  if (count === 0) return ''
  return count === 1 ? '1 un-acked event goes back' : `${count} un-acked events go back`
}

/** That `bytes` of a line came whose end did not: a client that forgets it waits for ever. */
export function noLineEnd(bytes: number): string {
  return bytes === 0 ? '' : `its last ${bytes} bytes had no line end`
}

/** Whether the `count`-th of many equal lines is logged: the first five, then only 10, 100, 1000, … */
export function isLogged(count: number): boolean {
  return count <= 5 || Number.isInteger(Math.log10(count))
}
