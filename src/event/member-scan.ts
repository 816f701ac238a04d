import { type Json, parseToken } from '../wire/exact-json.ts'
import { ObjectScanner } from '../wire/object-scanner.ts'
import type { Event } from './event.ts'

/**
 * Returns a function that reads one top-level member by its name without parsing the rest of the line: a filter reads the
 * `did` of thousands of events and drops most of them.
 */
export function memberScan(name: string): (event: Event) => Json | undefined {
  const scanner = new ObjectScanner([name])
  return event => {
    const { bytes, start, end } = event.push
    scanner.scan(bytes, start, end)
    const from = scanner.from[0]!
    return from < 0 ? undefined : parseToken(bytes, from, scanner.to[0]!)
  }
}
