import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'

const exitCodes = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 }

/**
 * Lets `work` fill a folder inside `out`, from where a rename is all that is left to do, and takes that folder away
 * at the end, whatever the end is. A signal is an end: it aborts what `work` was given, so that its children go too,
 * and sets the exit code.
 *
 * @param work gets the folder and an AbortSignal
 */
export async function inWorkshop(out, work) {
  const stop = new AbortController()
  const onSignal = name => {
    process.exitCode = exitCodes[name]
    stop.abort(new Error(`stopped by ${name}; ${out} is as it was`))
  }
  for (const name of Object.keys(exitCodes)) process.on(name, onSignal)
  let folder
  try {
    await mkdir(out, { recursive: true })
    folder = await mkdtemp(join(out, '.unfinished-'))
    return await work(folder, stop.signal)
  } catch (error) {
    throw stop.signal.aborted ? stop.signal.reason : error
  } finally {
    if (folder) await rm(folder, { recursive: true, force: true, maxRetries: 5 })
    for (const name of Object.keys(exitCodes)) process.off(name, onSignal)
  }
}
