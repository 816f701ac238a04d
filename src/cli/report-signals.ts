/** What asks for a report: SIGINFO is Ctrl-T on macOS and BSD. Where there is no such signal, it never comes. */
const signals = ['SIGUSR1', 'SIGINFO'] as const satisfies NodeJS.Signals[]

/** Calls `report` for each signal that asks for it. Returns a function that removes the listeners. */
export function onReportSignal(report: () => void): () => void {
  for (const signal of signals) process.on(signal, report)
  return () => {
    for (const signal of signals) process.off(signal, report)
  }
}
