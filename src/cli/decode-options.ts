import { text } from './argument.ts'
import type { Contradiction } from './contradictions.ts'
import type { Examples } from './help-text.ts'
import type { FlagsOf, OptionTable } from './option-table.ts'
import { tailOptions } from './tail-options.ts'

const read = 'What to read:'
const show = 'How to show it:'

export const decodeOptions = {
  datapoints: {
    ...tailOptions.datapoints,
    group: read,
    about: 'product definitions: a file, or a folder with one in each .json file',
  },
  productKey: {
    flags: '--product-key <key>',
    group: read,
    parse: text,
    about: 'the product that the payloads are of, where there are several definitions',
  },
  hex: {
    flags: '--hex',
    group: read,
    about: 'the payloads are hex; not given, hex and base64 are told apart',
  },
  base64: { flags: '--base64', group: read, about: 'the payloads are base64' },
  json: { flags: '--json', group: show, about: 'one JSON object per payload' },
  explain: { flags: '--explain', group: show, about: 'draw the bytes, with bits and attributes under them' },
  color: { ...tailOptions.color, group: show },
  noColor: { ...tailOptions.noColor, group: show },
} as const satisfies OptionTable

export type DecodeFlags = FlagsOf<typeof decodeOptions>

export const decodeContradictions: readonly Contradiction<DecodeFlags>[] = [
  ['hex', 'base64'],
  ['json', 'explain'],
  ['color', 'noColor', 'never'],
]

export const decodeExamples: Examples = [
  ['gizwits-tail decode AAAAAwcAAJEEAQID', 'envelope and action'],
  ["gizwits-tail decode --datapoints air.json '04 01 02'", 'attributes by name'],
  ['gizwits-tail decode --datapoints air.json --explain 040102', 'drawn bit by bit'],
  ['jq -r .data raw.ndjson | gizwits-tail decode --json -', 'one per line'],
]
