import type { Push } from './push.ts'

/** Bytes that may wait in the socket: enough to keep it busy, too few to matter for memory. */
const waitingLimit = 512 * 1024

/** Pushes a load again and again, as fast as the window allows, and never one event beyond the window. */
export const windowPush: Push = (socket, { load, window, events, ...job }, reached) => {
  const marks = [...job.marks]
  let sent = 0
  let acked = 0
  let isScheduled = false
  socket.on('drain', pump)
  pump()
  return acks => {
    acked += acks
    while (acked >= (marks[0] ?? Number.POSITIVE_INFINITY)) reached(marks.shift()!)
    // All acks of this turn of the event loop are counted before the next write, so that writes are large.
    if (isScheduled) return
    isScheduled = true
    setImmediate(() => {
      isScheduled = false
      pump()
    })
  }

  function pump(): void {
    while (!socket.destroyed && socket.writableLength < waitingLimit) {
      const at = sent % load.count
      const take = Math.min(window - (sent - acked), events - sent, load.count - at)
      if (take <= 0) break
      sent += take
      socket.write(load.slice(at, at + take))
    }
    if (sent === events && window === Number.POSITIVE_INFINITY) socket.end()
  }
}
