import { writeDuration } from '../base/duration.ts'
import { firstRetries, numberSettings } from '../session/settings.ts'
import { noti1 } from '../wire/noti1/noti1.ts'
import { duration, number } from './argument.ts'
import { ackChoices } from './choices.ts'
import { endGroup } from './end-options.ts'
import type { OptionTable } from './option-table.ts'

export const queueGroup = 'Queue and connection:'

/** The options of the tail about the queue and the connection, which a replay has not. */
export const queueOptions = {
  maxGap: {
    flags: '--max-gap <time>',
    group: endGroup,
    about:
      'with --fail-on: the longest time without a connection, from the start on, that still counts as watched; after it the exit code is 4. Heartbeats become as frequent as it takes to notice',
    default: 10_000,
    ...duration({ above: 0 }),
  },
  ack: {
    flags: '--ack <policy>',
    group: queueGroup,
    choices: ackChoices,
    about:
      'which events are taken from the queue: all, once written or filtered out; matched, only what is shown; none. Into a pipe, written means that the pipe has taken it: what the reader of the pipe then loses does not come again',
    default: 'all',
  },
  peek: { flags: '--peek', group: queueGroup, about: 'look without taking: short for --ack none' },
  prefetch: {
    flags: '--prefetch <n>',
    group: queueGroup,
    about:
      'un-acked events that the server may send ahead; at most n arrive per round trip: at 40 ms, 5 give 125 events/s, 50 give 1,250, 500 give 12,500; with --exec, twice --batch if not given',
    ...number(noti1.prefetch),
  },
  pingInterval: {
    flags: '--ping-interval <time>',
    group: queueGroup,
    about: `heartbeat after this long without sending; under ${writeDuration(numberSettings.pingInterval.below)}`,
    ...duration(numberSettings.pingInterval),
  },
  pongTimeout: {
    flags: '--pong-timeout <time>',
    group: queueGroup,
    about: 'close the connection after this long without an answer to a heartbeat',
    ...duration(numberSettings.pongTimeout),
  },
  connectTimeout: {
    flags: '--connect-timeout <time>',
    group: queueGroup,
    about: 'limit for each of DNS, TCP, TLS and the login reply',
    ...duration(numberSettings.connectTimeout),
  },
  maxRetries: {
    flags: '--max-retries <n>',
    group: queueGroup,
    about: 'failed reconnects in a row before giving up',
    ...number(numberSettings.maxRetries),
    otherwise: `${firstRetries} until the first login, then no limit`,
  },
  noReconnect: { flags: '--no-reconnect', group: queueGroup, about: 'short for --max-retries 0' },
} as const satisfies OptionTable
