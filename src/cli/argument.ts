import { InvalidArgumentError } from 'commander'
import { durationForm, parseDuration } from '../base/duration.ts'
import { parseSize, sizeForm } from '../base/size.ts'
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

/** Not below zero. */
export function amount(text: string): number {
  const number = /^\d+(\.\d+)?$/.test(text) ? Number(text) : Number.NaN
  if (Number.isFinite(number)) return number
  throw new InvalidArgumentError('It must be a number, 0 or more.')
}

/** A public key's pin. */
export function pin(given: string): string {
  const read = parsePin(given)
  if (read !== undefined) return read
  throw new InvalidArgumentError(`It must be ${pinForm}.`)
}

/** Any text but none. */
export function text(given: string): string {
  if (given === '') throw new InvalidArgumentError('It must not be empty.')
  return given
}

/** More than nothing, for durations. */
export function aboveZero(ms: number): string | undefined {
  return ms > 0 ? undefined : 'more than 0'
}
