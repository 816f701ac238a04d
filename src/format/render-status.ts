import { isObject } from '../wire/exact-json.ts'
import type { EventView } from './event-view.ts'
import { renderData } from './render-payload.ts'
import type { Rendering } from './rendering.ts'
import { renderChanges, renderMarked } from './status-changes.ts'
import type { Suffix } from './suffix.ts'

/** Puts a status, and marks what changed, or puts only that. */
export function renderStatus(
  { members: { data }, history }: EventView,
  suffix: Suffix,
  { diff, glyphs }: Rendering,
): void {
  const { changes } = history ?? {}
  if (!changes || !isObject(data)) renderData(data, suffix)
  else if (diff) renderChanges(changes, suffix, glyphs.arrow)
  else renderMarked(data, changes, suffix)
}
