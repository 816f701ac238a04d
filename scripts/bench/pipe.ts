import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, openSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { type Command, plainEnv } from './child.ts'

/** A pipe as a shell makes it, and its reader. Node's own `stdio: 'pipe'` is a socket: slower, with a larger buffer. */
export interface Pipe<T> {
  /** The end to write to. */
  readonly fd: number
  /** Closes our copy of `fd`; to be called once a child has it. */
  release(): void
  /** What the reader found, once the pipe has ended. */
  read(): Promise<T>
}

/** A pipe read by a command; `read` settles with what the command writes to stdout and stderr. */
function openPipe(folder: string, [program, ...args]: Command): Pipe<string> {
  const path = join(folder, 'pipe')
  rmSync(path, { force: true })
  execFileSync('mkfifo', [path])
  // Opened for both first: otherwise each end would wait for the other.
  const both = openSync(path, 'r+')
  const readFd = openSync(path, 'r')
  const fd = openSync(path, 'w')
  closeSync(both)
  const reader = spawn(program, args, { stdio: [readFd, 'pipe', 'pipe'], env: plainEnv({ LC_ALL: 'C' }) })
  closeSync(readFd)
  const ended = Promise.all([text(reader.stdout!), text(reader.stderr!), once(reader, 'exit')])
  return { fd, release: () => closeSync(fd), read: async () => (await ended).slice(0, 2).join('\n') }
}

/** A pipe read by `dd`, which costs little more than the kernel's own copy; `read` settles with the bytes that came. */
export function countingPipe(folder: string): Pipe<number> {
  const pipe = openPipe(folder, ['dd', 'of=/dev/null', 'bs=65536'])
  return { ...pipe, read: async () => Number(/(\d+) bytes/.exec(await pipe.read())?.[1]) }
}

/** A pipe that is the stdin of a Node script; `read` settles with the JSON that the script prints. */
export function scriptedPipe(folder: string, script: string, args: readonly string[]): Pipe<unknown> {
  const pipe = openPipe(folder, [process.execPath, script, ...args])
  return { ...pipe, read: async () => JSON.parse(await pipe.read()) as unknown }
}
