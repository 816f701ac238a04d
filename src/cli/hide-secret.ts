/**
 * Hides a secret that was typed on the command line: the title replaces the command line in the process list, and no
 * diagnostic report is written, because it would contain the command line.
 */
export function hideCommandLine(words: readonly string[]): void {
  if (!words.some(word => secretOptions.some(option => word.startsWith(option)))) return
  process.title = 'gizwits-tail'
  const { report } = process
  report.reportOnFatalError = false
  report.reportOnUncaughtException = false
  report.reportOnSignal = false
}

/** Options that have a secret, or may have one. */
const secretOptions = ['--secret', '--proxy']

/** Returns the secrets of the environment and removes them there, so that no report or core file contains them. */
export function takeSecretVariables(env: NodeJS.ProcessEnv): Readonly<NodeJS.ProcessEnv> {
  const taken = Object.fromEntries(secretVariables.map(name => [name, env[name]]))
  for (const name of secretVariables) delete env[name]
  return taken
}

const secretVariables = ['GIZWITS_ENTERPRISE_SECRET', 'GIZWITS_AUTH_SECRET']
