import { type Json, parseExactly } from '../wire/exact-json.ts'
import { ObjectScanner } from '../wire/object-scanner.ts'
import type { Event } from './event.ts'

/**
 * Reads one top-level member by its name, and nothing else of the line: to ask thousands of events for their
 * `did`, most of which are then dropped, none of them need be parsed.
 */
export function memberScan(name: string): (event: Event) => Json | undefined {
  const scanner = new ObjectScanner([name])
  return ({ push: { bytes, start, end } }) => {
    scanner.scan(bytes, start, end)
    const from = scanner.from[0]!
    if (from < 0) return undefined
    const token = bytes.toString('utf8', from, scanner.to[0]!)
    const plain = token.charCodeAt(0) === 0x22 && !token.includes('\\')
    return plain ? token.slice(1, -1) : parseExactly(token)
  }
}
