import { eventTypes } from '../event/event-types.ts'
import { numberSettings } from '../session/settings.ts'
import { size, text } from './argument.ts'
import { statusLineChoices, summaryChoices } from './choices.ts'
import { endOptions } from './end-options.ts'
import { execOptions } from './exec-options.ts'
import { langOption } from './lang-option.ts'
import { loginOptions } from './login-options.ts'
import { macList } from './mac-list.ts'
import { metricsOptions } from './metrics-options.ts'
import type { FlagsOf, OptionTable } from './option-table.ts'
import { queueGroup, queueOptions } from './queue-options.ts'
import { recordOptions } from './record-options.ts'
import { showOptions } from './show-options.ts'

const choose = 'What to show:'
const log = 'Messages on stderr:'

/** The options of the tail. Their parsed values have the same keys: see `TailFlags`. */
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
  ...showOptions,
  ...recordOptions,
  ...execOptions,
  ...endOptions,
  ...queueOptions,
  maxLine: {
    flags: '--max-line <size>',
    group: queueGroup,
    about: 'a longer line is skipped and reported',
    ...size(numberSettings.maxLine),
  },
  ...metricsOptions,
  quiet: { flags: '-q, --quiet', group: log, about: 'only errors' },
  verbose: { flags: '-v, --verbose', group: log, about: 'the steps of a connection too' },
  trace: { flags: '--trace', group: log, about: 'every line sent and received, with the secret masked' },
  statusLine: {
    flags: '--status-line <when>',
    group: log,
    choices: statusLineChoices,
    about:
      'the line at the bottom that says what the run is doing; auto: if stdout and stderr are one terminal',
    default: 'auto',
  },
  summary: {
    flags: '--summary <when>',
    group: log,
    choices: summaryChoices,
    about: 'a table at the end; auto: when stderr is a terminal',
    default: 'auto',
  },
  lang: langOption,
} as const satisfies OptionTable

/** The options of the tail, parsed. */
export type TailFlags = FlagsOf<typeof tailOptions>
