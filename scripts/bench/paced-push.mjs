/** Pushes one event a millisecond, each with the time of its own write inside, on the clock of `process.hrtime`. */
export class PacedPush {
  #sent = 0
  #acked = 0
  #due = 0
  #start = performance.now()

  constructor(socket, job, reached) {
    this.socket = socket
    this.job = job
    this.reached = reached
    const timer = setInterval(() => this.#pump(), 1)
    socket.on('close', () => clearInterval(timer))
  }

  acked(count) {
    this.#acked += count
    if (this.#acked === this.job.events) this.reached(this.#acked)
  }

  /** A timer that comes late sends all that is due, so the rate holds. */
  #pump() {
    this.#due = Math.min(performance.now() - this.#start, this.job.events)
    while (this.#sent < this.#due && this.#sent - this.#acked < this.job.window) {
      this.#sent++
      this.socket.write(stamped(this.#sent))
    }
  }
}

const body = `"Air_Quality":"优","Wind_Velocity":"睡眠","PM25":12,"Room_Temp":-3.5,"Switch":1}}\n`

function stamped(i) {
  const who = `"product_key":"a1f0c3d2e4b5968778695a4b3c2d1e01","did":"benchLatency${i % 10}"`
  const head = `{"cmd":"enterprise_event_push","delivery_id":${i},"event_type":"device_status_kv",${who}`
  const when = `"mac":"02005e000a00","created_at":${Date.now() / 1000}`
  return `${head},${when},"data":{"sent":"@${process.hrtime.bigint()}@",${body}`
}
