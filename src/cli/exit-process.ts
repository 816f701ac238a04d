import type { Writable } from 'node:stream'

/** The outcome of a command. */
export interface Outcome {
  readonly code: number
  /** Whether not to wait for an output that takes no more data. */
  readonly abandoned?: boolean
}

/** How long writing to stderr may take at the end, in milliseconds. */
const stderrLimit = 2000

/**
 * Ends the process once everything is written. Does not wait for what is still pending, such as a lookup at a DNS server
 * that does not answer.
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
