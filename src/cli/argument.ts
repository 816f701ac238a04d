import { domainToASCII } from 'node:url'
import { InvalidArgumentError } from 'commander'
import { suggestion } from '../base/closest.ts'
import { durationForm, parseDuration, writeDuration } from '../base/duration.ts'
import { demandOn, fits, limitsOf, type NumberSetting } from '../base/number-setting.ts'
import { parseSize, sizeForm, writeSize } from '../base/size.ts'
import { readZone } from '../format/zone-name.ts'
import { listText, sentences } from '../language/list-text.ts'
import { say, type Text } from '../language/say.ts'
import { parsePin, pinForm } from '../transport/parse-pin.ts'

/** Returns the value that an option's text stands for. @throws InvalidArgumentError saying what the text must be */
export type Parse<T> = (text: string) => T

/** How an option that is a number is read, and how its default is written. */
interface NumberOption {
  readonly parse: Parse<number>
  readonly write: (value: number) => string
}

/** A number in decimal digits. */
export function number<const S extends NumberSetting>(setting: S): S & NumberOption {
  const form = setting.whole ? /^\d+$/ : /^\d+(\.\d+)?$/
  const parse = (text: string) => {
    const value = form.test(text) ? Number(text) : Number.NaN
    if (fits(setting, value) && value <= Number.MAX_SAFE_INTEGER) return value
    throw new InvalidArgumentError(say('It must be {demand}.', { demand: demandOn(setting) }))
  }
  return { ...setting, parse, write: String }
}

/** A duration in milliseconds, typed with a unit. */
export function duration<const S extends NumberSetting>(setting: S): S & NumberOption {
  return withUnit(setting, parseDuration, writeDuration, durationForm)
}

/** A size in bytes, typed with or without a unit. */
export function size<const S extends NumberSetting>(setting: S): S & NumberOption {
  return withUnit(setting, parseSize, writeSize, sizeForm)
}

function withUnit<S extends NumberSetting>(
  setting: S,
  read: (text: string) => number | undefined,
  write: (value: number) => string,
  form: Text,
): S & NumberOption {
  const parse = (text: string) => {
    const value = read(text)
    if (value === undefined)
      throw new InvalidArgumentError(say('It must be {demand}.', { demand: say(form) }))
    if (fits(setting, value)) return value
    throw new InvalidArgumentError(say('It must be {limits}.', { limits: limitsOf(setting, write) }))
  }
  return { ...setting, parse, write }
}

/** A public key's pin. */
export function pin(given: string): string {
  const read = parsePin(given)
  if (read !== undefined) return read
  throw new InvalidArgumentError(say('It must be {demand}.', { demand: say(pinForm) }))
}

/** A host name or an address, without a port. Brackets around an IPv6 address are removed. */
export function host(given: string): string {
  const bare = /^\[(.+)\]$/.exec(given)?.[1] ?? given
  const isName = !/[\s/:@[\]]/.test(bare) && isHostName(bare)
  if (isName || /^[0-9a-f:.]*:[0-9a-f:.]*:[0-9a-f:.%a-z]*$/i.test(bare)) return bare
  throw new InvalidArgumentError(
    say('It must be a host name or an address without a port; --port takes the port.'),
  )
}

/** Whether DNS can resolve it: a name in another script must have an ASCII form (`xn--…`). */
function isHostName(name: string): boolean {
  return name !== '' && (/^[ -~]*$/.test(name) || domainToASCII(name) !== '')
}

/** A time zone that `createZoneOffset` accepts. */
export function zone(given: string): string {
  const read = readZone(given)
  if ('zone' in read) return read.zone
  throw new InvalidArgumentError(read.fault)
}

/** Any text. `parseValue` rejects an empty value of any option. */
export function text(given: string): string {
  return given
}

export function isBlank(text: string): boolean {
  return text.trim() === ''
}

/** One of the keys of a table. */
export function oneOf(choices: Readonly<Record<string, unknown>>): Parse<string> {
  const words = Object.keys(choices)
  return text => {
    if (words.includes(text)) return text
    const near = suggestion(text, words)
    const guess = near === undefined ? '' : say('Did you mean {near}?', { near })
    const demand = say('It must be one of {words}.', { words: listText(words) })
    throw new InvalidArgumentError(sentences([demand, guess]))
  }
}
