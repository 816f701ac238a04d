import type { Writable } from 'node:stream'
import type { Load } from './load.ts'

/** Bytes that may wait in the socket: enough to keep it busy, too few to matter for memory. */
const waitingLimit = 512 * 1024

/** What to push over one connection. */
export interface PushJob {
  readonly load: Load
  /** How many in all. */
  readonly events: number
  /** Numbers of acked events to report, rising. */
  readonly marks: readonly number[]
  /** Events that may wait for their acks; may be Infinity. */
  readonly window: number
}

/** Pushes a load again and again, as fast as the window allows, and never one event beyond the window. */
export class WindowPush {
  #sent = 0
  #acked = 0
  #pumping = false
  readonly #marks: number[]
  readonly #socket: Writable
  readonly #job: PushJob
  readonly #reached: (mark: number) => void

  constructor(socket: Writable, job: PushJob, reached: (mark: number) => void) {
    this.#socket = socket
    this.#job = job
    this.#reached = reached
    this.#marks = [...job.marks]
    socket.on('drain', () => this.#pump())
    this.#pump()
  }

  acked(count: number): void {
    this.#acked += count
    while (this.#acked >= (this.#marks[0] ?? Number.POSITIVE_INFINITY)) this.#reached(this.#marks.shift()!)
    // All acks of this turn of the event loop are counted before the next write, so that writes are large.
    if (this.#pumping) return
    this.#pumping = true
    setImmediate(() => {
      this.#pumping = false
      this.#pump()
    })
  }

  #pump(): void {
    const socket = this.#socket
    const { load, window, events } = this.#job
    while (!socket.destroyed && socket.writableLength < waitingLimit) {
      const at = this.#sent % load.count
      const free = window - (this.#sent - this.#acked)
      const take = Math.min(free, events - this.#sent, load.count - at)
      if (take <= 0) break
      this.#sent += take
      socket.write(load.slice(at, at + take))
    }
    if (this.#sent === events && window === Number.POSITIVE_INFINITY) socket.end()
  }
}
