import { parseExactly } from '../wire/exact-json.ts'
import { jsonText } from '../wire/json-text.ts'
import type { Event } from './event.ts'
import type { EventHistory, StatusChanges } from './event-history.ts'
import { valuesOf } from './values-of.ts'

/** A history as JSON, without what the event itself says. */
interface PackedHistory extends Omit<EventHistory, 'changes'> {
  readonly changes?: PackedChanges | undefined
}

interface PackedChanges {
  readonly unchanged: number
  readonly values: readonly PackedChange[]
  /** The bytes as base64. */
  readonly payload?: { readonly before: string; readonly after: string; readonly isSame: boolean } | undefined
}

/** What a value was before is JSON text: `JSON.stringify` would round numbers. */
type PackedChange = readonly [name: string, at: number, before?: string]

/** Returns the history of an event as text; an empty one if it has none. */
export function packedHistory({ history, push }: Event): string {
  if (!history) return ''
  const { changes, ...others } = history
  const packed: PackedHistory = { ...others, changes: changes && packedChanges(changes, push.start) }
  return JSON.stringify(packed)
}

/** Sets the history of an event, whose line begins at 0, from what `packedHistory` returned for it. */
export function unpackHistory(event: Event, text: string): void {
  if (text === '') return
  const { changes, ...others } = JSON.parse(text) as PackedHistory
  event.history = { ...others, changes: changes && unpackedChanges(changes, event) }
}

function packedChanges({ values, unchanged, payload }: StatusChanges, start: number): PackedChanges {
  return {
    unchanged,
    values: values.map(({ name, before, at }): PackedChange => {
      const place = at < 0 ? at : at - start
      return before === undefined ? [name, place] : [name, place, jsonText(before)]
    }),
    payload: payload && {
      before: payload.before.toString('base64'),
      after: payload.after.toString('base64'),
      isSame: payload.isSame,
    },
  }
}

function unpackedChanges({ unchanged, values, payload }: PackedChanges, event: Event): StatusChanges {
  const now = valuesOf(event) ?? {}
  return {
    unchanged,
    values: values.map(([name, at, before]) => ({
      name,
      before: before === undefined ? undefined : parseExactly(before),
      now: now[name]!,
      at,
    })),
    payload: payload && {
      before: Buffer.from(payload.before, 'base64'),
      after: Buffer.from(payload.after, 'base64'),
      isSame: payload.isSame,
    },
  }
}
