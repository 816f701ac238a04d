import { eventTypes } from '../event/event-types.ts'
import { formats } from '../format/formats.ts'
import { timeStyles } from '../format/time-format.ts'
import { defaults, faultOf } from '../session/settings.ts'
import { aboveZero, duration, size, text, wholeNumber } from './argument.ts'
import { ackChoices, colourChoices, summaryChoices } from './choices.ts'
import { loginOptions } from './login-options.ts'
import type { OptionTable } from './option-table.ts'

const choose = 'What to show:'
const show = 'How to show it:'
const end = 'When to end:'
const queue = 'Queue and connection:'
const talk = 'What is said on stderr:'

/** The tail's options. Parsed values go by the long name in camelCase: see `TailFlags`. */
export const tailOptions = {
  ...loginOptions,
  filter: {
    flags: '-f, --filter <expr>',
    group: choose,
    offers: 'filter',
    repeat: true,
    about: 'only events that match; see Filters below',
  },
  did: { flags: '--did <did>', group: choose, repeat: true, about: 'short for -f did=…' },
  productKey: {
    flags: '--product-key <key>',
    group: choose,
    repeat: true,
    about: 'short for -f product_key=…',
  },
  event: {
    flags: '-e, --event <type>',
    group: choose,
    repeat: true,
    offers: eventTypes,
    list: true,
    about: 'short for -f event_type=…',
  },
  json: {
    flags: '--json',
    group: show,
    about: 'NDJSON: each event’s line byte for byte as it came, nothing else on stdout',
  },
  output: {
    flags: '-o, --output <format>',
    group: show,
    choices: formats,
    about: 'output format',
    default: 'pretty',
  },
  color: {
    flags: '--color <when>',
    group: show,
    choices: colourChoices,
    about: 'colours; auto heeds NO_COLOR, FORCE_COLOR and TERM',
    default: 'auto',
  },
  time: {
    flags: '--time <format>',
    group: show,
    choices: timeStyles,
    about: 'how the time of an event is shown',
    default: 'local',
  },
  tz: {
    flags: '--tz <zone>',
    group: show,
    offers: 'zone',
    parse: text,
    about: 'time zone, such as Asia/Shanghai',
  },
  utc: { flags: '--utc', group: show, about: 'short for --tz UTC' },
  count: {
    flags: '-n, --count <n>',
    group: end,
    parse: wholeNumber(1),
    about: 'end after n shown events; exactly those, and what was filtered out before them, are acked',
  },
  duration: {
    flags: '--duration <time>',
    group: end,
    parse: duration(aboveZero),
    about: 'end after this long, with 0 if it was ever connected',
  },
  timeout: {
    flags: '--timeout <time>',
    group: end,
    parse: duration(aboveZero),
    about: 'end with exit code 124 when no event was shown for this long since connected',
  },
  ack: {
    flags: '--ack <policy>',
    group: queue,
    choices: ackChoices,
    about:
      'which events are taken from the queue: all, once written or filtered out; matched, only what is shown; none',
    default: 'all',
  },
  peek: { flags: '--peek', group: queue, about: 'look without taking: short for --ack none' },
  prefetch: {
    flags: '--prefetch <n>',
    group: queue,
    parse: wholeNumber(1, 32767),
    about:
      'un-acked events the server may have out; at most n per round trip arrive: at 40 ms, 5 give 125 events/s, 50 give 1,250, 500 give 12,500',
    default: String(defaults.prefetch),
  },
  pingInterval: {
    flags: '--ping-interval <time>',
    group: queue,
    parse: duration(ms => faultOf('pingInterval', ms)),
    about: 'heartbeat after this long without sending; under 5m',
    default: '60s',
  },
  pongTimeout: {
    flags: '--pong-timeout <time>',
    group: queue,
    parse: duration(aboveZero),
    about: 'silence after a heartbeat that means the connection is dead',
    default: '10s',
  },
  connectTimeout: {
    flags: '--connect-timeout <time>',
    group: queue,
    parse: duration(aboveZero),
    about: 'for DNS, TCP, TLS and the login’s answer, each',
    default: '10s',
  },
  maxRetries: {
    flags: '--max-retries <n>',
    group: queue,
    parse: wholeNumber(0),
    about: 'failed reconnects in a row before giving up',
    default: '5 until the first login, then no limit',
  },
  reconnect: { flags: '--no-reconnect', group: queue, about: 'short for --max-retries 0' },
  maxLine: {
    flags: '--max-line <size>',
    group: queue,
    parse: size(bytes => faultOf('maxLine', bytes)),
    about: 'a longer line from the server is skipped, and told',
    default: '16M',
  },
  quiet: { flags: '-q, --quiet', group: talk, about: 'only errors' },
  verbose: { flags: '-v, --verbose', group: talk, about: 'connection steps too' },
  trace: { flags: '--trace', group: talk, about: 'every line sent and received, the secret masked' },
  summary: {
    flags: '--summary <when>',
    group: talk,
    choices: summaryChoices,
    about: 'a table at the end; auto: when stderr is a terminal',
    default: 'auto',
  },
} as const satisfies OptionTable
