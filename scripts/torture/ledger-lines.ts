import type { Ledger, PushRecord } from '../../src/simulator/ledger.ts'

/** The line of a push, its bytes as latin1, without its end. */
export function lineOf({ event, token }: PushRecord): string {
  return event.head + token + event.tail
}

/** Lines sent that a tail shows and cannot ack: pushes without an id. Bytes as latin1. */
export function linesThatAreNoEvents({ asides }: Ledger): Set<string> {
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
