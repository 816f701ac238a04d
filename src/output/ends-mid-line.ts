import { closeSync, openSync, readSync } from 'node:fs'

const newline = 0x0a

/**
 * Whether a file ends in a line without its `\n`.
 *
 * @param fd a descriptor of the file, which need not be readable: it is opened anew. On Linux that takes the
 *   permission to read the file; macOS and BSD refuse it for a descriptor opened for writing only. False where
 *   the file cannot be read
 * @param size bytes in the file
 */
export function endsMidLine(fd: number, size: number): boolean {
  if (size === 0) return false
  let reader: number | undefined
  try {
    reader = openSync(`/dev/fd/${fd}`, 'r')
    const last = Buffer.alloc(1)
    return readSync(reader, last, 0, 1, size - 1) === 1 && last[0] !== newline
  } catch {
    return false
  } finally {
    if (reader !== undefined) closeSync(reader)
  }
}
