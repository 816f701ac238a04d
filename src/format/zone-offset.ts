import { RecentMap } from './recent-map.ts'

/** Milliseconds to add to UTC for the time on the wall of a zone, at `ms` since 1970. */
export type ZoneOffset = (ms: number) => number

/** Offsets have changed only on quarters of an hour for over fifty years. */
const span = 900_000

/**
 * Asked once for each quarter of an hour: `Intl` takes longer than all the rest of a line.
 *
 * @param timeZone IANA name; undefined: the machine's own zone, which needs no `Intl` at all
 * @throws RangeError where there is no such zone
 */
export function createZoneOffset(timeZone: string | undefined): ZoneOffset {
  const ask = timeZone === undefined ? machineOffset : isUtc(timeZone) ? () => 0 : namedOffset(timeZone)
  const known = new RecentMap<number, number>(1000)
  let quarter = Number.NaN
  let offset = 0
  return ms => {
    const its = Math.floor(ms / span)
    if (its !== quarter) {
      quarter = its
      offset = known.get(its) ?? known.set(its, ask(its * span))
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

function namedOffset(timeZone: string): ZoneOffset {
  const format = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' })
  return ms => {
    const name = format.formatToParts(ms).find(part => part.type === 'timeZoneName')?.value ?? ''
    const [, sign, hours, minutes, seconds = '0'] = /([+-])(\d\d):(\d\d)(?::(\d\d))?/.exec(name) ?? []
    const amount = Number(hours ?? 0) * 3600 + Number(minutes ?? 0) * 60 + Number(seconds)
    return (sign === '-' ? -amount : amount) * 1000
  }
}
