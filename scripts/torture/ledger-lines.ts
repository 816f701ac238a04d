import type { Ledger, PushRecord } from '../../src/simulator/ledger.ts'

/** Returns the line of a push, its bytes as latin1, without its end. */
export function lineOf({ event, token }: PushRecord): string {
  return event.head + token + event.tail
}

/** Returns the lines of pushes without an id, which a tail writes and cannot ack. Bytes as latin1. */
export function pushesWithoutId({ asides }: Ledger, push: string): Set<string> {
  const pushes = new Set<string>()
  for (const line of new Set(asides)) if (line.includes('event_push') && isPush(line, push)) pushes.add(line)
  return pushes
}

function isPush(line: string, push: string): boolean {
  try {
    const message: unknown = JSON.parse(line)
    return (message as { cmd?: unknown } | null)?.cmd === push
  } catch {
    return false
  }
}
