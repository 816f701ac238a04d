import { readFileSync } from 'node:fs'

/** Whether a process runs. One that has ended and was not waited for does not. */
function runs(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return process.platform !== 'linux' || !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))
  } catch {
    return false
  }
}

/** Settles once a process has ended, which is looked at whenever the event loop comes round. */
export async function processEnd(pid: number): Promise<void> {
  while (runs(pid)) await new Promise(resolve => setImmediate(resolve))
}
