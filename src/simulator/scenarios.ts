import { noHeartbeat } from '../wire/heartbeat.ts'
import { burst } from './burst.ts'
import { garbage } from './garbage.ts'
import { hostile } from './hostile.ts'
import { huge } from './huge.ts'
import { flap, refuseLater } from './logins-that-fail.ts'
import { oddId } from './odd-id.ts'
import { onceAfter } from './once-after.ts'
import type { Scenario } from './scenario.ts'
import { TrickleOutlet } from './trickle-outlet.ts'

/** Every fault by name. Any of them can be combined. */
export const scenarios = {
  drop: {
    about: 'closes the connection now and then, half of the time in the middle of a line',
    start: deps => {
      const half = `{"cmd":"${deps.words.push}","delivery_id":4000000000,"event_type":"device_onl`
      return onceAfter(5, 60, connection => {
        if (deps.random.chance(0.5)) connection.send(half)
        connection.close()
      })(deps)
    },
  },
  reset: {
    about: 'resets the TCP connection (RST) now and then',
    start: onceAfter(5, 60, connection => connection.reset()),
  },
  stall: {
    about: 'goes silent after some events: sends no event and no pong, but still reads',
    start: onceAfter(10, 80, connection => connection.fallSilent()),
  },
  'black-hole': {
    about: 'stops reading and writing after some events, and leaves the connection open',
    start: onceAfter(10, 80, connection => connection.playDead()),
  },
  'no-heartbeat': {
    about: 'sends "No Heartbeat!" after some events, and closes',
    start: onceAfter(5, 60, connection => {
      connection.send(`${noHeartbeat}\n`)
      connection.close()
    }),
  },
  'no-pong': {
    about: 'never answers a ping',
    start: () => () => ({ ignorePings: true }),
  },
  trickle: {
    about: 'sends one byte at a time, each a TLS record of its own',
    start: () => () => ({ outlet: (socket, drained) => new TrickleOutlet(socket, drained) }),
  },
  burst: {
    about: 'holds events back, then sends many in one write',
    start: burst,
  },
  garbage: {
    about: 'sends lines between events that are not JSON, not messages, or unknown',
    start: garbage,
  },
  hostile: {
    about:
      'sends lines and events made to harm a client: nested 100,000 deep, huge numbers, escapes, broken UTF-8',
    start: hostile,
  },
  huge: {
    about: 'pushes an event of several MB now and then',
    start: huge,
  },
  'odd-ids': {
    about: 'delivery ids above 2^53, strings, strings with escapes and Chinese, 1.0, 1e0',
    start: () => () => ({ id: oddId }),
  },
  'slow-login': {
    about: 'answers a login only after 2 to 5 seconds',
    start:
      ({ random }) =>
      () => ({ loginDelay: () => random.int(2000, 5000) }),
  },
  refuse: {
    about: 'refuses every login',
    start: () => () => ({ refusal: () => 'this account may not log in' }),
  },
  'refuse-later': {
    about: 'accepts the first login, drops it after some events, refuses every later one',
    start: refuseLater,
  },
  flap: {
    about: 'accepts several logins in a row and closes each at once, then serves one for a while',
    start: flap,
  },
} as const satisfies Record<string, Scenario>

export type ScenarioName = keyof typeof scenarios

export const scenarioNames = Object.keys(scenarios) as ScenarioName[]
