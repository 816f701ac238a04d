import type { Ledger, PushRecord } from '../../src/simulator/ledger.ts'

/** Returns the line of a push, its bytes as latin1, without its end. */
export function lineOf({ event, token }: PushRecord): string {
  return event.head + token + event.tail
}

/** Returns the lines of pushes without an id, which a tail writes and cannot ack. Bytes as latin1. */
export function pushesWithoutId({ asides }: Ledger): Set<string> {
  const pushes = new Set<string>()
  for (const line of new Set(asides)) if (line.includes('_event_push') && isPush(line)) pushes.add(line)
  return pushes
}

function isPush(line: string): boolean {
  try {
    const message: unknown = JSON.parse(line)
    return (message as { cmd?: unknown } | null)?.cmd === 'enterprise_event_push'
  } catch {
    return false
  }
}
