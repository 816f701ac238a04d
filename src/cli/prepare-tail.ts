import type { Clock } from '../base/clock.ts'
import type { Console } from './console.ts'
import { checkMetricsFile } from './metrics-file.ts'
import { checkedRun, type PreparedRun, prepareRun } from './prepare-run.ts'
import type { RunTerminal } from './run-terminal.ts'
import { SecretMask } from './secret-mask.ts'
import type { SettledTail } from './settle-tail.ts'
import type { TailConfig } from './tail-config.ts'
import { demoTarget, realTarget, shippedDefinitions, type TailTarget } from './tail-target.ts'

/** What a tail is made of. */
export interface PreparedTail extends PreparedRun {
  readonly config: TailConfig
  readonly target: TailTarget
}

/**
 * Makes what a tail needs from its configuration. Whatever may be wrong with that is found before a person is asked
 * for credentials, and before anything is dialed.
 *
 * @throws Failure `usage`, `output`, `interrupted`
 */
export async function prepareTail(
  config: TailConfig,
  settled: SettledTail,
  authSecret: string | undefined,
  log: Console,
  clock: Clock,
  terminal: RunTerminal,
): Promise<PreparedTail> {
  if (config.metricsFile !== undefined) checkMetricsFile(config.metricsFile)
  return checkedRun(config, log, clock, async checked => {
    const { demo } = settled.flags
    const definitions = checked.definitions ?? (demo ? await shippedDefinitions() : undefined)
    const target = demo
      ? await demoTarget(config.dialect, clock, checked.definitions)
      : await realTarget(config, settled, authSecret, log)
    const mask = target.secrets.length > 0 ? new SecretMask(target.secrets) : undefined
    if (mask) log.hide(mask)
    const metrics = config.metricsFile !== undefined
    const setting = { ...checked, definitions, mask, live: true, metrics, terminal }
    const run = await prepareRun(config, setting, log, clock)
    return { ...run, config, target }
  })
}
