import { excerpt } from '../base/safe-text.ts'
import { cmd, defaultPrefetch, prefetchBounds } from './noti1.ts'
import { ObjectScanner } from './object-scanner.ts'

/** What one line from a client is. */
export type Request =
  | { readonly kind: 'ack' /** The raw `delivery_id`, its bytes as latin1. */; readonly token: string }
  | { readonly kind: 'ping' }
  | {
      readonly kind: 'login'
      readonly id: string
      readonly secret: string
      readonly prefetch: number
      /** The login gave no `prefetch_count`, or null: the default is used. */
      readonly prefetchMissing: boolean
    }
  /** A login that names what it must not: answered with a refusal. */
  | { readonly kind: 'bad-login'; readonly reason: string }
  | { readonly kind: 'blank' }
  /** To be answered with `invalid_msg`. The reason is safe to show and holds no part of the line but its cmd. */
  | { readonly kind: 'invalid'; readonly reason: string }

const scanner = new ObjectScanner(['cmd', 'delivery_id'])
const usualAck = Buffer.from(`{"cmd":"${cmd.ack}","delivery_id":`)
const ping: Request = { kind: 'ping' }
const blank: Request = { kind: 'blank' }

/** Reads the line `bytes[start, end)` that a client sent. Never throws. */
export function readRequest(bytes: Buffer, start: number, end: number): Request {
  const token = usualToken(bytes, start, end)
  if (token !== undefined) return { kind: 'ack', token }
  if (!scanner.scan(bytes, start, end)) {
    return isBlank(bytes, start, end) ? blank : invalid('not one JSON object on a line')
  }
  const [cmdFrom, idFrom] = scanner.from
  if (cmdFrom! < 0) return invalid('no cmd')
  const name: unknown = JSON.parse(bytes.toString('utf8', cmdFrom, scanner.to[0]))
  switch (name) {
    case cmd.ack:
      if (idFrom! < 0) return invalid(`${cmd.ack} without delivery_id`)
      return { kind: 'ack', token: bytes.toString('latin1', idFrom, scanner.to[1]) }
    case cmd.ping:
      return ping
    case cmd.loginRequest:
      return readLogin(JSON.parse(bytes.toString('utf8', start, end)).data)
    default:
      return invalid(
        `unknown cmd ${typeof name === 'string' ? excerpt(JSON.stringify(name)) : 'of a wrong type'}`,
      )
  }
}

/**
 * The id in `{"cmd":"enterprise_event_ack","delivery_id":123}`, written just so: nearly all that a client ever
 * says, so it is worth reading without a scan.
 */
function usualToken(bytes: Buffer, start: number, end: number): string | undefined {
  const idFrom = start + usualAck.length
  const idTo = end - 1
  if (idTo <= idFrom || idTo - idFrom > 15 || bytes[idTo] !== 0x7d) return undefined
  for (let i = 0; i < usualAck.length; i++) if (bytes[start + i] !== usualAck[i]) return undefined
  for (let at = idFrom; at < idTo; at++) if (bytes[at]! < 0x30 || bytes[at]! > 0x39) return undefined
  if (bytes[idFrom] === 0x30 && idTo - idFrom > 1) return undefined
  return bytes.toString('latin1', idFrom, idTo)
}

function readLogin(data: unknown): Request {
  if (typeof data !== 'object' || data === null) return badLogin('data must be an object')
  const {
    enterprise_id: id,
    enterprise_secret: secret,
    prefetch_count: prefetch,
  } = data as Record<string, unknown>
  if (typeof id !== 'string') return badLogin('enterprise_id must be a string')
  if (typeof secret !== 'string') return badLogin('enterprise_secret must be a string')
  // Clients in the field leave it out; a serializer of optional members writes null.
  if (prefetch === undefined || prefetch === null) {
    return { kind: 'login', id, secret, prefetch: defaultPrefetch, prefetchMissing: true }
  }
  const { min, max } = prefetchBounds
  if (typeof prefetch !== 'number' || !Number.isInteger(prefetch) || prefetch < min || prefetch > max) {
    const given = typeof prefetch === 'number' ? prefetch : typeName(prefetch)
    return badLogin(`prefetch_count must be a whole number from ${min} to ${max}, not ${given}`)
  }
  return { kind: 'login', id, secret, prefetch, prefetchMissing: false }
}

/** `a string`, `an array`, …: what a member is, without a word of its value, which may be a misplaced secret. */
function typeName(value: unknown): string {
  if (Array.isArray(value)) return 'an array'
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`
}

function isBlank(bytes: Buffer, start: number, end: number): boolean {
  for (let at = start; at < end; at++) {
    if (bytes[at] !== 0x20 && bytes[at] !== 0x0d && bytes[at] !== 0x09) return false
  }
  return true
}

function invalid(reason: string): Request {
  return { kind: 'invalid', reason }
}

function badLogin(reason: string): Request {
  return { kind: 'bad-login', reason }
}
