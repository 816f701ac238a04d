/** Bytes that may wait in the socket: enough to keep it busy, too few to weigh. */
const waitingLimit = 512 * 1024

/** Pushes a load round and round, as fast as a window lets it, and never one event beyond the window. */
export class WindowPush {
  #sent = 0
  #acked = 0
  #marks
  #pumping = false

  /**
   * @param job `{ load, events, marks, window }`: how many events in all; `marks`, rising, are numbers of
   * acked events that `reached` hears of; `window` may be Infinity
   */
  constructor(socket, job, reached) {
    this.socket = socket
    this.job = job
    this.reached = reached
    this.#marks = [...job.marks]
    socket.on('drain', () => this.#pump())
    this.#pump()
  }

  acked(count) {
    this.#acked += count
    while (this.#marks.length > 0 && this.#acked >= this.#marks[0]) this.reached(this.#marks.shift())
    // All acks that came in this turn of the event loop are counted before the next write: so writes are big.
    if (this.#pumping) return
    this.#pumping = true
    setImmediate(() => {
      this.#pumping = false
      this.#pump()
    })
  }

  #pump() {
    const { socket, job } = this
    const { load } = job
    while (!socket.destroyed && socket.writableLength < waitingLimit) {
      const at = this.#sent % load.count
      const free = job.window - (this.#sent - this.#acked)
      const take = Math.min(free, job.events - this.#sent, load.count - at)
      if (take <= 0) break
      this.#sent += take
      socket.write(load.slice(at, at + take))
    }
    if (this.#sent === job.events && job.window === Number.POSITIVE_INFINITY) socket.end()
  }
}
