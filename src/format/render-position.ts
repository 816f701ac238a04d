import { isNumber, isObject, type Json, type JsonObject } from '../wire/exact-json.ts'
import type { EventView } from './event-view.ts'
import { shownWord } from './shown-text.ts'
import { plain } from './style.ts'
import type { Suffix } from './suffix.ts'

/** From the largest to the smallest. */
const addressParts = ['province', 'city', 'district', 'road', 'street', 'poi'] as const
export const coordinates = ['latitude', 'longitude'] as const
const bySatellite = new Set<string>([...coordinates, 'num_satellites', 'hdop'])
const byNetwork = new Set<string>([...coordinates, ...addressParts])

/** Puts what a receiver of GPS found: where the device is, and how exactly that is known. */
export function renderGps({ members: { data } }: EventView, suffix: Suffix): void {
  if (!isObject(data)) {
    suffix.data(data)
    return
  }
  const { num_satellites: satellites, hdop } = data
  renderPosition(data, suffix)
  const count = numberText(satellites)
  if (count === undefined) suffix.optional('num_satellites', satellites)
  else suffix.word(suffix.theme.dim, count === '1' ? '1 satellite' : `${count} satellites`)
  suffix.optional('hdop', hdop)
  suffix.members(data, bySatellite)
}

/** Puts where the mobile network found a device: the address first. */
export function renderLbs({ members: { data } }: EventView, suffix: Suffix): void {
  if (!isObject(data)) {
    suffix.data(data)
    return
  }
  suffix.word(plain, shownWord(addressOf(data)))
  renderPosition(data, suffix)
  for (const name of addressParts) if (typeof data[name] !== 'string') suffix.optional(name, data[name])
  suffix.members(data, byNetwork)
}

/** Puts the latitude and the longitude in `members`, in the order of maps: `23.125, 113.25`. */
export function renderPosition(members: JsonObject, suffix: Suffix): void {
  const [north, east] = coordinates.map(name => numberText(members[name]))
  if (north !== undefined && east !== undefined) suffix.word(plain, `${north}, ${east}`)
  else for (const name of coordinates) suffix.optional(name, members[name])
}

/** The parts of an address, without those that another one repeats: Beijing is a city and its own province. */
function addressOf(data: JsonObject): string {
  const parts = addressParts.map(name => data[name]).filter(part => typeof part === 'string' && part !== '')
  const distinct = [...new Set(parts as string[])]
  return distinct.filter(part => !distinct.some(other => other !== part && other.includes(part))).join(' ')
}

/** A number with the digits it came with, be it a number or text; undefined for anything else. */
function numberText(value: Json | undefined): string | undefined {
  if (isNumber(value)) return String(value)
  return typeof value === 'string' && /^[+-]?\d{1,20}(?:\.\d{1,20})?$/.test(value) ? value : undefined
}
