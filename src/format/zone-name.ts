import { suggestion } from '../base/closest.ts'
import { choiceText, sentences } from '../language/list-text.ts'
import { say } from '../language/say.ts'

/** A zone for `createZoneOffset`, or a sentence that says why there is none of this name. */
export type ZoneName = { readonly zone: string } | { readonly fault: string }

const offsetForm = /^(?:UTC|GMT)?\s*([+-])(\d{1,2})(?::?([0-5]\d))?$/i
/** The smallest and largest offset in use on earth, in minutes. */
const least = -12 * 60
const most = 14 * 60

/** The unambiguous three-letter names of IANA. ICU accepts others and picks one of their meanings. */
const shortNames = new Set(['CET', 'EET', 'GMT', 'HST', 'MET', 'PRC', 'ROC', 'ROK', 'UCT', 'UTC', 'WET'])

/** Abbreviations, in capitals, and the zones that they can mean. */
const meanings: Readonly<Record<string, readonly string[]>> = {
  ACT: ['Australia/Darwin', 'America/Rio_Branco'],
  ADT: ['America/Halifax'],
  AEDT: ['Australia/Sydney'],
  AEST: ['Australia/Sydney', 'Australia/Brisbane'],
  AKST: ['America/Anchorage'],
  AMT: ['America/Manaus', 'Asia/Yerevan'],
  AST: ['America/Halifax', 'Asia/Riyadh'],
  BJT: ['Asia/Shanghai'],
  BST: ['Europe/London', 'Asia/Dhaka'],
  CAT: ['Africa/Maputo'],
  CDT: ['America/Chicago', 'America/Havana'],
  CEST: ['Europe/Berlin'],
  CNT: ['Asia/Shanghai', 'America/St_Johns'],
  CST: ['Asia/Shanghai', 'America/Chicago', 'America/Havana'],
  CTT: ['Asia/Shanghai'],
  EAT: ['Africa/Nairobi'],
  ECT: ['America/Guayaquil', 'Europe/Paris'],
  EDT: ['America/New_York'],
  EEST: ['Europe/Helsinki'],
  EST: ['America/New_York', 'Australia/Sydney', 'America/Panama'],
  GST: ['Asia/Dubai', 'Atlantic/South_Georgia'],
  HKT: ['Asia/Hong_Kong'],
  ICT: ['Asia/Bangkok'],
  IST: ['Asia/Kolkata', 'Europe/Dublin', 'Asia/Jerusalem'],
  JST: ['Asia/Tokyo'],
  KST: ['Asia/Seoul'],
  MDT: ['America/Denver'],
  MIT: ['Pacific/Apia', 'Pacific/Marquesas'],
  MSK: ['Europe/Moscow'],
  MST: ['America/Denver', 'America/Phoenix', 'Asia/Kuala_Lumpur'],
  MYT: ['Asia/Kuala_Lumpur'],
  NST: ['America/St_Johns'],
  NZST: ['Pacific/Auckland'],
  PDT: ['America/Los_Angeles'],
  PHT: ['Asia/Manila'],
  PKT: ['Asia/Karachi'],
  PST: ['America/Los_Angeles', 'Asia/Manila', 'Pacific/Pitcairn'],
  SGT: ['Asia/Singapore'],
  SST: ['Pacific/Pago_Pago', 'Pacific/Guadalcanal'],
  WIB: ['Asia/Jakarta'],
}

/** Cities that IANA does not name. */
const cities: Readonly<Record<string, string>> = {
  beijing: 'Asia/Shanghai',
  guangzhou: 'Asia/Shanghai',
  shenzhen: 'Asia/Shanghai',
  北京: 'Asia/Shanghai',
  上海: 'Asia/Shanghai',
}

const example = 'an IANA name, such as Asia/Shanghai, or an offset, such as +08:00'

/**
 * Reads a time zone: an IANA name in any case, `Z`, or an offset east of UTC such as `+08:00`, `+0800`, `+8`, `UTC+8` and
 * `GMT+8`. Abbreviations that can mean several zones are refused; ICU would take `CST` for US Central. `Etc/GMT-8` is
 * eight hours east of UTC, as in IANA's database.
 */
export function readZone(text: string): ZoneName {
  const given = text.trim()
  // The canonical name of UTC depends on the version of Node.
  if (/^(?:Z|UTC|GMT)$/i.test(given)) return { zone: 'UTC' }
  const offset = offsetForm.exec(given)
  if (offset) return ofOffset(offset)
  const meant = own(meanings, given.toUpperCase())
  if (meant && meant.length > 1)
    return {
      fault: say('{given} can mean {zones}: name one, or give an offset, such as +08:00.', {
        given,
        zones: choiceText(meant),
      }),
    }
  const isAbbreviation = /^[a-z]{3}$/i.test(given) && !shortNames.has(given.toUpperCase())
  const zone = meant || isAbbreviation ? undefined : canonical(given)
  if (zone !== undefined) return { zone }
  const near = meant?.[0] ?? closestZone(given)
  const guess = near === undefined ? '' : say('Did you mean {near}?', { near })
  return { fault: sentences([say('It must be {demand}.', { demand: say(example) }), guess]) }
}

function ofOffset([, sign, hours, minutes = '00']: readonly string[]): ZoneName {
  const size = Number(hours) * 60 + Number(minutes)
  const offset = sign === '-' ? -size : size
  if (offset < least || offset > most) return { fault: say('An offset must be from -12:00 to +14:00.') }
  return { zone: offset === 0 ? 'UTC' : `${sign}${hours!.padStart(2, '0')}:${minutes}` }
}

function canonical(name: string): string | undefined {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone
  } catch {
    return undefined
  }
}

function closestZone(given: string): string | undefined {
  const bare = given.toLowerCase().replaceAll(' ', '_')
  if (/^\d\d?(?::?\d\d)?$/.test(bare)) return `+${bare}`
  const city = bare.slice(bare.lastIndexOf('/') + 1)
  const known = own(cities, city)
  if (known !== undefined) return known
  const zones = Intl.supportedValuesOf('timeZone')
  return zones.find(zone => zone.toLowerCase().endsWith(`/${city}`)) ?? suggestion(bare, zones)
}

function own<T>(table: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined
}
