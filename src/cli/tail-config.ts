import type { AckPolicy } from '../app/run-tail.ts'
import { type Contradiction, type Dependence, refuseContradictions, refuseOrphans } from './contradictions.ts'
import type { Settled } from './environment.ts'
import { execPrefetch } from './exec-options.ts'
import { heartbeatSettings } from './heartbeat-settings.ts'
import { type LoginConfig, loginConfig, loginContradictions } from './login-config.ts'
import { withDefaults } from './option-table.ts'
import { type RunConfig, runConfig } from './run-config.ts'
import { type TailFlags, tailOptions } from './tail-options.ts'

/** How to tail. Credentials are not part of it: a person may have to be asked for them. */
export interface TailConfig extends RunConfig, LoginConfig {
  readonly ack: AckPolicy
  /** Milliseconds without a connection that still count as watched; undefined if nothing has to be watched. */
  readonly maxGap: number | undefined
  readonly trace: boolean
  readonly statusLine: 'auto' | 'never'
  /** Where metrics are written; undefined if they are not. */
  readonly metricsFile: string | undefined
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
  ...loginContradictions,
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
]

/** Options that do nothing without another. */
export const dependences: readonly Dependence<TailFlags>[] = [['maxGap', 'failOn']]

/**
 * @param typed the flags that were typed: only these can contradict each other
 * @param env has the variables that name a proxy
 * @throws Failure `usage`
 */
export function tailConfig(
  typed: TailFlags,
  { flags: given, nameOf }: Settled<TailFlags>,
  env: Readonly<NodeJS.ProcessEnv> = {},
): TailConfig {
  refuseContradictions(tailOptions, contradictions, typed)
  const flags = withDefaults(tailOptions, given)
  const login = loginConfig(typed, { flags: given, nameOf }, env)
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
    ...login,
    settings: {
      prefetch: given.prefetch ?? (run.exec ? execPrefetch(run.exec) : flags.prefetch),
      ...heartbeatSettings(flags, given, maxGap),
      connectTimeout: flags.connectTimeout,
      maxRetries: flags.noReconnect ? 0 : flags.maxRetries,
      maxLine: run.maxLine,
    },
  }
}
