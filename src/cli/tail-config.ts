import type { AckPolicy } from '../app/run-tail.ts'
import { Failure } from '../base/failure.ts'
import { type DialectName, dialects } from '../wire/dialects.ts'
import { readCaFile } from './ca-file.ts'
import { type Contradiction, type Dependence, refuseContradictions, refuseOrphans } from './contradictions.ts'
import type { Settled } from './environment.ts'
import { execPrefetch } from './exec-options.ts'
import { longName } from './flag-words.ts'
import { heartbeatSettings } from './heartbeat-settings.ts'
import { withDefaults } from './option-table.ts'
import { type RunConfig, runConfig } from './run-config.ts'
import { type TailFlags, tailOptions } from './tail-options.ts'

/** How to tail. Credentials are not part of it: a person may have to be asked for them. */
export interface TailConfig extends RunConfig {
  readonly ack: AckPolicy
  /** Milliseconds without a connection that still count as watched; undefined if nothing has to be watched. */
  readonly maxGap: number | undefined
  readonly trace: boolean
  readonly statusLine: 'auto' | 'never'
  /** Where metrics are written; undefined if they are not. */
  readonly metricsFile: string | undefined
  readonly dialect: DialectName
  readonly server: {
    readonly host: string
    readonly port: number
    readonly ca: string | undefined
    readonly servername: string | undefined
    readonly insecure: boolean
    readonly pins: readonly string[]
  }
  readonly settings: {
    readonly prefetch: number
    readonly pingInterval: number
    readonly pongTimeout: number
    readonly connectTimeout: number
    readonly maxRetries: number | undefined
    readonly maxLine: number
  }
}

/** Flags that cannot be typed together, unless the first has the value `unlessFirst`. */
export const contradictions: readonly Contradiction<TailFlags>[] = [
  ['secret', 'secretFile'],
  ['id', 'product'],
  ['dialect', 'id', 'noti1'],
  ['tz', 'utc'],
  ['quiet', 'verbose'],
  ['quiet', 'trace'],
  ['maxRetries', 'noReconnect'],
  ['color', 'noColor', 'never'],
  ['output', 'json', 'json'],
  ['diff', 'json'],
  ['output', 'diff', 'pretty'],
  ['template', 'output'],
  ['template', 'json'],
  ['template', 'diff'],
  ['watch', 'json'],
  ['watch', 'output'],
  ['watch', 'template'],
  ['watch', 'wrap'],
  ['watch', 'statusLine'],
  ['ack', 'peek', 'none'],
  ['demo', 'id'],
  ['demo', 'product'],
  ['demo', 'subkey'],
  ['demo', 'subscribe'],
  ['demo', 'secret'],
  ['demo', 'secretFile'],
  ['demo', 'host'],
  ['demo', 'port'],
  ['demo', 'ca'],
  ['demo', 'servername'],
  ['demo', 'insecure'],
  ['demo', 'pin'],
]

/** Options that do nothing without another. */
export const dependences: readonly Dependence<TailFlags>[] = [['maxGap', 'failOn']]

/**
 * @param typed the flags that were typed: only these can contradict each other
 * @throws Failure `usage`
 */
export function tailConfig(typed: TailFlags, { flags: given, nameOf }: Settled<TailFlags>): TailConfig {
  refuseContradictions(tailOptions, contradictions, typed)
  const flags = withDefaults(tailOptions, given)
  const dialect = dialectOf(typed, given)
  const { endpoint } = dialects[dialect]
  const run = runConfig(given, nameOf)
  refuseOrphans(tailOptions, dependences, given)
  const maxGap = run.failOn.length > 0 ? flags.maxGap : undefined
  return {
    ...run,
    verbosity: flags.trace ? 'verbose' : run.verbosity,
    ack: flags.peek ? 'none' : flags.ack,
    maxGap,
    trace: flags.trace === true,
    statusLine: flags.statusLine,
    metricsFile: flags.metricsFile,
    dialect,
    server: {
      host: flags.host ?? endpoint.host,
      port: flags.port ?? endpoint.port,
      ca: flags.ca === undefined ? undefined : readCaFile(flags.ca, nameOf('ca')),
      servername: flags.servername,
      insecure: flags.insecure === true,
      pins: flags.pin ?? [],
    },
    settings: {
      prefetch: given.prefetch ?? (run.exec ? execPrefetch(run.exec) : flags.prefetch),
      ...heartbeatSettings(flags, given, maxGap),
      connectTimeout: flags.connectTimeout,
      maxRetries: flags.noReconnect ? 0 : flags.maxRetries,
      maxLine: run.maxLine,
    },
  }
}

/** The options that only a login by product has. */
export const productOptions = ['product', 'subkey', 'subscribe'] as const

/** @throws Failure `usage` if an option that was typed is not of the dialect */
function dialectOf(typed: TailFlags, { dialect, product }: TailFlags): DialectName {
  const chosen = dialect ?? (product ? 'snoti2' : 'noti1')
  const stray = chosen === 'noti1' ? productOptions.find(key => typed[key] !== undefined) : undefined
  if (stray) {
    const flag = longName(tailOptions[stray].flags)
    throw new Failure('usage', `${flag} is an option of SNoti 2.x`, {
      hint: 'Give --product PRODUCT_KEY:AUTH_ID to log in by product.',
    })
  }
  return chosen
}
