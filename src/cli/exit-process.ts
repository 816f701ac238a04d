import type { Writable } from 'node:stream'

/** What a command came to. */
export interface Outcome {
  readonly code: number
  /** The output takes nothing, and it was decided not to wait for it. */
  readonly abandoned?: boolean
}

/** How long what was said on stderr may take to get out, in milliseconds. */
const stderrLimit = 2000

/**
 * Ends the process once all that was written is out. What still runs by then, a look-up at a dead DNS server
 * say, has nothing to give any more, and would only keep the process from ending.
 */
export async function exitProcess({ code, abandoned = false }: Outcome): Promise<void> {
  process.exitCode = code
  if (!abandoned) await drained(process.stdout)
  const limit = new Promise(resolve => setTimeout(resolve, stderrLimit))
  await Promise.race([drained(process.stderr), limit])
  process.exit(code)
}

function drained(stream: Writable): Promise<void> {
  return new Promise(resolve => {
    if (stream.destroyed || stream.writableLength === 0) resolve()
    else stream.write('', () => resolve())
  })
}
