import { scenarioNames, scenarios } from '../simulator/scenarios.ts'
import { amount, text, wholeNumber } from './argument.ts'
import { type examples, table } from './help-text.ts'
import type { FlagsOf, OptionTable } from './option-table.ts'
import { scenarioList } from './scenario-list.ts'

const listen = 'Where to listen:'
const serve = 'What to serve:'
const misbehave = 'How to misbehave:'

/** What is used where an option is not given. */
export const simulateDefaults = { port: 2015, rate: 5, devices: 10, seed: 1 } as const

export const simulateOptions = {
  port: {
    flags: '--port <port>',
    group: listen,
    parse: wholeNumber(0, 65535),
    about: 'port; 0 for any free one',
    default: String(simulateDefaults.port),
  },
  id: { flags: '--id <id>', group: listen, parse: text, about: 'demand this enterprise id', default: 'any' },
  secret: {
    flags: '--secret <secret>',
    group: listen,
    secret: true,
    parse: text,
    about: 'demand this enterprise secret',
    default: 'any',
  },
  rate: {
    flags: '--rate <n>',
    group: serve,
    parse: amount(1_000_000),
    about: 'events a second; 0 for as fast as the window allows',
    default: String(simulateDefaults.rate),
  },
  devices: {
    flags: '--devices <n>',
    group: serve,
    parse: wholeNumber(1, 100_000),
    about: 'made-up devices',
    default: String(simulateDefaults.devices),
  },
  count: {
    flags: '--count <n>',
    group: serve,
    parse: wholeNumber(0),
    about: 'go idle after n events',
    default: 'no limit',
  },
  seed: {
    flags: '--seed <n>',
    group: serve,
    parse: wholeNumber(0),
    about: 'same seed, same events',
    default: String(simulateDefaults.seed),
  },
  events: {
    flags: '--events <file>',
    group: serve,
    offers: 'file',
    parse: text,
    about: 'serve the events of this file instead, one per line',
  },
  scenario: {
    flags: '--scenario <names>',
    group: misbehave,
    repeat: true,
    offers: scenarios,
    list: true,
    parse: scenarioList,
    about: 'one or more, with commas between; see Scenarios below',
  },
  quiet: { flags: '-q, --quiet', group: listen, about: 'do not tell on stderr what happens' },
} as const satisfies OptionTable

/** What most come for. */
export const simulateExamples: typeof examples = [
  ['gizwits-tail simulate', 'devices, on port 2015'],
  ['gizwits-tail simulate --scenario drop,garbage', 'a broker that misbehaves'],
  ['gizwits-tail simulate --events day.ndjson --rate 0', 'the events of a file'],
]

export type SimulateFlags = FlagsOf<typeof simulateOptions>

/** The scenarios as help shows them. */
export function scenarioHelp(): string {
  return table(
    'Scenarios:',
    scenarioNames.map(name => [name, scenarios[name].about]),
  )
}
