import type { AckPolicy } from '../app/run-tail.ts'
import { Failure } from '../base/failure.ts'
import { excerpt } from '../base/safe-text.ts'
import type { FormatName } from '../format/formats.ts'
import type { TimeStyle } from '../format/time-format.ts'
import { defaults } from '../session/settings.ts'
import { readCaFile } from './ca-file.ts'
import type { When } from './colour-level.ts'
import type { TailFlags } from './tail-flags.ts'
import type { Loudness } from './talk.ts'

/** What a tail is to do, parsed and checked; credentials aside, which may have to be asked for. */
export interface TailConfig {
  /** Filters, each with the flag that gave it. */
  readonly filters: readonly { readonly flag: string; readonly expression: string }[]
  readonly events: readonly string[]
  readonly format: FormatName
  readonly time: TimeStyle
  readonly timeZone: string | undefined
  readonly ack: AckPolicy
  readonly count: number | undefined
  readonly duration: number | undefined
  readonly timeout: number | undefined
  readonly loudness: Loudness
  readonly trace: boolean
  readonly summary: 'auto' | 'always' | 'never'
  readonly color: When
  readonly server: {
    readonly host: string
    readonly port: number
    readonly ca: string | undefined
    readonly servername: string | undefined
    readonly insecure: boolean
    readonly pins: readonly string[]
  }
  readonly settings: {
    readonly prefetch: number | undefined
    readonly pingInterval: number | undefined
    readonly pongTimeout: number | undefined
    readonly connectTimeout: number | undefined
    readonly maxRetries: number | undefined
    readonly maxLine: number | undefined
  }
}

/** Whether a flag was typed; what the environment says gives way without a word. */
export type Typed = (flag: keyof TailFlags) => boolean

type Contradiction = readonly [keyof TailFlags, keyof TailFlags, unlessFirst?: unknown]

/** Flags that contradict each other when both are typed. */
export const contradictions: readonly Contradiction[] = [
  ['secret', 'secretFile'],
  ['tz', 'utc'],
  ['quiet', 'verbose'],
  ['quiet', 'trace'],
  ['maxRetries', 'reconnect'],
  ['output', 'json', 'json'],
  ['ack', 'peek', 'none'],
  ['demo', 'id'],
  ['demo', 'secret'],
  ['demo', 'secretFile'],
  ['demo', 'host'],
  ['demo', 'port'],
  ['demo', 'ca'],
  ['demo', 'servername'],
  ['demo', 'insecure'],
  ['demo', 'pin'],
]

/** @throws Failure `usage` */
export function tailConfig(
  flags: TailFlags,
  typed: Typed,
  nameOf: (flag: keyof TailFlags) => string,
): TailConfig {
  for (const [one, other, fine] of contradictions) {
    if (typed(one) && typed(other) && (fine === undefined || flags[one] !== fine)) {
      throw new Failure(
        'usage',
        `${nameOf(one)} and ${nameOf(other)} contradict each other; give one of them`,
      )
    }
  }
  const { did = [], productKey = [], event = [] } = flags
  return {
    filters: [
      ...(flags.filter ?? []).map(expression => ({ flag: '--filter', expression })),
      ...did.map(value => ({ flag: '--did', expression: `did=${value}` })),
      ...productKey.map(value => ({ flag: '--product-key', expression: `product_key=${value}` })),
      ...event.map(value => ({ flag: '--event', expression: `event_type=${value}` })),
    ],
    events: event,
    format: flags.json ? 'json' : (flags.output ?? 'pretty'),
    time: flags.time ?? 'local',
    timeZone: flags.utc ? 'UTC' : zone(flags.tz),
    ack: flags.peek ? 'none' : (flags.ack ?? 'all'),
    count: flags.count,
    duration: flags.duration,
    timeout: flags.timeout,
    loudness: flags.quiet ? 'quiet' : flags.verbose || flags.trace ? 'verbose' : 'normal',
    trace: flags.trace === true,
    summary: flags.summary ?? 'auto',
    color: flags.color ?? 'auto',
    server: {
      host: flags.host ?? defaults.host,
      port: flags.port ?? defaults.port,
      ca: flags.ca === undefined ? undefined : readCaFile(flags.ca, '--ca'),
      servername: flags.servername,
      insecure: flags.insecure === true,
      pins: flags.pin ?? [],
    },
    settings: {
      prefetch: flags.prefetch,
      pingInterval: flags.pingInterval,
      pongTimeout: flags.pongTimeout,
      connectTimeout: flags.connectTimeout,
      maxRetries: flags.reconnect === false ? 0 : flags.maxRetries,
      maxLine: flags.maxLine,
    },
  }
}

function zone(name: string | undefined): string | undefined {
  if (name === undefined) return undefined
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone
  } catch {
    throw new Failure(
      'usage',
      `--tz: no time zone is called ${excerpt(name)}; it must be an IANA name, such as Asia/Shanghai`,
    )
  }
}
