import { cpus, loadavg, totalmem } from 'node:os'
import { setTimeout as wait } from 'node:timers/promises'

/** What the numbers were measured on. */
export interface Machine {
  readonly processor: string
  readonly cores: number
  readonly memoryGB: number
  /** Such as `linux x64`. */
  readonly system: string
  readonly node: string
  /** YYYY-MM-DD, UTC. */
  readonly date: string
  /** The load average over a minute. */
  readonly load: number
}

/** This machine, now. */
export function thisMachine(): Machine {
  const processors = cpus()
  return {
    processor: processors[0]?.model.trim() ?? 'unknown',
    cores: processors.length,
    memoryGB: Math.round(totalmem() / 1e9),
    system: `${process.platform} ${process.arch}`,
    node: process.version,
    date: new Date().toISOString().slice(0, 10),
    load: Math.round(loadavg()[0]! * 100) / 100,
  }
}

/** The share of the machine, 0 to 1, that others use while this process does nothing for some moments. */
export async function shareOfOthers(): Promise<number> {
  const before = cpuTimes()
  await wait(400)
  const after = cpuTimes()
  return (after.busy - before.busy) / (after.all - before.all || 1)
}

function cpuTimes(): { busy: number; all: number } {
  let busy = 0
  let all = 0
  for (const { times } of cpus()) {
    const total = times.user + times.nice + times.sys + times.idle + times.irq
    busy += total - times.idle
    all += total
  }
  return { busy, all }
}
