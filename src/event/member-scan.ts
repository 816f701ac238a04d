import { type Json, parseToken } from '../wire/exact-json.ts'
import { ObjectScanner } from '../wire/object-scanner.ts'
import type { Event } from './event.ts'

/**
 * Reads one top-level member by its name, and nothing else of the line: to ask thousands of events for their
 * `did`, most of which are then dropped, none of them need be parsed.
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
