import type { ByteRange } from '../base/byte-range.ts'
import { RecentMap } from '../base/recent-map.ts'
import { RawEvent } from '../datapoints/raw-event.ts'
import type { Event } from '../event/event.ts'
import type { ValueChange } from '../event/event-history.ts'
import { lagOf } from '../event/lag-of.ts'
import type { Json } from '../wire/exact-json.ts'
import { jsonText } from '../wire/json-text.ts'
import type { FormatContext } from './formats.ts'
import { noMask } from './text-mask.ts'

const brace = 0x7d
const newline = 0x0a

/**
 * Returns a function that adds a last member `_tail` to the line of an event, in front of the line's last `}`. All other
 * bytes stay as they came. Values that were derived from the event do not show the secret.
 */
export function createEnriched({
  wall,
  mask = noMask,
  live = true,
}: Pick<FormatContext, 'wall' | 'mask' | 'live'>): (event: Event) => ByteRange {
  const names = new RecentMap<string, string>(10_000)
  const textOf = (value: Json): string => {
    const text = typeof value === 'string' ? value : jsonText(value)
    const shown = mask.hideInWhole(text)
    return typeof value === 'string' || shown !== text ? JSON.stringify(shown) : text
  }
  const nameOf = (name: string) => names.get(name) ?? names.set(name, JSON.stringify(mask.hideInWhole(name)))
  const objectOf = <T>(entries: Iterable<readonly [string, T]>, write: (value: T) => string) =>
    `{${Array.from(entries, ([name, value]) => `${nameOf(name)}:${write(value)}`).join(',')}}`

  return event => {
    const now = wall()
    const { createdAt, decoded, history } = event
    const lag = live && createdAt !== undefined ? lagOf(createdAt, now) : undefined
    const flags = event instanceof RawEvent ? event.payload.flags : []
    const changes = history?.changes?.values
    let tail = `,"_tail":{"received_at":${now / 1000},"lag_ms":${lag === undefined ? null : Math.round(lag)}`
    if (decoded) tail += `,"decoded":${objectOf(Object.entries(decoded), textOf)}`
    if (flags.length > 0) tail += `,"flags":${JSON.stringify(flags)}`
    if (changes && changes.length > 0)
      tail += `,"changes":${objectOf(changes.map(pairOf), ([old, value]) => `[${textOf(old)},${textOf(value)}]`)}`
    if (history?.repeat) tail += ',"repeat":true'
    return spliced(event.push, `${tail}}`)
  }
}

/** Returns a name with the values before and now. */
function pairOf({ name, before = null, now }: ValueChange): readonly [string, readonly [Json, Json]] {
  return [name, [before, now]]
}

function spliced({ bytes, start, end }: ByteRange, tail: string): ByteRange {
  const at = bytes.lastIndexOf(brace, end - 1)
  const size = Buffer.byteLength(tail)
  const line = Buffer.allocUnsafe(end - start + size + 1)
  bytes.copy(line, 0, start, at)
  line.write(tail, at - start)
  bytes.copy(line, at - start + size, at, end)
  line[line.length - 1] = newline
  return { bytes: line, start: 0, end: line.length - 1 }
}
