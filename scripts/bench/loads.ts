import { makeHugeLine, makeLines } from './lines.ts'
import { Load } from './load.ts'

/** Lines in `small`. */
export const smallCount = 400
export const hugeBytes = 10_000_000

/** What a broker can push. The pusher and the process that starts it make the same from the same start time. */
export const loads = {
  small: (startTime: number) => new Load(makeLines(smallCount, startTime)),
  huge: (_startTime: number) => new Load([makeHugeLine(hugeBytes)]),
}

export type LoadName = keyof typeof loads
