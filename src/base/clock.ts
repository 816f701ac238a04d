/** Time as the program asks for it, so that tests can turn the hands themselves. */
export interface Clock {
  /** Milliseconds on a clock that never goes back; only differences mean anything. */
  now(): number
  /** Milliseconds since 1970, UTC. May jump, above all when the machine slept. */
  wall(): number
  /** Calls `run` once, `ms` from now. What it answers calls that off. */
  after(ms: number, run: () => void): () => void
}

/** The longest delay a Node timer takes; a longer one would fire at once. */
const longestTimer = 2 ** 31 - 1

export const systemClock: Clock = {
  now: () => performance.now(),
  wall: () => Date.now(),
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
