import { isObject, type Json } from '../wire/exact-json.ts'
import type { EventView } from './event-view.ts'
import type { Rendering } from './rendering.ts'
import { renderChanges, renderMarked } from './status-changes.ts'
import type { Suffix } from './suffix.ts'

/** Puts values by the labels of their attributes, and marks those that changed, or puts only these. */
export function renderValues(
  values: Json | undefined,
  { members, history }: EventView,
  suffix: Suffix,
  { diff, glyphs, labels }: Rendering,
): void {
  const { changes } = history ?? {}
  suffix.labels = labels.of(members.product_key)
  if (!changes || !isObject(values)) suffix.data(values)
  else if (diff) renderChanges(changes, suffix, glyphs.arrow)
  else renderMarked(values, changes, suffix)
  suffix.labels = undefined
}
