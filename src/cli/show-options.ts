import { outputFormats } from '../format/formats.ts'
import { defaultFields } from '../format/parse-fields.ts'
import { timeStyles } from '../format/time-format.ts'
import { text, zone } from './argument.ts'
import { colourChoices, fieldChoices } from './choices.ts'
import type { OptionTable } from './option-table.ts'

const group = 'How to show it:'

/** The options of the tail that say how events are shown. */
export const showOptions = {
  json: {
    flags: '--json',
    group,
    about: 'NDJSON, byte for byte as the server sent it; nothing else on stdout',
  },
  enrich: {
    flags: '--enrich',
    group,
    about:
      'with --json: one more member _tail, with received_at, lag_ms, decoded values, flags, changes; the rest stays as it came',
  },
  output: {
    flags: '-o, --output <format>',
    group,
    choices: outputFormats,
    about: 'output format',
    default: 'pretty',
  },
  fields: {
    flags: '--fields <keys>',
    group,
    list: true,
    offers: fieldChoices,
    parse: text,
    about:
      'with -o tsv or csv: the columns, keys as in filters, and time; an object or array is JSON; the first line names them',
    otherwise: defaultFields,
  },
  template: {
    flags: '-T, --template <text>',
    group,
    parse: text,
    about:
      "a line per event: '{time} {event_type} {did} {data.temp:>8}'; keys as in filters, and time; :8 pads to 8 cells, :>8 aligns right; {{ and }} are braces, \\t and \\n a tab and a newline",
  },
  watch: {
    flags: '--watch',
    group,
    about:
      'a live table of all devices instead of lines: who is online, last statuses, open alarms; needs a terminal; ? shows the keys',
  },
  datapoints: {
    flags: '--datapoints <path>',
    group,
    env: 'GIZWITS_DATAPOINTS',
    offers: 'file',
    parse: text,
    about:
      'product definitions, to show and filter raw payloads by attribute: a file, or a folder with one in each .json file',
  },
  highlight: {
    flags: '-H, --highlight <expr>',
    group,
    offers: 'filter',
    repeat: true,
    parse: text,
    about:
      'events that match stand out, in reverse video or, without colours, by > before the line; given again: or',
  },
  color: {
    flags: '--color <when>',
    group,
    choices: colourChoices,
    about: 'colours; auto follows NO_COLOR, FORCE_COLOR and TERM',
    default: 'auto',
  },
  noColor: { flags: '--no-color', group, about: 'short for --color never' },
  time: {
    flags: '--time <format>',
    group,
    choices: timeStyles,
    about: 'how the time of an event is shown',
    otherwise: 'local; tsv and csv: iso',
  },
  wrap: {
    flags: '--wrap',
    group,
    about: 'on a terminal, wrap long lines under their payload instead of cutting them',
  },
  diff: {
    flags: '--diff',
    group,
    about: 'of a status, only what changed since the last one of its device: PM25=141→147 (+6)',
  },
  tz: {
    flags: '--tz <zone>',
    group,
    offers: 'zone',
    parse: zone,
    about: 'time zone, such as Asia/Shanghai or +08:00',
  },
  utc: { flags: '--utc', group, about: 'short for --tz UTC' },
} as const satisfies OptionTable
