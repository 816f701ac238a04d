const step = 20

/** Watches how late this process's own timers are: a broker that gets no processor answers no ping. */
export class LagWatch {
  private worstMs = 0
  private due = performance.now() + step
  private readonly timer = setInterval(() => {
    const now = performance.now()
    this.worstMs = Math.max(this.worstMs, now - this.due)
    this.due = now + step
  }, step)

  /** Ends the watch; answers the worst lateness in milliseconds. */
  end(): number {
    clearInterval(this.timer)
    return Math.max(this.worstMs, performance.now() - this.due)
  }
}
