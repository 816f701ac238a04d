import { fileTools } from './file-tools.mjs'
import { mosquittoContender } from './mosquitto.mjs'
import { bareContender, tailContender, unboundContender } from './stream.mjs'

/**
 * Everything that takes the same lines as fast as it can. `run(bench)` answers at least its `rate`; `prepare`,
 * where there is one, why it cannot run here.
 */
export const contenders = {
  'pusher, acked, not written on': bareContender(1000, 'acks'),
  'pusher, no window, no acks': unboundContender,
  'wire 5': bareContender(5),
  '--json 5': tailContender('--json', 5),
  'pretty 5': tailContender('pretty', 5),
  'wire 50': bareContender(50),
  '--json 50': tailContender('--json', 50),
  'pretty 50': tailContender('pretty', 50),
  'wire 1000': bareContender(1000),
  '--json 1000': tailContender('--json', 1000),
  '--filter 1000': tailContender('--filter', 1000),
  'pretty 1000': tailContender('pretty', 1000),
  'wire 32767': bareContender(32767),
  '--json 32767': tailContender('--json', 32767),
  'pretty 32767': tailContender('pretty', 32767),
  ...fileTools,
  mosquitto_sub: mosquittoContender,
}
