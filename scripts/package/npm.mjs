import { messageOf } from '../error-message.mjs'
import { outputOf } from './child.mjs'

/**
 * Runs the npm that runs this process. It runs no script of any package.
 *
 * @param {readonly string[]} args
 * @param {{ cwd: string, signal: AbortSignal }} options
 * @throws {Error} where it fails, which it does without a registry
 */
export async function npm(args, { cwd, signal }) {
  const file = process.env.npm_execpath
  if (!file) throw new Error('this needs npm: start it with npm run package')
  const quiet = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']
  try {
    // The slowest that it does is a package of 50 MB, perhaps on a slow line.
    await outputOf(process.execPath, [file, ...args, ...quiet], { cwd, signal, timeout: 600_000 })
  } catch (error) {
    if (signal.aborted) throw error
    const hint = 'packaging fetches pkg and Node as packages: it needs the npm registry that npm is set to'
    throw new Error(`npm ${args.join(' ')} failed; ${hint}\n${messageOf(error)}`, { cause: error })
  }
}
