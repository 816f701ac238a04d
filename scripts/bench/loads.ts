import { makeDeviceLines, makeHugeLine, makeLines, makeRawLines, makeStatusLines } from './lines.ts'
import { Load } from './load.ts'

/** Lines of a load of small ones. */
export const smallCount = 400
export const hugeBytes = 10_000_000
export const manyDevices = { count: 10_000, dataPoints: 200, usualDataPoints: 8 }

/** What a broker can push. The pusher and the process that starts it make the same from the same start time. */
export const loads = {
  noti1: (startTime: number) => new Load(makeLines(smallCount, startTime, 'noti1')),
  snoti2: (startTime: number) => new Load(makeLines(smallCount, startTime, 'snoti2')),
  statuses: (startTime: number) => new Load(makeStatusLines(smallCount, startTime)),
  raw: (startTime: number) => new Load(makeRawLines(smallCount, startTime)),
  'many devices': (startTime: number) =>
    new Load(makeDeviceLines(manyDevices.count, manyDevices.dataPoints, startTime)),
  '10,000 devices': (startTime: number) =>
    new Load(makeDeviceLines(manyDevices.count, manyDevices.usualDataPoints, startTime)),
  'few devices': (startTime: number) => new Load(makeDeviceLines(10, manyDevices.dataPoints, startTime)),
  huge: (_startTime: number) => new Load([makeHugeLine(hugeBytes)]),
}

export type LoadName = keyof typeof loads
