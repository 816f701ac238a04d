import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, openSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { plainEnv } from './child.mjs'

/**
 * A pipe as a shell makes it, and its reader. Node's own `stdio: 'pipe'` is a socket, which is slower and whose
 * buffer is larger.
 *
 * @returns `fd` to write to; `release()`, to be called once a child has it; `read()`, what the reader says
 * once the pipe has ended
 */
function openPipe(folder, [command, ...args]) {
  const path = join(folder, 'pipe')
  rmSync(path, { force: true })
  execFileSync('mkfifo', [path])
  // Opened both ways first, for else each end would wait for the other.
  const both = openSync(path, 'r+')
  const readFd = openSync(path, 'r')
  const fd = openSync(path, 'w')
  closeSync(both)
  const env = plainEnv({ LC_ALL: 'C' })
  const reader = spawn(command, args, { stdio: [readFd, 'pipe', 'pipe'], env })
  closeSync(readFd)
  const said = Promise.all([text(reader.stdout), text(reader.stderr), once(reader, 'exit')])
  return { fd, release: () => closeSync(fd), read: async () => (await said).slice(0, 2).join('\n') }
}

/** Read by `dd`, which costs little more than the kernel's own copy; `read` answers the bytes that came. */
export function countingPipe(folder) {
  const pipe = openPipe(folder, ['dd', 'of=/dev/null', 'bs=65536'])
  return { ...pipe, read: async () => Number(/(\d+) bytes/.exec(await pipe.read())?.[1]) }
}

/** Read by a Node script with the pipe as its stdin; `read` answers the JSON it prints. */
export function scriptedPipe(folder, script, args) {
  const pipe = openPipe(folder, [process.execPath, script, ...args])
  return { ...pipe, read: async () => JSON.parse(await pipe.read()) }
}
