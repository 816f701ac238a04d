import { fstatSync, readFileSync, readlinkSync, readSync, statSync } from 'node:fs'
import { homedir } from 'node:os'
import { basename, join } from 'node:path'
import type { StopSignal } from './exit-code.ts'

/** Position of each signal in the kernel's masks, as far as a shell's own mask says something about its children. */
const numbers = { SIGHUP: 1, SIGINT: 2, SIGTERM: 15 } as const satisfies Partial<Record<StopSignal, number>>

const shell = /^(?:r?ba|da|a|z|[mop]?k|pdk|ya)?sh(?![a-z])|^busybox/

let known: ReadonlySet<StopSignal> | undefined

/**
 * The signals that were ignored when this program was started, and so must stay ignored. Node sets every signal
 * to its default before it runs any of our code, so what can be known is what left a trace elsewhere:
 *
 * - `nohup` is named by the shell's variable `_`, opens stdin for writing only, or writes to its `nohup.out`;
 * - a shell that ignores a signal (`trap '' INT`) shows it in /proc, and its children inherit it.
 *
 * No trace is left by a background job of a shell without job control (SIGINT), by `trap '' HUP; exec …`, by
 * other programs that ignore a signal and then start this one, and, but for `nohup`, on systems without /proc.
 */
export function ignoredAtStart(): ReadonlySet<StopSignal> {
  known ??= new Set([...(startedByNohup() ? (['SIGHUP'] as const) : []), ...ignoredByShell(process.ppid)])
  return known
}

/** Ignores them again. */
export function keepIgnored(): void {
  for (const signal of ignoredAtStart()) process.on(signal, () => {})
}

function startedByNohup(): boolean {
  return basename(process.env._ ?? '') === 'nohup' || isWriteOnlyNull(0) || isNohupOut(1)
}

/** GNU's nohup puts this in place of a stdin that is a terminal. */
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
        // An interactive shell ignores SIGTERM for itself alone, and gives each job a group of its own.
        (name !== 'SIGTERM' || groupOf(pid) === groupOf(process.pid)),
    )
  } catch {
    return []
  }
}

/** The process group; the name before it may hold anything, so that fields are counted from its end. */
function groupOf(pid: number): string | undefined {
  return readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\)/s, '').trim().split(' ')[2]
}
