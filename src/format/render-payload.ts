import { type Decoded, decodePayload, trailingOf } from '../datapoints/decode-payload.ts'
import type { Payload } from '../datapoints/payload.ts'
import { actions } from '../datapoints/protocol.ts'
import type { EventHistory } from '../event/event-history.ts'
import { rawPayload } from '../event/raw-payload.ts'
import { sayInEnglish } from '../language/say.ts'
import { isObject, type Json } from '../wire/exact-json.ts'
import type { EventView } from './event-view.ts'
import { hexGroups } from './hex-groups.ts'
import { countText } from './payload-facts.ts'
import { renderNamed, renderValues } from './render-values.ts'
import type { Rendering } from './rendering.ts'
import { shownWord } from './shown-text.ts'
import { plain } from './style.ts'
import type { Suffix } from './suffix.ts'

const rawMembers = new Set(['raw'])
/** The bytes that are shown of what follows the values. */
const mostTrailing = 16

/**
 * Puts a payload: what is wrong with it, what its envelope and action are, and then its values, or if it was not decoded
 * its bytes as hex and ASCII.
 */
export function renderPayload(event: EventView, suffix: Suffix, how: Rendering): void {
  const { payload, missing } = event
  const { data } = event.members
  const isCut = missing?.cut.has('data') ?? false
  const bytes = payload ? payload.bytes : rawPayload(data, isCut)
  if (!bytes) {
    renderUnreadable(data, suffix)
    return
  }
  if (payload?.hasValues) renderDecoded(payload, event.members.product_key, event.history, suffix, how)
  else renderUndecoded(bytes, payload, isCut, event.history, suffix, how)
  if (isObject(data)) suffix.members(data, rawMembers)
}

/** Puts a payload that has values: what is wrong with it, then these. */
export function renderDecoded(
  payload: Payload,
  productKey: Json | undefined,
  history: EventHistory | undefined,
  suffix: Suffix,
  how: Rendering,
): void {
  for (const frame of payload.frames) renderFacts(frame, suffix, true)
  const changes = history?.changes
  const { whole } = payload
  if (whole) renderNamed(whole, productKey, changes, suffix, how)
  else renderValues(payload.values, productKey, changes, suffix, how)
  for (const frame of payload.frames) if (frame.hasTrailing) renderTrailing(trailingOf(frame), suffix)
}

/**
 * Puts the bytes of a payload that has no values: what they are, and then as hex and ASCII.
 *
 * @param payload undefined if there are no definitions at all
 */
export function renderUndecoded(
  bytes: Buffer,
  payload: Payload | undefined,
  isCut: boolean,
  history: EventHistory | undefined,
  suffix: Suffix,
  { diff, glyphs }: Rendering,
): void {
  const change = diff ? history?.changes?.payload : undefined
  const frames = payload?.frames ?? decodePayload(bytes, undefined)
  for (const frame of frames) renderFacts(frame, suffix, payload !== undefined)
  if (!change) {
    renderSize(bytes, isCut, suffix)
    renderBytes(bytes, suffix)
  } else if (change.isSame) suffix.word(suffix.theme.dim, 'no change')
  else suffix.changedHex(change, glyphs)
}

/**
 * Puts what the bytes of a payload are, which is not decoded, and has no envelope: it is the same for all of their length
 * that begin with the same byte.
 */
export function renderBare(bytes: Buffer, suffix: Suffix): void {
  for (const frame of decodePayload(bytes, undefined)) renderFacts(frame, suffix, false)
  renderSize(bytes, false, suffix)
}

function renderSize({ length }: Buffer, isCut: boolean, suffix: Suffix): void {
  const size = byteCount(length)
  suffix.word(suffix.theme.dim, isCut ? `at least ${size}` : size)
}

export function renderBytes(bytes: Buffer, suffix: Suffix): void {
  suffix.hex(bytes)
  suffix.ascii(bytes)
}

function renderUnreadable(data: Json | undefined, suffix: Suffix): void {
  const raw = isObject(data) ? data.raw : data
  if (typeof raw === 'string') {
    suffix.word(suffix.theme.warning, 'not base64:')
    suffix.word(plain, shownWord(raw))
    if (isObject(data)) suffix.members(data, rawMembers)
  } else suffix.data(data)
}

/**
 * Puts what is wrong with a frame, and what it is, unless that is the usual: a report of all attributes.
 *
 * @param decoding whether there are definitions at all
 */
function renderFacts(decoded: Decoded, suffix: Suffix, decoding: boolean): void {
  const { theme } = suffix
  const { frame, flags, layout, count } = decoded
  const { envelope } = frame
  for (const flag of flags) {
    // Products may have a protocol of their own. The action shows it.
    if (flag === 'unknown_action') continue
    if (flag !== 'no_definition') suffix.word(theme.warning, flag)
    else if (decoding) suffix.word(theme.dim, 'no definition')
  }
  if (envelope && count === 0) suffix.word(theme.dim, `envelope ${hex(envelope.command, 4)}`)
  suffix.word(theme.dim, actionText(decoded))
  if (layout === 'var_len') suffix.word(theme.dim, countText(decoded, sayInEnglish) ?? '')
}

/** Names the action; an empty string for a report whose values are shown. */
function actionText({ action, count }: Decoded): string {
  if (action === undefined) return ''
  const about = actions[action]?.about
  if (about === undefined) return `action ${hex(action, 2)}`
  return about === 'report' && count > 0 ? '' : about
}

function renderTrailing(trailing: Buffer, suffix: Suffix): void {
  suffix.word(suffix.theme.warning, `and ${byteCount(trailing.length)}`)
  suffix.word(plain, hexGroups(trailing, mostTrailing))
}

function hex(number: number, digits: number): string {
  return number.toString(16).padStart(digits, '0')
}

/** Lines of events are in English, whatever the language of messages. */
function byteCount(count: number): string {
  return count === 1 ? '1 byte' : `${count} bytes`
}
