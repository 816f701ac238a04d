import type { ContenderName } from './contenders.ts'
import type { Target } from './results.ts'

/** A rate, or the ratio of two rates of the same round. */
export interface Comparison {
  readonly name: string
  readonly of: ContenderName
  /** What `of` is divided by. */
  readonly over?: ContenderName
  readonly target?: Target
}

/** What is compared, by group. */
export const comparisons = {
  stream: [
    { name: 'pusher’s own ceiling, acked, not written on', of: 'pusher, acked, not written on' },
    { name: 'pusher’s own ceiling, no window, no acks', of: 'pusher, no window, no acks' },
    {
      name: 'pusher’s ceiling / wire limit, prefetch 1000',
      of: 'pusher, acked, not written on',
      over: 'wire 1000',
    },
    { name: 'wire limit, prefetch 5', of: 'wire 5' },
    { name: 'wire limit, prefetch 50', of: 'wire 50' },
    { name: 'wire limit, prefetch 1000', of: 'wire 1000' },
    { name: 'wire limit, prefetch 32767', of: 'wire 32767' },
    { name: '--json, prefetch 5', of: '--json 5' },
    { name: '--json, prefetch 50', of: '--json 50' },
    { name: '--json, prefetch 1000', of: '--json 1000' },
    { name: '--json, prefetch 32767', of: '--json 32767' },
    { name: '--json / wire limit, prefetch 5', of: '--json 5', over: 'wire 5' },
    { name: '--json / wire limit, prefetch 50', of: '--json 50', over: 'wire 50' },
    {
      name: '--json / wire limit, prefetch 1000',
      of: '--json 1000',
      over: 'wire 1000',
      target: { min: 0.6 },
    },
    { name: '--json / wire limit, prefetch 32767', of: '--json 32767', over: 'wire 32767' },
    { name: '--json --filter, prefetch 1000', of: '--filter 1000' },
    {
      name: '--json --filter / wire limit, prefetch 1000',
      of: '--filter 1000',
      over: 'wire 1000',
      target: { min: 0.7 },
    },
    { name: '--json --filter with and, or, not, prefetch 1000', of: '--filter joined 1000' },
    {
      name: '--json --filter with and, or, not / --json --filter',
      of: '--filter joined 1000',
      over: '--filter 1000',
      target: { min: 0.5 },
    },
    { name: 'pretty, coloured, prefetch 5', of: 'pretty 5' },
    { name: 'pretty, coloured, prefetch 50', of: 'pretty 50' },
    { name: 'pretty, coloured, prefetch 1000', of: 'pretty 1000', target: { min: 150_000 } },
    { name: 'pretty, coloured, prefetch 32767', of: 'pretty 32767' },
    {
      name: 'pretty / wire limit, prefetch 1000',
      of: 'pretty 1000',
      over: 'wire 1000',
      target: { min: 0.35 },
    },
    {
      name: 'pretty / wire limit, statuses alone',
      of: 'pretty, statuses 1000',
      over: 'wire, statuses 1000',
      target: { min: 0.5 },
    },
    {
      name: 'pretty / wire limit, raw statuses alone',
      of: 'pretty, raw statuses 1000',
      over: 'wire, raw statuses 1000',
      target: { min: 0.5 },
    },
  ],
  dialects: [
    { name: '--json, snoti2, prefetch 1000', of: '--json, snoti2 1000' },
    { name: '--json, snoti2 / --json', of: '--json, snoti2 1000', over: '--json 1000', target: { min: 0.9 } },
    { name: 'wire limit, snoti2 / wire limit', of: 'wire, snoti2 1000', over: 'wire 1000' },
    { name: '--json, snoti2 / wire limit, snoti2', of: '--json, snoti2 1000', over: 'wire, snoti2 1000' },
  ],
  tools: [
    { name: 'jq -c .', of: 'jq -c .' },
    { name: '--json / jq -c .', of: '--json 1000', over: 'jq -c .', target: { min: 3 } },
    { name: 'jq select', of: 'jq select' },
    { name: '--json --filter / jq select', of: '--filter 1000', over: 'jq select', target: { min: 3 } },
    { name: 'gojq -c .', of: 'gojq -c .' },
    { name: '--json / gojq -c .', of: '--json 1000', over: 'gojq -c .' },
    { name: '--json --filter / gojq select', of: '--filter 1000', over: 'gojq select' },
    { name: 'pino-pretty', of: 'pino-pretty' },
    { name: 'pretty / pino-pretty', of: 'pretty 1000', over: 'pino-pretty', target: { min: 3 } },
  ],
  datapoints: [
    { name: 'pretty, raw statuses', of: 'pretty, raw statuses 1000' },
    { name: 'pretty --datapoints, raw statuses', of: 'pretty --datapoints, raw statuses 1000' },
    {
      name: 'pretty --datapoints / pretty, raw statuses',
      of: 'pretty --datapoints, raw statuses 1000',
      over: 'pretty, raw statuses 1000',
      target: { min: 0.6 },
    },
    {
      name: 'pretty --diff / pretty',
      of: 'pretty --diff 1000',
      over: 'pretty 1000',
      target: { min: 0.8 },
    },
  ],
  outputs: [
    { name: '--json --record', of: '--json --record 1000' },
    {
      name: '--json --record / --json',
      of: '--json --record 1000',
      over: '--json 1000',
      target: { min: 0.75 },
    },
    { name: '--json --record of .gz', of: '--json --record .gz 1000' },
    {
      name: '--json --record of .gz / --json',
      of: '--json --record .gz 1000',
      over: '--json 1000',
      target: { min: 0.4 },
    },
    {
      name: '--exec "cat > /dev/null", batches of 1,000',
      of: '--exec 2000',
      target: { min: 100_000 },
    },
  ],
  replay: [
    { name: 'replay --json', of: 'replay --json' },
    { name: 'replay --json -f', of: 'replay --json -f' },
    {
      name: 'replay --json / cat, each event parsed',
      of: 'replay --json, parsed',
      over: 'cat, parsed',
      target: { min: 0.8 },
    },
    { name: 'replay --json -f / jq select', of: 'replay --json -f', over: 'jq select', target: { min: 3 } },
  ],
  terminal: [
    { name: 'pretty, in a terminal without a status line', of: 'pretty, terminal 1000' },
    {
      name: 'pretty, in a terminal, with / without a status line',
      of: 'pretty, terminal with status line 1000',
      over: 'pretty, terminal 1000',
      target: { min: 0.97 },
    },
  ],
  mosquitto: [
    { name: 'mosquitto_sub -q 1 over TLS', of: 'mosquitto_sub' },
    { name: '--json / mosquitto_sub', of: '--json 1000', over: 'mosquitto_sub' },
    { name: 'pretty / mosquitto_sub', of: 'pretty 1000', over: 'mosquitto_sub' },
  ],
} as const satisfies Record<string, readonly Comparison[]>
