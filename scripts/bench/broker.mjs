import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

/** The pusher, from the side of those who use it. */
export class Broker {
  #child
  #waiting = []
  /** Of the client that is being served: the one before may end after it has begun. */
  #number = 0

  /** @param certificate `{ cert, key }`, PEM */
  static async start(certificate, startTime) {
    const broker = new Broker()
    broker.#child = fork(fileURLToPath(new URL('./pusher.mjs', import.meta.url)), { execArgv: [] })
    broker.#child.on('message', message => broker.#hear(message))
    broker.#child.send({ do: 'listen', cert: certificate.cert, key: certificate.key, startTime })
    broker.port = (await broker.#next('port')).port
    return broker
  }

  /**
   * What the next client gets: `load` is one of `loads`, `push` is 'window' or 'paced', `window` 'none' or, as
   * the client's login has it, undefined. Answers promises of `{ at, cpu }` in milliseconds: when it was let
   * in, and when each of `marks` events was acked; and of its end.
   */
  next({ load = 'small', push = 'window', window, events, marks }) {
    this.#waiting = []
    const number = ++this.#number
    this.#child.send({ do: 'next', number, load, push, window, events, marks })
    return { marks: [0, ...marks].map(mark => this.#next('mark', mark)), closed: this.#next('closed') }
  }

  async stop() {
    this.#child.disconnect()
    await once(this.#child, 'exit')
  }

  #next(told, acked) {
    return new Promise(resolve => this.#waiting.push({ told, acked, resolve }))
  }

  #hear(message) {
    if (message.number !== undefined && message.number !== this.#number) return
    const found = this.#waiting.find(one => one.told === message.told && one.acked === message.acked)
    if (message.told === 'fault') console.error(`bench: the pusher: ${message.text}`)
    found?.resolve(message)
  }
}
