import { formatDuration } from '../base/duration.ts'
import { roughDuration } from './rough-duration.ts'
import { createZoneOffset, isUtc, type ZoneOffset } from './zone-offset.ts'

/** Formats the time of an event. */
export interface TimeFormat {
  /** The width of every text in cells; 0 if no time is shown. */
  readonly cells: number
  /** Shown for an event without a time. */
  readonly none: string
  /** @param ms since 1970, as returned by `shownTime` */
  text(ms: number): string
  /** Where the three digits of the milliseconds are, if all else is the same for a whole second. Times before 1970 differ. */
  readonly millisAt?: number
  /** Returns the date, `2026-11-23 Mon`. Absent if `text` contains it. */
  date?(ms: number): string
  /** The same times without milliseconds, for a narrow terminal. Absent if `text` has none. */
  readonly brief?: TimeFormat
}

interface TimeStyleEntry {
  readonly about: string
  create(zone: string | undefined, wall: () => number): TimeFormat
}

export const timeStyles = {
  local: { about: 'HH:MM:SS.mmm, and a line with the date when the day changes', create: local },
  iso: { about: 'date, time and offset: 2026-11-23T09:30:00.000+08:00', create: iso },
  relative: {
    about: 'how long ago: 3s ago; live events are always new, for which delta says more',
    create: relative,
  },
  delta: { about: 'time since the line before: +0.412s', create: delta },
  epoch: { about: 'seconds since 1970, UTC', create: epoch },
  none: { about: 'no time', create: () => ({ cells: 0, none: '', text: () => '' }) },
} as const satisfies Record<string, TimeStyleEntry>

export type TimeStyle = keyof typeof timeStyles

/**
 * The times that every style can show in a fixed width: years of four digits, and seconds since 1970 of at most eleven
 * characters (1653 to 5138). In milliseconds since 1970.
 */
const earliest = -9_999_999_999_999
const latest = 99_999_999_999_999

/** Converts `created_at` to milliseconds since 1970; undefined if it is absent or cannot be shown. */
export function shownTime(seconds: number | undefined): number | undefined {
  // As a double, 1499843747.794 is slightly less. Rounding corrects this.
  const ms = seconds === undefined ? Number.NaN : Math.round(seconds * 1000)
  return ms >= earliest && ms <= latest ? ms : undefined
}

const day = 86_400_000
const weekdays = ['Thu', 'Fri', 'Sat', 'Sun', 'Mon', 'Tue', 'Wed']

function local(zone: string | undefined): TimeFormat {
  const offset = createZoneOffset(zone)
  const clock = createClock()
  const date = createCalendar(now => `${isoDate(now)} ${weekdays.at(now % 7)}`)
  return withBrief(8, {
    cells: 12,
    none: '--:--:--.---',
    text: ms => clock(ms + offset(ms)),
    date: ms => date(ms + offset(ms)),
  })
}

function iso(zone: string | undefined): TimeFormat {
  const offset = createZoneOffset(zone)
  const clock = createClock()
  const date = createCalendar(isoDate)
  const name = isUtc(zone) ? () => 'Z' : offsetName(offset)
  const cells = isUtc(zone) ? 24 : 29
  return withBrief(19, {
    cells,
    none: '-'.padEnd(cells),
    text: ms => {
      const here = ms + offset(ms)
      return `${date(here)}T${clock(here)}${name(ms)}`
    },
  })
}

function relative(_zone: string | undefined, wall: () => number): TimeFormat {
  return { cells: 8, none: '-'.padStart(8), text: ms => ago(wall() - ms).padStart(8) }
}

/** The time between the events themselves, not their arrivals. Negative if an event arrived late. */
function delta(): TimeFormat {
  let last: number | undefined
  return {
    cells: 8,
    none: '-'.padStart(8),
    text: ms => {
      const since = last === undefined ? '' : signed(ms - last)
      last = ms
      return since.padStart(8)
    },
  }
}

function epoch(): TimeFormat {
  return withBrief(11, {
    cells: 15,
    none: '-'.padStart(15),
    text: ms => (ms / 1000).toFixed(3).padStart(15),
  })
}

/** Adds where the milliseconds are, and the brief format, without them and their point: the four cells from `at` on. */
function withBrief(at: number, format: TimeFormat): TimeFormat {
  const without = (text: string) => text.slice(0, at) + text.slice(at + 4)
  const { none, cells, text } = format
  const brief = { ...format, cells: cells - 4, none: without(none), text: (ms: number) => without(text(ms)) }
  return { ...format, millisAt: at + 1, brief }
}

/** Formats a difference in at most eight characters: `+0.412s`, `-1m 05s`, `+23h 59m`. */
function signed(ms: number): string {
  const size = Math.abs(ms)
  const text =
    size < 60_000
      ? `${(size / 1000).toFixed(3)}s`
      : size < 100 * day
        ? formatDuration(size)
        : roughDuration(size)
  return (ms < 0 ? '-' : '+') + text
}

/** Returns `3m ago`, or `in 3s` if the clocks differ. */
function ago(ms: number): string {
  if (Math.abs(ms) < 1000) return 'now'
  return ms < 0 ? `in ${roughDuration(-ms)}` : `${roughDuration(ms)} ago`
}

/** Returns a formatter of local times as `HH:MM:SS.mmm`. It caches the second, since many events share one. */
function createClock(): (here: number) => string {
  let second = Number.NaN
  let text = ''
  return here => {
    const now = Math.floor(here / 1000)
    if (now !== second) {
      second = now
      text = new Date(now * 1000).toISOString().slice(11, 20)
    }
    return text + String(here - now * 1000 + 1000).slice(1)
  }
}

/** Returns a formatter of the day of local times, which caches the current day. */
function createCalendar(format: (day: number) => string): (here: number) => string {
  let today = Number.NaN
  let text = ''
  return here => {
    const now = Math.floor(here / day)
    if (now !== today) {
      today = now
      text = format(now)
    }
    return text
  }
}

/** @param now the days since 1970-01-01, a Thursday */
function isoDate(now: number): string {
  return new Date(now * day).toISOString().slice(0, 10)
}

function offsetName(offset: ZoneOffset): (ms: number) => string {
  const two = (n: number) => String(Math.floor(n)).padStart(2, '0')
  return ms => {
    const minutes = offset(ms) / 60_000
    const size = Math.abs(minutes)
    return `${minutes < 0 ? '-' : '+'}${two(size / 60)}:${two(size % 60)}`
  }
}
