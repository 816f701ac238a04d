import type { StatusChanges } from '../event/event-history.ts'
import { isObject, type Json } from '../wire/exact-json.ts'
import type { Rendering } from './rendering.ts'
import { type NamedValues, renderChanges, renderMarked } from './status-changes.ts'
import type { Suffix } from './suffix.ts'

/** Puts values by the labels of their attributes, and marks those that changed, or puts only these. */
export function renderValues(
  values: Json | undefined,
  productKey: Json | undefined,
  changes: StatusChanges | undefined,
  suffix: Suffix,
  how: Rendering,
): void {
  if (changes && isObject(values)) {
    const names = Object.keys(values)
    const named = { names, valueAt: (i: number) => values[names[i]!]! }
    renderNamed(named, productKey, changes, suffix, how)
    return
  }
  suffix.labels = how.labels.of(productKey)
  suffix.data(values)
  suffix.labels = undefined
}

/** The same for an object with these values, of which there is at least one. */
export function renderNamed(
  values: NamedValues,
  productKey: Json | undefined,
  changes: StatusChanges | undefined,
  suffix: Suffix,
  { diff, glyphs, labels }: Rendering,
): void {
  suffix.labels = labels.of(productKey)
  if (changes && diff) renderChanges(changes, suffix, glyphs.arrow)
  else renderMarked(values, changes, suffix)
  suffix.labels = undefined
}
