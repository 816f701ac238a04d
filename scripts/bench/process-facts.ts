import { readFileSync } from 'node:fs'

/** Milliseconds in a tick of /proc: the kernel reports 100 of them per second on every platform that Node runs on. */
const tick = 10

/** The processor time that a process has used so far, in milliseconds; undefined where there is no /proc. */
export function cpuOf(pid: number): number | undefined {
  const stat = readProc(pid, 'stat')
  if (stat === undefined) return undefined
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[11]) + Number(fields[12])) * tick
}

/** The most memory that a process has had resident, in MB (10^6 bytes); undefined where there is no /proc. */
export function peakMemoryOf(pid: number): number | undefined {
  const kilobytes = /VmHWM:\s+(\d+) kB/.exec(readProc(pid, 'status') ?? '')?.[1]
  return kilobytes === undefined ? undefined : (Number(kilobytes) * 1024) / 1e6
}

function readProc(pid: number, file: string): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8')
  } catch {
    return undefined
  }
}
