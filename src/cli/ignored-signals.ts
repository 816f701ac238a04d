import { fstatSync, readFileSync, readlinkSync, readSync, statSync } from 'node:fs'
import { homedir } from 'node:os'
import { basename, join } from 'node:path'
import type { StopSignal } from './exit-code.ts'

/** The numbers of the signals whose state in a shell says something about its children. */
const numbers = { SIGHUP: 1, SIGINT: 2, SIGTERM: 15 } as const satisfies Partial<Record<StopSignal, number>>

const shell = /^(?:r?ba|da|a|z|[mop]?k|pdk|ya)?sh(?![a-z])|^busybox/

let known: ReadonlySet<StopSignal> | undefined

/**
 * Returns the signals that were ignored when this program was started and so must stay ignored. Node resets every signal
 * before it runs any of our code, therefore this can only be inferred:
 *
 * - from `nohup`, which the shell's variable `_` names, which opens stdin for writing only, or which writes to `nohup.out`;
 * - from the shell, whose ignored signals (`trap '' INT`) /proc shows and its children inherit.
 *
 * Not detected: a background job of a shell without job control (SIGINT), `trap '' HUP; exec …`, other programs that
 * ignore a signal and then start this one, and, except for `nohup`, anything on systems without /proc.
 */
export function ignoredAtStart(): ReadonlySet<StopSignal> {
  known ??= new Set([...(startedByNohup() ? (['SIGHUP'] as const) : []), ...ignoredByShell(process.ppid)])
  return known
}

/** Ignores the signals that were ignored at the start. */
export function keepIgnored(): void {
  for (const signal of ignoredAtStart()) process.on(signal, () => {})
}

function startedByNohup(): boolean {
  return basename(process.env._ ?? '') === 'nohup' || isWriteOnlyNull(0) || isNohupOut(1)
}

/** Whether a descriptor is /dev/null, open for writing only. GNU nohup replaces a stdin that is a terminal by that. */
function isWriteOnlyNull(fd: number): boolean {
  try {
    if (fstatSync(fd).rdev !== statSync('/dev/null').rdev) return false
  } catch {
    return false
  }
  try {
    readSync(fd, Buffer.alloc(1))
    return false
  } catch {
    return true
  }
}

function isNohupOut(fd: number): boolean {
  return ['.', homedir()].some(folder => {
    try {
      const [file, output] = [statSync(join(folder, 'nohup.out')), fstatSync(fd)]
      return file.isFile() && file.dev === output.dev && file.ino === output.ino
    } catch {
      return false
    }
  })
}

function ignoredByShell(pid: number): StopSignal[] {
  try {
    if (!shell.test(basename(readlinkSync(`/proc/${pid}/exe`)))) return []
    const mask = BigInt(`0x${/^SigIgn:\s*(\w+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))![1]}`)
    const names = Object.keys(numbers) as (keyof typeof numbers)[]
    return names.filter(
      name =>
        (mask >> BigInt(numbers[name] - 1)) & 1n &&
        // An interactive shell ignores SIGTERM only for itself, and gives each job its own process group.
        (name !== 'SIGTERM' || groupOf(pid) === groupOf(process.pid)),
    )
  } catch {
    return []
  }
}

/** Returns the process group. Fields are counted from the end of the name, which may contain anything. */
function groupOf(pid: number): string | undefined {
  return readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\)/s, '').trim().split(' ')[2]
}
