import { RecentMap } from '../base/recent-map.ts'

/** Returns the milliseconds to add to UTC for the local time of a zone, at `ms` since 1970. */
export type ZoneOffset = (ms: number) => number

/** For over fifty years, offsets have changed only at quarters of an hour. */
const span = 900_000

/**
 * Returns the offset of a zone. It is computed once per quarter of an hour, since `Intl` takes longer than the rest of a
 * line.
 *
 * @param timeZone an IANA name, or `+08:00`; undefined for the zone of this machine, which does not need `Intl`
 * @throws RangeError if there is no such zone
 */
export function createZoneOffset(timeZone: string | undefined): ZoneOffset {
  const ask = timeZone === undefined ? machineOffset : (fixedOffset(timeZone) ?? namedOffset(timeZone))
  const known = new RecentMap<number, number>(1000)
  let quarter = Number.NaN
  let offset = 0
  return ms => {
    const index = Math.floor(ms / span)
    if (index !== quarter) {
      quarter = index
      offset = known.get(index) ?? known.set(index, ask(index * span))
    }
    return offset
  }
}

export function isUtc(timeZone: string | undefined): boolean {
  return timeZone !== undefined && /^(?:Etc\/)?(?:UTC|UCT|Universal|Zulu)$/i.test(timeZone)
}

function machineOffset(ms: number): number {
  return Math.round(-new Date(ms).getTimezoneOffset() * 60_000)
}

/** Handles zones that are offsets, which `Intl` of Node 20 does not know. */
function fixedOffset(timeZone: string): ZoneOffset | undefined {
  if (isUtc(timeZone)) return () => 0
  const offset = /^[+-]/.test(timeZone) ? readOffset(timeZone) : undefined
  return offset === undefined ? undefined : () => offset
}

function namedOffset(timeZone: string): ZoneOffset {
  const format = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' })
  return ms => {
    const name = format.formatToParts(ms).find(part => part.type === 'timeZoneName')?.value
    return readOffset(name ?? '') ?? 0
  }
}

/** Parses `+08:00` or `-00:43:08` at the end of a text into milliseconds; undefined if there is none. */
function readOffset(text: string): number | undefined {
  const parts = /([+-])(\d\d):(\d\d)(?::(\d\d))?$/.exec(text)
  if (!parts) return undefined
  const [, sign, hours, minutes, seconds = '0'] = parts
  const amount = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)
  return (sign === '-' ? -amount : amount) * 1000
}
