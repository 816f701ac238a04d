import { Failure } from '../base/failure.ts'
import { defaultPrefetch, endpoint, prefetchBounds, serverTimeout } from '../wire/noti1.ts'
import type { SessionConfig } from './session-deps.ts'

/** What a session can be told; all but the credentials has a default. Times in milliseconds, sizes in bytes. */
export interface SessionSettings {
  /** The enterprise's id and secret. */
  readonly id: string
  readonly secret: string
  /** Un-acked events the server may have out, 1 to 32767. Default 50. */
  readonly prefetch?: number | undefined
  /** Heartbeat after this long without sending; under 5 minutes. Default 60 s. */
  readonly pingInterval?: number | undefined
  /** Silence after a heartbeat that means the connection is dead. Default 10 s. */
  readonly pongTimeout?: number | undefined
  /** For DNS, TCP, TLS and the login's answer, each. Default 10 s. */
  readonly connectTimeout?: number | undefined
  /**
   * Failed reconnects in a row before giving up. Default: 5 until the first login is accepted, for a server never
   * reached is likely a wrong address; no limit after it.
   */
  readonly maxRetries?: number | undefined
  /** A longer line is skipped. Default 16 MiB. */
  readonly maxLine?: number | undefined
}

export const defaults = {
  host: endpoint.host,
  port: endpoint.port,
  prefetch: defaultPrefetch,
  pingInterval: 60_000,
  pongTimeout: 10_000,
  connectTimeout: 10_000,
  maxRetries: Number.POSITIVE_INFINITY,
  firstRetries: 5,
  maxLine: 16 * 1024 * 1024,
} as const

type Numeric = Exclude<keyof SessionSettings, 'id' | 'secret'>

const must: Record<Numeric, { says: string; holds: (n: number) => boolean }> = {
  prefetch: {
    says: `a whole number from ${prefetchBounds.min} to ${prefetchBounds.max}`,
    holds: n => Number.isInteger(n) && n >= prefetchBounds.min && n <= prefetchBounds.max,
  },
  pingInterval: {
    says: 'more than 0 and under 5 minutes, after which the server may give us up',
    holds: n => n > 0 && n < serverTimeout,
  },
  pongTimeout: { says: 'more than 0', holds: n => n > 0 },
  connectTimeout: { says: 'more than 0', holds: n => n > 0 },
  maxRetries: {
    says: 'a whole number, 0 or more',
    holds: n => n >= 0 && (Number.isInteger(n) || n === Number.POSITIVE_INFINITY),
  },
  maxLine: { says: 'a whole number of bytes, at least 1024', holds: n => Number.isInteger(n) && n >= 1024 },
}

/** What must hold of a numeric setting, in words; undefined where `value` is fine. */
export function faultOf(setting: Numeric, value: number): string | undefined {
  return must[setting].holds(value) ? undefined : must[setting].says
}

/** @throws Failure `usage`, naming the setting that cannot be */
export function sessionConfig(settings: SessionSettings): SessionConfig {
  if (!settings.id || !settings.secret) throw new Failure('usage', 'id and secret must both be given')
  const number = (setting: Numeric) => {
    const value = settings[setting] ?? defaults[setting]
    const fault = faultOf(setting, value)
    if (fault) throw new Failure('usage', `${setting}: ${value} was given; it must be ${fault}`)
    return value
  }
  return {
    credentials: { id: settings.id, secret: settings.secret },
    prefetch: number('prefetch'),
    maxLine: number('maxLine'),
    policy: {
      pingInterval: number('pingInterval'),
      pongTimeout: number('pongTimeout'),
      connectTimeout: number('connectTimeout'),
      maxRetries: number('maxRetries'),
      firstRetries: settings.maxRetries ?? defaults.firstRetries,
    },
  }
}
