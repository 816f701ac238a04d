import type { StatusFacts } from '../../src/view/status-facts.ts'

/** What the status line says of a run that is connected. */
export const statusFacts: StatusFacts = {
  server: 'noti.gizwitsapi.com',
  connection: { name: 'connected', since: 8_000 },
  filters: '-e attr_alert',
  received: 1412,
  shown: 38,
  rate: 85.4,
  idle: 2_900,
  lag: 430,
  unacked: 12,
  prefetch: 50,
  windowFull: false,
  ack: 'all',
  openAlarms: 2,
}
