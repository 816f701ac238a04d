/** The time and timers that the program uses, so that tests can replace them. */
export interface Clock {
  /** Milliseconds on a clock that never goes back. Only differences are meaningful. */
  now(): number
  /** Milliseconds since 1970, UTC. May jump, especially after the machine slept. May not advance before the next `await`. */
  wall(): number
  /** Calls `run` once, after `ms` milliseconds. Returns a function that cancels the call. */
  after(ms: number, run: () => void): () => void
}

/** The longest delay of a Node timer, which fires at once if its delay is longer. */
const longestTimer = 2 ** 31 - 1

let wallTime: number | undefined

const forgetWallTime = () => {
  wallTime = undefined
}

export const systemClock: Clock = {
  now: () => performance.now(),
  wall() {
    // `Date.now` takes some 50 ns, and is asked several times per event. All events of a batch are read without an await.
    if (wallTime === undefined) {
      wallTime = Date.now()
      queueMicrotask(forgetWallTime)
    }
    return wallTime
  },
  after(ms, run) {
    let left = ms
    let timer: NodeJS.Timeout
    const arm = () => {
      const step = Math.min(left, longestTimer)
      left -= step
      timer = setTimeout(left > 0 ? arm : run, step)
    }
    arm()
    return () => clearTimeout(timer)
  },
}
