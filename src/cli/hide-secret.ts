/**
 * Hides a secret that was typed on the command line: the title replaces the command line in the process list, and no
 * diagnostic report is written, because it would contain the command line.
 */
export function hideCommandLine(words: readonly string[]): void {
  if (!words.some(word => word.startsWith('--secret'))) return
  process.title = 'gizwits-tail'
  const { report } = process
  report.reportOnFatalError = false
  report.reportOnUncaughtException = false
  report.reportOnSignal = false
}

/** Removes the secret from the environment after it has been read, so that no report or core file contains it. */
export function forgetSecretVariable(): void {
  delete process.env.GIZWITS_ENTERPRISE_SECRET
}
