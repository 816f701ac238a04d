import { makeHugeLine, makeLines } from './lines.ts'
import { Load } from './load.ts'

/** Lines of a load of small ones. */
export const smallCount = 400
export const hugeBytes = 10_000_000

/** What a broker can push. The pusher and the process that starts it make the same from the same start time. */
export const loads = {
  noti1: (startTime: number) => new Load(makeLines(smallCount, startTime, 'noti1')),
  snoti2: (startTime: number) => new Load(makeLines(smallCount, startTime, 'snoti2')),
  huge: (_startTime: number) => new Load([makeHugeLine(hugeBytes)]),
}

export type LoadName = keyof typeof loads
