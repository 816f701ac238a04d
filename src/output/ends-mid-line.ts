import { closeSync, openSync, readSync } from 'node:fs'

const newline = 0x0a

/**
 * Returns whether a file ends in a line without its `\n`; false if the file cannot be read.
 *
 * @param fd a descriptor of the file, which may be open for writing only: the file is opened again. Linux allows that
 *   if the user may read the file; macOS and BSD do not
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
