import { fstatSync, readSync, statSync, writeSync } from 'node:fs'
import { Writable } from 'node:stream'
import { Failure } from '../base/failure.ts'
import { FileSink } from './file-sink.ts'
import { neverBlock } from './never-block.ts'
import { outputFailure } from './output-failure.ts'
import type { Sink } from './sink.ts'
import { StreamSink } from './stream-sink.ts'

/** A process's stdout: Node's stream, and the descriptor under it. */
export interface Stdout {
  readonly stream: Writable & { readonly isTTY?: boolean }
  readonly fd: number
  readonly platform: NodeJS.Platform
}

const ownStdout = (): Stdout => ({ stream: process.stdout, fd: 1, platform: process.platform })

/** The sink for this process's stdout, whatever the shell has put there. */
export function stdoutSink(stdout = ownStdout()): Sink {
  neverBlock(stdout.stream, stdout.platform)
  return flows(stdout) ? new StreamSink(stdout.stream) : new FileSink(stdout.fd)
}

/**
 * Checks that stdout can take events, before any is asked for.
 *
 * @throws Failure `output` where stdout is closed, or takes no writes: opened for reading only, a full device
 */
export function checkStdout(stdout = ownStdout()): void {
  const windows = stdout.platform === 'win32'
  // A stopped terminal may block, and a socket may take an empty write for a message.
  if (!windows && !stdout.stream.isTTY && !fstatSync(stdout.fd).isSocket()) {
    try {
      writeSync(stdout.fd, Buffer.alloc(0))
    } catch (error) {
      throw outputFailure(error as NodeJS.ErrnoException)
    }
  }
  if (windows ? isDummy(stdout.stream) : isReopened(stdout.fd)) {
    throw new Failure('output', 'stdout is closed: there is nowhere to write events to', {
      hint: 'To discard events, open /dev/null for writing only, as > /dev/null does.',
    })
  }
}

/** Whether it is a terminal, a pipe or a socket. On Windows all are written to by Node's stream: `fstat` fails there for some handles. */
function flows({ stream, fd, platform }: Stdout): boolean {
  if (stream.isTTY || platform === 'win32') return true
  const kind = fstatSync(fd)
  return kind.isFIFO() || (kind.isSocket() && !isDummy(stream))
}

/** Node's stand-in for a stdout of a kind it does not know: it takes everything and writes nothing. */
function isDummy(stream: Writable): boolean {
  return Object.getPrototypeOf(stream) === Writable.prototype
}

/**
 * Node opens /dev/null for reading and writing where it finds stdout closed (`>&-`); `> /dev/null` is open for
 * writing only, and cannot be read. A /dev/null opened for both and passed on (`1<>/dev/null`, Python's DEVNULL,
 * 'ignore' of Node's `spawn`) cannot be told from it, and events are not thrown away on a guess.
 */
function isReopened(fd: number): boolean {
  try {
    if (fstatSync(fd).rdev !== statSync('/dev/null').rdev) return false
    readSync(fd, Buffer.alloc(1))
    return true
  } catch {
    return false
  }
}
