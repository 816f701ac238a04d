import { Failure } from '../base/failure.ts'
import { demandOn, fits, type NumberSetting } from '../base/number-setting.ts'
import { say, type Text } from '../language/say.ts'
import type { Dialect, Sent } from '../wire/dialect.ts'
import { serverTimeout } from '../wire/heartbeat.ts'
import type { SessionConfig } from './session-deps.ts'

/** Settings of a session in any dialect. Times are in milliseconds, sizes in bytes. */
export interface SessionSettings {
  /** How many events the server may have sent that are not acked, 1 to 32767. Default 50. */
  readonly prefetch?: number | undefined
  /** A heartbeat is sent after this time without sending; less than 5 minutes. Default 60 s. */
  readonly pingInterval?: number | undefined
  /** The connection is dead if nothing is received for this time after a heartbeat. Default 10 s. */
  readonly pongTimeout?: number | undefined
  /** For DNS, TCP, TLS and the reply to the login, each. Default 10 s. */
  readonly connectTimeout?: number | undefined
  /**
   * Failed reconnects in a row before giving up. Default: 5 until the first login is accepted, because the address of a
   * server that was never reached is probably wrong; no limit after that.
   */
  readonly maxRetries?: number | undefined
  /** Longer lines are skipped. Default 16 MiB. */
  readonly maxLine?: number | undefined
}

/**
 * The settings that are numbers and the same in all dialects, declared once for the library and the command line. Times
 * are in milliseconds, sizes in bytes.
 */
export const numberSettings = {
  pingInterval: {
    above: 0,
    below: serverTimeout,
    reason: 'after which the server may close the connection' satisfies Text,
    default: 60_000,
  },
  pongTimeout: { above: 0, default: 10_000 },
  connectTimeout: { above: 0, default: 10_000 },
  maxRetries: { whole: true, min: 0, max: Number.POSITIVE_INFINITY },
  maxLine: { whole: true, min: 1024, default: 16 * 1024 * 1024 },
} as const satisfies Partial<Record<keyof SessionSettings, NumberSetting>>

/** The default of `maxRetries` until the first login is accepted. After that there is no limit. */
export const firstRetries = 5

/**
 * @param login returns what logs in with this prefetch
 * @throws Failure `usage`, naming the setting that is out of its limits
 */
export function sessionConfig(
  given: SessionSettings,
  dialect: Dialect,
  login: (prefetch: number) => Sent,
): SessionConfig {
  const settings = { ...numberSettings, prefetch: dialect.prefetch }
  const read = (name: keyof typeof settings, otherwise: number) => {
    const value = given[name] ?? otherwise
    if (fits(settings[name], value)) return value
    throw new Failure(
      'usage',
      say('{name}: {value} was given; it must be {demand}', {
        name,
        value,
        demand: demandOn(settings[name]),
      }),
    )
  }
  return {
    dialect,
    login: login(read('prefetch', settings.prefetch.default)),
    maxLine: read('maxLine', settings.maxLine.default),
    policy: {
      pingInterval: read('pingInterval', settings.pingInterval.default),
      pongTimeout: read('pongTimeout', settings.pongTimeout.default),
      connectTimeout: read('connectTimeout', settings.connectTimeout.default),
      maxRetries: read('maxRetries', Number.POSITIVE_INFINITY),
      firstRetries: read('maxRetries', firstRetries),
    },
  }
}
