import { rawPayload } from '../event/raw-payload.ts'
import { isObject, type Json } from '../wire/exact-json.ts'
import { changedHex } from './changed-hex.ts'
import type { EventView } from './event-view.ts'
import { hexGroups } from './hex-groups.ts'
import type { Rendering } from './rendering.ts'
import { shownWord } from './shown-text.ts'
import { plain } from './style.ts'
import type { Suffix } from './suffix.ts'

const rawMembers = new Set(['raw'])

/** Puts `data` that is a payload in base64: how many bytes, and as much as can be seen of them as hex. */
export function renderPayload(
  { members: { data }, missing, history }: EventView,
  suffix: Suffix,
  { diff, glyphs }: Rendering,
): void {
  const raw = isObject(data) ? data.raw : data
  const isCut = missing?.cut.has('data') ?? false
  const payload = rawPayload(data, isCut)
  const change = diff ? history?.changes?.payload : undefined
  if (change?.isSame) suffix.word(suffix.theme.dim, 'no change')
  else if (change) suffix.word(plain, changedHex(change, glyphs))
  else if (payload) {
    const bytes = payload.length === 1 ? '1 byte' : `${payload.length} bytes`
    suffix.word(suffix.theme.dim, isCut ? `at least ${bytes}` : bytes)
    suffix.word(plain, hexGroups(payload, suffix.room))
  } else if (typeof raw === 'string') {
    suffix.word(suffix.theme.warning, 'not base64:')
    suffix.word(plain, shownWord(raw))
  } else {
    renderData(data, suffix)
    return
  }
  if (isObject(data)) suffix.members(data, rawMembers)
}

/** Puts the members of `data`, or `data` itself if it has none. */
export function renderData(data: Json | undefined, suffix: Suffix): void {
  if (isObject(data) && Object.keys(data).length > 0) suffix.members(data)
  else if (data === undefined) suffix.word(suffix.theme.dim, 'no data')
  else suffix.member('data', data)
}
