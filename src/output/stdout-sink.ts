import { fstatSync, readSync, statSync, writeSync } from 'node:fs'
import { Writable } from 'node:stream'
import { Failure } from '../base/failure.ts'
import { say } from '../language/say.ts'
import { FileSink } from './file-sink.ts'
import { neverBlock } from './never-block.ts'
import { outputFailure } from './output-failure.ts'
import type { Sink } from './sink.ts'
import { StreamSink } from './stream-sink.ts'

/** The stdout of a process: Node's stream, and its descriptor. */
export interface Stdout {
  readonly stream: Writable & { readonly isTTY?: boolean }
  readonly fd: number
  readonly platform: NodeJS.Platform
}

const ownStdout = (): Stdout => ({ stream: process.stdout, fd: 1, platform: process.platform })

/** Returns the sink that suits what stdout is: a file, a pipe, a terminal, … */
export function stdoutSink(stdout = ownStdout()): Sink {
  neverBlock(stdout.stream, stdout.platform)
  return flows(stdout) ? new StreamSink(stdout.stream) : new FileSink(stdout.fd)
}

/**
 * Checks that events can be written to stdout, before any is requested.
 *
 * @throws Failure `output` if stdout is closed or not writable: opened for reading only, a full device
 */
export function checkStdout(stdout = ownStdout()): void {
  const windows = stdout.platform === 'win32'
  // A stopped terminal may block, and a socket may send an empty write as a message.
  if (!windows && !stdout.stream.isTTY && !fstatSync(stdout.fd).isSocket()) {
    try {
      writeSync(stdout.fd, Buffer.alloc(0))
    } catch (error) {
      throw outputFailure(error as NodeJS.ErrnoException)
    }
  }
  if (windows ? isDummy(stdout.stream) : isReopened(stdout.fd)) {
    throw new Failure('output', say('stdout is closed: there is nowhere to write events to'), {
      hint: say('To discard events, open /dev/null for writing only, as > /dev/null does.'),
    })
  }
}

/** Whether stdout is a file that has lines already, as `>>` appends to. */
export function isStdoutContinued(stdout = ownStdout()): boolean {
  if (flows(stdout)) return false
  const kind = fstatSync(stdout.fd)
  return kind.isFile() && kind.size > 0
}

/** Whether to write through Node's stream: for terminals, pipes, sockets. On Windows always, since `fstat` fails there for some handles. */
function flows({ stream, fd, platform }: Stdout): boolean {
  if (stream.isTTY || platform === 'win32') return true
  const kind = fstatSync(fd)
  return kind.isFIFO() || (kind.isSocket() && !isDummy(stream))
}

/** Whether this is what Node makes of a stdout of an unknown kind: a stream that accepts everything and writes nothing. */
function isDummy(stream: Writable): boolean {
  return Object.getPrototypeOf(stream) === Writable.prototype
}

/**
 * Whether stdout was closed (`>&-`). Node then opens /dev/null for reading and writing, while `> /dev/null` is open for
 * writing only. A /dev/null that was opened for both and inherited (`1<>/dev/null`, Python's DEVNULL, 'ignore' of
 * Node's `spawn`) looks the same, and counts as closed: events must not be discarded on a guess.
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
