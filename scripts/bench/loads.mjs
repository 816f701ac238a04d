import { makeHugeLine, makeLines } from './lines.mjs'
import { Load } from './load.mjs'

/** The lines of `small` before they begin again. */
export const smallCount = 400
export const hugeBytes = 10_000_000

/** What a broker can push. A pusher and the one who asks it make the same, from the same start time. */
export const loads = {
  small: startTime => new Load(makeLines(smallCount, startTime)),
  huge: () => new Load([makeHugeLine(hugeBytes)]),
}
