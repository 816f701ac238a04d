import { domainToASCII } from 'node:url'
import { InvalidArgumentError } from 'commander'
import { suggestion } from '../base/closest.ts'
import { durationForm, parseDuration } from '../base/duration.ts'
import { parseSize, sizeForm } from '../base/size.ts'
import { readZone } from '../format/zone-name.ts'
import { parsePin, pinForm } from '../transport/public-key-pin.ts'

/** Reads one option's text, or says what it must be. */
export type Parse<T> = (text: string) => T

export function duration(allowed: (ms: number) => string | undefined): Parse<number> {
  return text => {
    const ms = parseDuration(text)
    if (ms === undefined) throw new InvalidArgumentError(`It must be ${durationForm}.`)
    const fault = allowed(ms)
    if (fault) throw new InvalidArgumentError(`It must be ${fault}.`)
    return ms
  }
}

export function size(allowed: (bytes: number) => string | undefined): Parse<number> {
  return text => {
    const bytes = parseSize(text)
    if (bytes === undefined) throw new InvalidArgumentError(`It must be ${sizeForm}.`)
    const fault = allowed(bytes)
    if (fault) throw new InvalidArgumentError(`It must be ${fault}.`)
    return bytes
  }
}

export function wholeNumber(min: number, max = Number.MAX_SAFE_INTEGER): Parse<number> {
  const says = max === Number.MAX_SAFE_INTEGER ? `${min} or more` : `from ${min} to ${max}`
  return text => {
    const number = /^\d+$/.test(text) ? Number(text) : Number.NaN
    if (number >= min && number <= max) return number
    throw new InvalidArgumentError(`It must be a whole number, ${says}.`)
  }
}

export function amount(max: number): Parse<number> {
  return text => {
    const number = /^\d+(\.\d+)?$/.test(text) ? Number(text) : Number.NaN
    if (number <= max) return number
    throw new InvalidArgumentError(`It must be a number from 0 to ${max}.`)
  }
}

/** A public key's pin. */
export function pin(given: string): string {
  const read = parsePin(given)
  if (read !== undefined) return read
  throw new InvalidArgumentError(`It must be ${pinForm}.`)
}

/** A host name or an address, without the port; brackets around an IPv6 address are taken off. */
export function host(given: string): string {
  const bare = /^\[(.+)\]$/.exec(given)?.[1] ?? given
  const isName = !/[\s/:@[\]]/.test(bare) && isHostName(bare)
  if (isName || /^[0-9a-f:.]*:[0-9a-f:.]*:[0-9a-f:.%a-z]*$/i.test(bare)) return bare
  throw new InvalidArgumentError('It must be a host name or an address alone; the port goes to --port.')
}

/** Whether DNS can be asked for it: a name in another script must have a form in ASCII (`xn--…`). */
function isHostName(name: string): boolean {
  return name !== '' && (/^[ -~]*$/.test(name) || domainToASCII(name) !== '')
}

/** A time zone, as `createZoneOffset` takes it. */
export function zone(given: string): string {
  const read = readZone(given)
  if ('zone' in read) return read.zone
  throw new InvalidArgumentError(read.fault)
}

/** Any text; that it is not empty is seen to for every option. */
export function text(given: string): string {
  return given
}

export function isBlank(text: string): boolean {
  return text.trim() === ''
}

/** One of the words of a table. */
export function oneOf(choices: Readonly<Record<string, unknown>>): Parse<string> {
  const words = Object.keys(choices)
  return text => {
    if (words.includes(text)) return text
    const near = suggestion(text, words)
    const guess = near === undefined ? '' : ` Did you mean ${near}?`
    throw new InvalidArgumentError(`It must be one of ${words.join(', ')}.${guess}`)
  }
}

/** More than nothing, for durations. */
export function aboveZero(ms: number): string | undefined {
  return ms > 0 ? undefined : 'more than 0'
}
