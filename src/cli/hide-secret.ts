/**
 * Takes a secret that was typed on the command line out of sight: the title replaces the whole command line in
 * the process list, and no diagnostic report is written, for a report has the command line in it.
 */
export function hideCommandLine(words: readonly string[]): void {
  if (!words.some(word => word.startsWith('--secret'))) return
  process.title = 'gizwits-tail'
  const { report } = process
  report.reportOnFatalError = false
  report.reportOnUncaughtException = false
  report.reportOnSignal = false
}

/** Takes the secret out of the environment, once it was read: it has no business in a report or a core file. */
export function forgetSecretVariable(): void {
  delete process.env.GIZWITS_ENTERPRISE_SECRET
}
