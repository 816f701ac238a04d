import { output } from './child.mjs'

/**
 * Runs npm, the one that runs us, in a folder; no script of any package is run.
 *
 * @throws where it fails, which without a registry it does
 */
export async function npm(words, { cwd, signal }) {
  const file = process.env.npm_execpath
  if (!file) throw new Error('this needs npm: start it with npm run package')
  const quiet = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']
  try {
    // The slowest thing it does is a package of 50 MB, on lines that may be slow.
    await output(process.execPath, [file, ...words, ...quiet], { cwd, signal, timeout: 600_000 })
  } catch (error) {
    if (signal.aborted) throw error
    const hint = 'packaging fetches pkg and Node as packages: it needs the npm registry that npm is set to'
    throw new Error(`npm ${words.join(' ')} failed; ${hint}\n${error.message}`, { cause: error })
  }
}
