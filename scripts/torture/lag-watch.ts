const step = 20

/** Measures how late the timers of this process are: a broker that gets no processor time sends no pong. */
export class LagWatch {
  private worstMs = 0
  private due = performance.now() + step
  private readonly timer = setInterval(() => {
    const now = performance.now()
    this.worstMs = Math.max(this.worstMs, now - this.due)
    this.due = now + step
  }, step)

  /** Stops measuring, and returns the longest delay in milliseconds. */
  end(): number {
    clearInterval(this.timer)
    return Math.max(this.worstMs, performance.now() - this.due)
  }
}
