/** What of the process is needed to notice that it is about to leave its terminal. */
export type GuardedProcess = Pick<NodeJS.Process, 'pid' | 'kill' | 'on' | 'off' | 'listenerCount'>

export interface TerminalGuardHooks {
  /** Puts the terminal back as it was found. May be called when that is done already. */
  restore(): void
  /** Goes on after a pause. */
  resume(): void
}

/** What Ctrl-Z and Ctrl-\ send. Other signals have listeners, and end in an `exit`. */
const signals = ['SIGTSTP', 'SIGQUIT'] as const

/**
 * Calls `restore` before the process is stopped or ended, be it by a key, an exit or a bug, and `resume` when it is
 * continued. Returns a function that ends this.
 */
export function guardTerminal(process: GuardedProcess, { restore, resume }: TerminalGuardHooks): () => void {
  const listeners = signals.map(signal => {
    const listener = () => {
      restore()
      // Whoever else listens decides what comes of the signal.
      if (process.listenerCount(signal) > 1) return
      process.off(signal, listener)
      process.kill(process.pid, signal)
    }
    return { signal, listener }
  })
  const listen = () => {
    for (const { signal, listener } of listeners) {
      process.off(signal, listener)
      process.on(signal, listener)
    }
  }
  const continued = () => {
    listen()
    resume()
  }
  listen()
  process.on('SIGCONT', continued)
  process.on('exit', restore)
  process.on('uncaughtExceptionMonitor', restore)
  return () => {
    for (const { signal, listener } of listeners) process.off(signal, listener)
    process.off('SIGCONT', continued)
    process.off('exit', restore)
    process.off('uncaughtExceptionMonitor', restore)
  }
}
