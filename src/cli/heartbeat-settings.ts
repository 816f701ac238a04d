import { formatDuration } from '../base/duration.ts'
import { Failure } from '../base/failure.ts'
import { say } from '../language/say.ts'
import type { WithDefaults } from './option-table.ts'
import type { queueOptions } from './queue-options.ts'

type HeartbeatFlags = Pick<WithDefaults<typeof queueOptions>, 'pingInterval' | 'pongTimeout'>

/** The parts of the longest gap that a heartbeat waits for, and that its answer may take: half is left to connect again. */
const partOfGap = 1 / 4

/**
 * Returns how often heartbeats are sent, in milliseconds. If no gap may be longer than `maxGap`, a connection that is dead
 * without having ended is noticed before.
 *
 * @param given the flags without their defaults
 * @throws Failure `usage` if it would be noticed too late
 */
export function heartbeatSettings(
  flags: HeartbeatFlags,
  given: Partial<HeartbeatFlags>,
  maxGap = Number.POSITIVE_INFINITY,
): HeartbeatFlags {
  const setting = (key: keyof HeartbeatFlags) => given[key] ?? Math.min(flags[key], maxGap * partOfGap)
  const settings = { pingInterval: setting('pingInterval'), pongTimeout: setting('pongTimeout') }
  const noticed = settings.pingInterval + settings.pongTimeout
  if (noticed <= maxGap) return settings
  throw new Failure(
    'usage',
    say(
      'a dead connection is noticed after {noticed} (--ping-interval and --pong-timeout), but --max-gap is {gap}',
      { noticed: formatDuration(noticed), gap: formatDuration(maxGap) },
    ),
    {
      hint: say('Without --ping-interval and --pong-timeout, heartbeats are as frequent as --max-gap needs.'),
    },
  )
}
