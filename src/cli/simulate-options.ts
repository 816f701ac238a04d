import { portBounds } from '../base/host-and-port.ts'
import { scenarioNames, scenarios } from '../simulator/scenarios.ts'
import { number, text } from './argument.ts'
import type { Contradiction, Dependence } from './contradictions.ts'
import { dialectChoices, endpointsText } from './dialect-choices.ts'
import { type Examples, table } from './help-text.ts'
import { tableText } from './language.ts'
import type { FlagsOf, OptionTable } from './option-table.ts'
import { scenarioList } from './scenario-list.ts'
import { speedOption } from './speed-option.ts'

const listen = 'Where to listen:'
const serve = 'What to serve:'
const misbehave = 'How to misbehave:'

export const simulateOptions = {
  port: {
    flags: '--port <port>',
    group: listen,
    about: 'port; 0 for any free one',
    ...number({ ...portBounds, min: 0 }),
    otherwise: endpointsText('port'),
  },
  dialect: {
    flags: '--dialect <name>',
    group: listen,
    choices: dialectChoices,
    about: 'what to speak',
    default: 'noti1',
  },
  id: {
    flags: '--id <id>',
    group: listen,
    parse: text,
    about: 'the only enterprise id, or auth id, to accept',
    otherwise: 'any',
  },
  secret: {
    flags: '--secret <secret>',
    group: listen,
    secret: true,
    parse: text,
    about: 'the only secret to accept',
    otherwise: 'any',
  },
  rate: {
    flags: '--rate <n>',
    group: serve,
    about: 'events per second; 0 for as fast as the window allows',
    ...number({ min: 0, max: 1_000_000, default: 5 }),
  },
  devices: {
    flags: '--devices <n>',
    group: serve,
    about: 'simulated devices',
    ...number({ whole: true, min: 1, max: 100_000, default: 10 }),
  },
  count: {
    flags: '--count <n>',
    group: serve,
    about: 'go idle after n events',
    ...number({ whole: true, min: 0 }),
    otherwise: 'no limit',
  },
  seed: {
    flags: '--seed <n>',
    group: serve,
    about: 'same seed, same events',
    ...number({ whole: true, min: 0, default: 1 }),
  },
  datapoints: {
    flags: '--datapoints <path>',
    group: serve,
    offers: 'file',
    parse: text,
    about:
      'devices of these products, which report raw payloads; a definition, or a folder with one in each .json file',
  },
  events: {
    flags: '--events <file>',
    group: serve,
    offers: 'file',
    parse: text,
    about: 'serve the events of this file instead, one per line; it may be compressed',
  },
  speed: {
    ...speedOption,
    group: serve,
    about:
      'with --events: by their created_at, instead of --rate: 1 as they happened, 10 ten times as fast, max as fast as the window allows',
  },
  retime: { flags: '--retime', group: serve, about: 'with --events: created_at becomes the time of serving' },
  loop: {
    flags: '--loop',
    group: serve,
    about: 'with --events: begin again after the last one, with later times and new ids',
  },
  scenario: {
    flags: '--scenario <names>',
    group: misbehave,
    repeat: true,
    offers: scenarios,
    list: true,
    parse: scenarioList,
    about: 'one or more, comma-separated; see Scenarios below',
  },
  quiet: { flags: '-q, --quiet', group: listen, about: 'do not log to stderr' },
} as const satisfies OptionTable

/** The most common uses. */
export const simulateExamples: Examples = [
  ['gizwits-tail simulate', 'devices, on port 2015'],
  ['gizwits-tail simulate --dialect snoti2', 'SNoti 2.x, on port 2017'],
  ['gizwits-tail simulate --scenario drop,garbage', 'a broker that misbehaves'],
  ['gizwits-tail simulate --datapoints air.json', 'a product of yours'],
  ['gizwits-tail simulate --events day.ndjson --speed 1', 'recorded events'],
]

export type SimulateFlags = FlagsOf<typeof simulateOptions>

export const simulateContradictions: readonly Contradiction<SimulateFlags>[] = [
  ['datapoints', 'events'],
  ['rate', 'speed'],
]

export const simulateDependences: readonly Dependence<SimulateFlags>[] = [
  ['speed', 'events'],
  ['retime', 'events'],
  ['loop', 'events'],
]

/** Returns the scenarios as help shows them. */
export function scenarioHelp(): string {
  return table(
    'Scenarios:',
    scenarioNames.map(name => [name, tableText('scenarioTexts', name, scenarios[name].about)]),
  )
}
