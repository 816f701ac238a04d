import type { Writable } from 'node:stream'

/** What Node has inside a stream to a terminal or a pipe. */
interface Inner {
  _handle?: { setBlocking?: (blocking: boolean) => unknown } | null
  _write?: unknown
  _writev?: unknown
}

/**
 * Node lets writes to a terminal, and on Windows to a pipe, block the whole process: a terminal that is stopped
 * with Ctrl-S, or a reader that has stopped reading, would stop the heartbeats and the signals too. The handle
 * can be told otherwise, if by an inner method; where a version of Node has none, the stream stays as it was.
 */
export function neverBlock(
  stream: Writable & { readonly isTTY?: boolean },
  platform: NodeJS.Platform = process.platform,
): void {
  if (!stream.isTTY && platform !== 'win32') return
  const inner = stream as unknown as Inner
  if (!inner._handle?.setBlocking) return
  inner._handle.setBlocking(false)
  // For a blocking pipe Node gives the stream synchronous methods of its own, before those of its class.
  for (const name of ['_write', '_writev'] as const) if (Object.hasOwn(inner, name)) delete inner[name]
}
