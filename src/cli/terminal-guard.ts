/** The part of a process that is needed to notice that it stops or ends. */
export type GuardedProcess = Pick<NodeJS.Process, 'pid' | 'kill' | 'on' | 'off' | 'listenerCount'>

export interface TerminalGuardHooks {
  /** Restores the state of the terminal. May be called again. */
  restore(): void
  /** Continues after a stop. */
  resume(): void
  /** Called after `restore` when the process exits or fails. */
  ended?(): void
}

/**
 * Calls `restore` before the process is stopped by Ctrl-Z, exits, or fails with an uncaught exception, and `resume` when it
 * continues. Signals that ask it to end have their own listeners, and lead to an exit.
 *
 * @returns a function that removes the listeners
 */
export function guardTerminal(process: GuardedProcess, hooks: TerminalGuardHooks): () => void {
  const { restore, resume } = hooks
  const end = () => {
    restore()
    hooks.ended?.()
  }
  const stop = () => {
    restore()
    // Another listener decides what to do about the signal.
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
  process.on('exit', end)
  process.on('uncaughtExceptionMonitor', end)
  return () => {
    process.off('SIGTSTP', stop)
    process.off('SIGCONT', continued)
    process.off('exit', end)
    process.off('uncaughtExceptionMonitor', end)
  }
}
