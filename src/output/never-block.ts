import type { Writable } from 'node:stream'

/** Internals of Node's stream for a terminal or a pipe. */
interface Inner {
  _handle?: { setBlocking?: (blocking: boolean) => unknown } | null
  _write?: unknown
  _writev?: unknown
}

/**
 * Makes writes to a stream asynchronous. In Node, writes to a terminal, and on Windows to a pipe, block the whole
 * process: a terminal stopped with Ctrl-S, or a reader that no longer reads, would stop heartbeats and signals too. The
 * method used is internal to Node; in a version without it the stream stays as it is.
 */
export function neverBlock(
  stream: Writable & { readonly isTTY?: boolean },
  platform: NodeJS.Platform = process.platform,
): void {
  if (!stream.isTTY && platform !== 'win32') return
  const inner = stream as unknown as Inner
  if (!inner._handle?.setBlocking) return
  inner._handle.setBlocking(false)
  // Node gives the stream of a blocking pipe synchronous methods, which hide those of its class.
  for (const name of ['_write', '_writev'] as const) if (Object.hasOwn(inner, name)) delete inner[name]
}
