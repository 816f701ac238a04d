import { eventTypes } from '../event/event-types.ts'
import { formats } from '../format/formats.ts'
import { timeStyles } from '../format/time-format.ts'
import { faultOf } from '../session/settings.ts'
import { noti1 } from '../wire/noti1/noti1.ts'
import { aboveZero, duration, size, text, wholeNumber, zone } from './argument.ts'
import { ackChoices, colourChoices, summaryChoices } from './choices.ts'
import { loginOptions } from './login-options.ts'
import { macList } from './mac-list.ts'
import type { FlagsOf, OptionTable } from './option-table.ts'

const choose = 'What to show:'
const show = 'How to show it:'
const end = 'When to end:'
const queue = 'Queue and connection:'
const log = 'What is said on stderr:'

/** The tail's options. Parsed values go by these keys: see `TailFlags`. */
export const tailOptions = {
  ...loginOptions,
  filter: {
    flags: '-f, --filter <expr>',
    group: choose,
    offers: 'filter',
    repeat: true,
    parse: text,
    about: 'only events that match; see Filters below',
  },
  did: {
    flags: '--did <did>',
    group: choose,
    repeat: true,
    list: true,
    parse: text,
    about: 'short for -f did=…; several with commas between',
  },
  mac: {
    flags: '--mac <mac>',
    group: choose,
    repeat: true,
    list: true,
    parse: macList,
    about: 'short for -f mac=…; 02:00:5E:00:00:A1 and 02-00-5e-00-00-a1 are matched as 02005e0000a1',
  },
  productKey: {
    flags: '--product-key <key>',
    group: choose,
    repeat: true,
    list: true,
    parse: text,
    about: 'short for -f product_key=…; several with commas between',
  },
  event: {
    flags: '-e, --event <type>',
    group: choose,
    repeat: true,
    offers: eventTypes,
    list: true,
    parse: text,
    about:
      'short for -f event_type=…; also alert, fault, status, raw, online, offline, as a narrow terminal shows them',
  },
  json: {
    flags: '--json',
    group: show,
    about: 'each event’s line as NDJSON, byte for byte as it came; nothing else on stdout',
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
  noColor: { flags: '--no-color', group: show, about: 'short for --color never' },
  time: {
    flags: '--time <format>',
    group: show,
    choices: timeStyles,
    about: 'how the time of an event is shown',
    default: 'local',
  },
  wrap: {
    flags: '--wrap',
    group: show,
    about: 'on a terminal, wrap long lines under their payload instead of cutting them',
  },
  tz: {
    flags: '--tz <zone>',
    group: show,
    offers: 'zone',
    parse: zone,
    about: 'time zone, such as Asia/Shanghai or +08:00',
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
    about: 'end with 124 when no event was shown for this long; counted from the first login',
  },
  ack: {
    flags: '--ack <policy>',
    group: queue,
    choices: ackChoices,
    about:
      'which events are taken from the queue: all, once written or filtered out; matched, only what is shown; none. Into a pipe, written means that the pipe has taken it: what the reader of the pipe then loses does not come again',
    default: 'all',
  },
  peek: { flags: '--peek', group: queue, about: 'look without taking: short for --ack none' },
  prefetch: {
    flags: '--prefetch <n>',
    group: queue,
    parse: wholeNumber(noti1.prefetch.min, noti1.prefetch.max),
    about:
      'un-acked events the server may have out; at most n per round trip arrive: at 40 ms, 5 give 125 events/s, 50 give 1,250, 500 give 12,500',
    default: String(noti1.prefetch.default),
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
  noReconnect: { flags: '--no-reconnect', group: queue, about: 'short for --max-retries 0' },
  maxLine: {
    flags: '--max-line <size>',
    group: queue,
    parse: size(bytes => faultOf('maxLine', bytes)),
    about: 'a longer line from the server is skipped, and told',
    default: '16M',
  },
  quiet: { flags: '-q, --quiet', group: log, about: 'only errors' },
  verbose: { flags: '-v, --verbose', group: log, about: 'connection steps too' },
  trace: { flags: '--trace', group: log, about: 'every line sent and received, the secret masked' },
  summary: {
    flags: '--summary <when>',
    group: log,
    choices: summaryChoices,
    about: 'a table at the end; auto: when stderr is a terminal',
    default: 'auto',
  },
} as const satisfies OptionTable

/** What the tail's options are once parsed. */
export type TailFlags = FlagsOf<typeof tailOptions>
