import type { Writable } from 'node:stream'
import type { PushJob } from './window-push.ts'

/** Pushes one event per millisecond, each with the time of its own write inside, on the clock of `process.hrtime`. */
export class PacedPush {
  #sent = 0
  #acked = 0
  readonly #start = performance.now()
  readonly #socket: Writable
  readonly #job: PushJob
  readonly #reached: (mark: number) => void

  constructor(socket: Writable, job: PushJob, reached: (mark: number) => void) {
    this.#socket = socket
    this.#job = job
    this.#reached = reached
    const timer = setInterval(() => this.#pump(), 1)
    socket.on('close', () => clearInterval(timer))
  }

  acked(count: number): void {
    this.#acked += count
    if (this.#acked === this.#job.events) this.#reached(this.#acked)
  }

  /** A late timer sends all that is due, so the rate holds. */
  #pump(): void {
    const { events, window } = this.#job
    const due = Math.min(performance.now() - this.#start, events)
    while (this.#sent < due && this.#sent - this.#acked < window) {
      this.#sent++
      this.#socket.write(stamped(this.#sent))
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
