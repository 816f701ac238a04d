import type { Contender } from './contender.ts'
import { fileTools } from './file-tools.ts'
import { mosquittoContender } from './mosquitto.ts'
import { bareContender, tailContender, unlimitedContender } from './stream.ts'

/** All that the comparisons compare. */
export const contenders = {
  'pusher, acked, not written on': bareContender(1000, 'acks'),
  'pusher, no window, no acks': unlimitedContender,
  'wire 5': bareContender(5),
  '--json 5': tailContender('--json', 5),
  'pretty 5': tailContender('pretty', 5),
  'wire 50': bareContender(50),
  '--json 50': tailContender('--json', 50),
  'pretty 50': tailContender('pretty', 50),
  'wire 1000': bareContender(1000),
  '--json 1000': tailContender('--json', 1000),
  '--filter 1000': tailContender('--filter', 1000),
  '--filter joined 1000': tailContender('--filter joined', 1000),
  'pretty 1000': tailContender('pretty', 1000),
  'wire, snoti2 1000': bareContender(1000, 'through', { dialect: 'snoti2' }),
  '--json, snoti2 1000': tailContender('--json', 1000, { dialect: 'snoti2' }),
  'wire 32767': bareContender(32767),
  '--json 32767': tailContender('--json', 32767),
  'pretty 32767': tailContender('pretty', 32767),
  'pretty --diff 1000': tailContender('--diff', 1000),
  'wire, statuses 1000': bareContender(1000, 'through', { load: 'statuses' }),
  'pretty, statuses 1000': tailContender('pretty', 1000, { load: 'statuses' }),
  'wire, raw statuses 1000': bareContender(1000, 'through', { load: 'raw' }),
  'pretty, raw statuses 1000': tailContender('pretty', 1000, { load: 'raw' }),
  'pretty --datapoints, raw statuses 1000': tailContender('--datapoints', 1000, { load: 'raw' }),
  '--json --record 1000': tailContender('--record', 1000),
  '--json --record .gz 1000': tailContender('--record .gz', 1000),
  'pretty, terminal 1000': tailContender('no status line', 1000),
  'pretty, terminal with status line 1000': tailContender('status line', 1000),
  // The default with batches of 1,000.
  '--exec 2000': tailContender('--exec', 2000),
  ...fileTools,
  mosquitto_sub: mosquittoContender(),
} satisfies Record<string, Contender>

export type ContenderName = keyof typeof contenders
