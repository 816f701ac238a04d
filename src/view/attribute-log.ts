import type { Event } from '../event/event.ts'
import type { KeptEvent } from '../event/packed-event.ts'
import { valuesOf } from '../event/values-of.ts'
import { isNumber, type Json } from '../wire/exact-json.ts'

/** What the kept events of a device say about one of its attributes. */
export interface AttributeLog {
  readonly name: string
  value: Json
  /** The value before it changed last; undefined if it never did. */
  before: Json | undefined
  /** When it changed last, or was first seen, in milliseconds since 1970. */
  changedAt: number
  /** Its last values that are numbers, the oldest first. */
  readonly numbers: number[]
  /** The first different ones of them: three at most, which tell a measurement from a switch. */
  readonly levels: Set<number>
}

/** Values that are kept for a plot. */
const mostNumbers = 500
/** Different values from which on an attribute is a measurement. */
export const mostLevels = 3
/** Attributes that are kept. */
const mostAttributes = 1000

/** Adds the values of a status. What came out of order, or again, is left out. */
export function addValues(attributes: Map<string, AttributeLog>, { event, at }: KeptEvent): void {
  const values = currentValues(event)
  if (!values) return
  for (const [name, value] of Object.entries(values)) {
    const known = attributes.get(name)
    if (!known && attributes.size >= mostAttributes) continue
    const log = known ?? {
      name,
      value,
      before: undefined,
      changedAt: at,
      numbers: [],
      levels: new Set<number>(),
    }
    if (!known) attributes.set(name, log)
    if (!isSame(log.value, value)) {
      log.before = log.value
      log.changedAt = at
    }
    log.value = value
    if (!isNumber(value)) continue
    log.numbers.push(Number(value))
    if (log.numbers.length > mostNumbers) log.numbers.shift()
    if (log.levels.size < mostLevels) log.levels.add(Number(value))
  }
}

function currentValues(event: Event): ReturnType<typeof valuesOf> {
  const { history } = event
  return history?.outOfOrder || history?.repeat ? undefined : valuesOf(event)
}

function isSame(a: Json, b: Json): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b)
}
