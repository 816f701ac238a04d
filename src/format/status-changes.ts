import type { StatusChanges } from '../event/event-history.ts'
import type { Json } from '../wire/exact-json.ts'
import { plain } from './style.ts'
import type { Suffix } from './suffix.ts'

/** Values in an order. */
export interface NamedValues {
  readonly names: readonly string[]
  valueAt(i: number): Json
}

/**
 * Puts the values of a status. If it was compared with the one before, what changed stands out, and comes first on a
 * terminal, whose lines may be cut.
 */
export function renderMarked(values: NamedValues, changes: StatusChanges | undefined, suffix: Suffix): void {
  const { theme } = suffix
  const changed = changes?.values ?? []
  const usual = changes ? theme.dim : plain
  const changedFirst = suffix.room !== Number.POSITIVE_INFINITY
  if (changedFirst) for (const { name, now } of changed) suffix.member(name, now, theme.changed)
  suffix.named(values, usual, changed, changedFirst ? undefined : theme.changed)
}

/** Puts only what changed, `PM25=141→147 (+6)`, and how many values did not. */
export function renderChanges({ values, unchanged }: StatusChanges, suffix: Suffix, arrow: string): void {
  const { theme } = suffix
  for (const change of values) {
    if (suffix.full) return
    suffix.change(change, arrow)
  }
  if (values.length === 0) suffix.word(theme.dim, 'no change')
  if (unchanged > 0) suffix.word(theme.dim, `${unchanged} unchanged`)
}
