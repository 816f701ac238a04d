import { readFileSync } from 'node:fs'

/** Milliseconds in a tick of /proc; the kernel's face has 100 of them a second on every platform Node runs on. */
const tick = 10

/** Processor time a process has used so far, in milliseconds; undefined where there is no /proc. */
export function cpuOf(pid) {
  const stat = readProc(pid, 'stat')
  if (stat === undefined) return undefined
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[11]) + Number(fields[12])) * tick
}

/** The most memory a process had resident, and has now, in MB (10^6 bytes); undefined where there is no /proc. */
export function memoryOf(pid) {
  const status = readProc(pid, 'status')
  if (status === undefined) return undefined
  const megabytes = name => (Number(new RegExp(`${name}:\\s+(\\d+) kB`).exec(status)?.[1]) * 1024) / 1e6
  return { peak: megabytes('VmHWM'), now: megabytes('VmRSS') }
}

function readProc(pid, file) {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8')
  } catch {
    return undefined
  }
}
