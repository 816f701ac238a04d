import type { Writable } from 'node:stream'

/**
 * Node lets writes to a terminal block the whole process: one that is stopped with Ctrl-S would stop the
 * heartbeats and the signals too. The handle can be told otherwise, if by an inner method; where a version of
 * Node has none, it stays as it was.
 */
export function neverBlock(stream: Writable & { readonly isTTY?: boolean }): void {
  if (!stream.isTTY) return
  const { _handle: handle } = stream as { _handle?: { setBlocking?: (blocking: boolean) => void } }
  handle?.setBlocking?.(false)
}
