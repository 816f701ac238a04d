/** What of the process is needed to notice that it is about to leave its terminal. */
export type GuardedProcess = Pick<NodeJS.Process, 'pid' | 'kill' | 'on' | 'off' | 'listenerCount'>

export interface TerminalGuardHooks {
  /** Puts the terminal back as it was found. May be called when that is done already. */
  restore(): void
  /** Goes on after a pause. */
  resume(): void
}

/**
 * Calls `restore` before the process is stopped by Ctrl-Z or ends by an exit or a bug, and `resume` when it is
 * continued. Signals that ask it to end are not noticed here: they have listeners, and lead to an exit.
 *
 * @returns a function that ends this
 */
export function guardTerminal(process: GuardedProcess, { restore, resume }: TerminalGuardHooks): () => void {
  const stop = () => {
    restore()
    // Whoever else listens decides what comes of the signal.
    if (process.listenerCount('SIGTSTP') > 1) return
    process.off('SIGTSTP', stop)
    process.kill(process.pid, 'SIGTSTP')
  }
  const continued = () => {
    process.off('SIGTSTP', stop)
    process.on('SIGTSTP', stop)
    resume()
  }
  process.on('SIGTSTP', stop)
  process.on('SIGCONT', continued)
  process.on('exit', restore)
  process.on('uncaughtExceptionMonitor', restore)
  return () => {
    process.off('SIGTSTP', stop)
    process.off('SIGCONT', continued)
    process.off('exit', restore)
    process.off('uncaughtExceptionMonitor', restore)
  }
}
