import { closeSync, fstatSync, ftruncateSync, openSync, readSync, writeSync } from 'node:fs'

const newline = 0x0a
/** Bytes that are read at once, from the end of a file. */
const pieceLength = 64 * 1024

/** A file that is open for appending. */
export interface OpenFile {
  readonly fd: number
  /** Bytes in it. */
  readonly size: number
  /** What was done to its last line, if that was incomplete. */
  readonly repair?: 'ended' | 'removed' | undefined
}

/** Creates a file that must not exist yet. @throws the error of the system */
export function createFile(path: string): OpenFile {
  return { fd: openSync(path, 'ax', 0o600), size: 0 }
}

/**
 * Opens a plain file to add lines to it, or creates it. A last line without its `\n` is ended, unless it is the beginning
 * of an event: that was cut, was not acked, and comes again. It is removed, for it would be no JSON.
 *
 * @throws the error of the system
 */
export function continueFile(path: string): OpenFile {
  const fd = openSync(path, 'a+', 0o600)
  try {
    const { size } = fstatSync(fd)
    const last = lastLineOf(fd, size)
    if (last.length === 0) return { fd, size }
    if (isCutEvent(last) && fstatSync(fd).size === size) {
      ftruncateSync(fd, size - last.length)
      return { fd, size: size - last.length, repair: 'removed' }
    }
    writeSync(fd, '\n')
    return { fd, size: size + 1, repair: 'ended' }
  } catch (error) {
    closeSync(fd)
    throw error
  }
}

/** Returns what follows the last `\n`. */
function lastLineOf(fd: number, size: number): Buffer {
  const pieces: Buffer[] = []
  for (let end = size; end > 0; ) {
    const start = Math.max(0, end - pieceLength)
    const piece = Buffer.alloc(end - start)
    const got = piece.subarray(0, readSync(fd, piece, 0, piece.length, start))
    const cut = got.lastIndexOf(newline)
    pieces.unshift(got.subarray(cut + 1))
    if (cut >= 0) break
    end = start
  }
  return Buffer.concat(pieces)
}

function isCutEvent(line: Buffer): boolean {
  if (line[0] !== 0x7b) return false
  try {
    JSON.parse(String(line))
    return false
  } catch {
    return true
  }
}
