import { formats } from '../format/formats.ts'
import { timeStyles } from '../format/time-format.ts'
import { text, zone } from './argument.ts'
import { colourChoices } from './choices.ts'
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
    choices: formats,
    about: 'output format',
    default: 'pretty',
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
    default: 'local',
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
