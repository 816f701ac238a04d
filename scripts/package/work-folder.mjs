import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'

const exitCodes = /** @type {const} */ ({ SIGINT: 130, SIGTERM: 143, SIGHUP: 129 })
const signals = /** @type {(keyof typeof exitCodes)[]} */ (Object.keys(exitCodes))

/**
 * Gives `work` a new folder inside `out`, from where files reach `out` by a rename, and removes it at the end. SIGINT,
 * SIGTERM and SIGHUP abort the work, so that its children end too, and set the exit code.
 *
 * @template T
 * @param {string} out created where it does not exist
 * @param {(folder: string, signal: AbortSignal) => Promise<T>} work
 */
export async function inWorkFolder(out, work) {
  const stop = new AbortController()
  /** @param {NodeJS.Signals} name */
  const onSignal = name => {
    process.exitCode = exitCodes[/** @type {keyof typeof exitCodes} */ (name)]
    stop.abort(new Error(`stopped by ${name}; ${out} is as it was`))
  }
  for (const name of signals) process.on(name, onSignal)
  let folder
  try {
    await mkdir(out, { recursive: true })
    folder = await mkdtemp(join(out, '.unfinished-'))
    return await work(folder, stop.signal)
  } catch (error) {
    throw stop.signal.aborted ? stop.signal.reason : error
  } finally {
    if (folder) await rm(folder, { recursive: true, force: true, maxRetries: 5 })
    for (const name of signals) process.off(name, onSignal)
  }
}
