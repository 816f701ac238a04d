import type { Push } from './push.ts'

/** Bytes that may wait in the socket: enough to keep it busy, too few to matter for memory. */
const waitingLimit = 512 * 1024

/** Pushes a load again and again, as fast as the window allows, and never one event beyond the window. */
export const windowPush: Push = (socket, { load, window, events, areNew, ...job }, reached) => {
  const marks = [...job.marks]
  const start = Math.floor(Date.now() / 1000)
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
      const most = Math.min(window - (sent - acked), events - sent)
      if (most <= 0) break
      const { bytes, count } = areNew ? load.newEvents(sent, most, start) : load.events(sent, most)
      sent += count
      socket.write(bytes)
    }
    if (sent === events && window === Number.POSITIVE_INFINITY) socket.end()
  }
}
