import type { Push } from './push.ts'

/** Pushes one event per millisecond, each with the time of its own write inside, on the clock of `process.hrtime`. */
export const pacedPush: Push = (socket, { events, window, ackDelays, ...job }, reached) => {
  const start = performance.now()
  const marks = [...job.marks]
  /** When the events that wait for their acks were written, in order. */
  const writtenAt: number[] = []
  let sent = 0
  let acked = 0
  const timer = setInterval(pump, 1)
  socket.on('close', () => clearInterval(timer))
  return acks => {
    acked += acks
    const now = performance.now()
    for (const at of writtenAt.splice(0, acks)) ackDelays.push(now - at)
    while (acked >= (marks[0] ?? Number.POSITIVE_INFINITY)) reached(marks.shift()!)
  }

  /** A late timer sends all that is due, so the rate holds. */
  function pump(): void {
    const due = Math.min(performance.now() - start, events)
    while (sent < due && sent - acked < window) {
      writtenAt.push(performance.now())
      socket.write(stamped(++sent))
    }
  }
}

const body = `"Air_Quality":"优","Wind_Velocity":"睡眠","PM25":12,"Room_Temp":-3.5,"Switch":1}}\n`

function stamped(i: number): string {
  const device = `"product_key":"a1f0c3d2e4b5968778695a4b3c2d1e01","did":"benchLatency${i % 10}"`
  const head = `{"cmd":"enterprise_event_push","delivery_id":${i},"event_type":"device_status_kv",${device}`
  const time = `"mac":"02005e000a00","created_at":${Date.now() / 1000}`
  return `${head},${time},"data":{"sent":"@${process.hrtime.bigint()}@",${body}`
}
