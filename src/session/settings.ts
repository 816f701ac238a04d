import { Failure } from '../base/failure.ts'
import type { Dialect, Sent } from '../wire/dialect.ts'
import { serverTimeout } from '../wire/heartbeat.ts'
import type { SessionConfig } from './session-deps.ts'

/** What can be set of a session, in any dialect. Times in milliseconds, sizes in bytes. */
export interface SessionSettings {
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
  pingInterval: 60_000,
  pongTimeout: 10_000,
  connectTimeout: 10_000,
  maxRetries: Number.POSITIVE_INFINITY,
  firstRetries: 5,
  maxLine: 16 * 1024 * 1024,
} as const

/** A setting whose default and bounds are the same in all dialects. */
type CommonSetting = Exclude<keyof SessionSettings, 'prefetch'>

const must: Record<CommonSetting, { says: string; holds: (n: number) => boolean }> = {
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
export function faultOf(setting: CommonSetting, value: number): string | undefined {
  return must[setting].holds(value) ? undefined : must[setting].says
}

/**
 * @param login the bytes that log in with this prefetch
 * @throws Failure `usage`, naming the setting that cannot be used
 */
export function sessionConfig(
  settings: SessionSettings,
  dialect: Dialect,
  login: (prefetch: number) => Sent,
): SessionConfig {
  const number = (setting: CommonSetting) => {
    const value = settings[setting] ?? defaults[setting]
    const fault = faultOf(setting, value)
    if (fault) throw unusable(setting, value, fault)
    return value
  }
  return {
    dialect,
    login: login(prefetchOf(settings, dialect)),
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

function prefetchOf({ prefetch }: SessionSettings, dialect: Dialect): number {
  const { min, max } = dialect.prefetch
  const value = prefetch ?? dialect.prefetch.default
  if (Number.isInteger(value) && value >= min && value <= max) return value
  throw unusable('prefetch', value, `a whole number from ${min} to ${max}`)
}

function unusable(setting: keyof SessionSettings, value: number, mustBe: string): Failure {
  return new Failure('usage', `${setting}: ${value} was given; it must be ${mustBe}`)
}
